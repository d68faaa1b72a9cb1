package dev.ratewarden.examples.jda;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserQuery;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;

/**
 * {@code /rw status|history|reset|ban|unban}, for those who have the moderators' role. What they do stands in the audit trail under their
 * name and Discord id. Answers are for the moderator alone.
 */
final class ModeratorCommands {

    private static final Logger LOG = System.getLogger(ModeratorCommands.class.getName());
    private static final int LONGEST_OPERATOR = 32;

    private final ModerationStore store;
    private final String role;
    private final Executor executor;

    /**
     * @param role the id of the role that may use them
     * @param executor runs what they do, since it waits for the store
     */
    ModeratorCommands(ModerationStore store, String role, Executor executor) {
        this.store = store;
        this.role = role;
        this.executor = executor;
    }

    boolean mayUse(SlashCommandInteractionEvent event) {
        Member member = event.getMember();
        return member != null
                && member.getRoles().stream().anyMatch(each -> each.getId().equals(role));
    }

    void on(SlashCommandInteractionEvent event) {
        if (!mayUse(event)) {
            Replies.privately(event, "Only who has the role <@&%s> may use this.".formatted(role));
            return;
        }
        // Tells Discord at once that an answer will come: it waits for three seconds only.
        event.deferReply(true).queue();
        executor.execute(() -> event.getHook()
                .editOriginal(answer(event))
                .setAllowedMentions(Set.of())
                .queue());
    }

    private String answer(SlashCommandInteractionEvent event) {
        try {
            Moderation moderation = new Moderation(store, operator(event.getUser()));
            ModeratorAnswers answers = new ModeratorAnswers(moderation.profile());
            String command = event.getSubcommandName();
            return switch (command == null ? "" : command) {
                case "status" -> status(event, moderation, answers);
                case "history" -> answers.history(tracked(event, moderation));
                case "reset" -> answers.reset(moderation.reset(userId(event), reason(event)));
                case "ban" -> ban(event, moderation, answers);
                case "unban" ->
                    answers.unban(
                            moderation.unban(userId(event), !isSet(event, SlashCommands.KEEP_SCORE), reason(event)));
                default -> "This command is not there any more.";
            };
        } catch (RatewardenException e) {
            return ModeratorAnswers.plain(e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "/rw failed", e);
            return "That failed. The bot's log says why.";
        }
    }

    private static String status(SlashCommandInteractionEvent event, Moderation moderation, ModeratorAnswers answers) {
        return event.getOption(SlashCommands.USER) == null
                ? answers.community(moderation.snapshot(UserQuery.highAbuse(5)))
                : answers.status(tracked(event, moderation));
    }

    /** Refused for whoever is exempt, unless the moderator says so: a ban ends that. */
    private static String ban(SlashCommandInteractionEvent event, Moderation moderation, ModeratorAnswers answers) {
        String length = event.getOption(SlashCommands.FOR, OptionMapping::getAsString);
        ModeratorAction.Ban ban = new ModeratorAction.Ban(
                length == null ? null : (Long) Durations.parse(length).toMillis());
        Optional<UserDetail> user = moderation.user(userId(event));
        Exemption exemption = user.map(known -> known.summary().exemption()).orElse(null);
        if (exemption != null && !isSet(event, SlashCommands.END_EXEMPTION)) {
            throw new ActionRefusedException(
                    "user %s is exempt, by %s; nothing was changed. A ban ends that: repeat it with %s"
                            .formatted(
                                    Inputs.quote(userId(event)),
                                    Text.visible(exemption.operator()),
                                    SlashCommands.END_EXEMPTION));
        }
        // Refused as well if another moderator acts on the user between these two steps.
        long revision = user.map(UserDetail::moderationRevision).orElse(0L);
        return answers.ban(moderation.act(userId(event), ban, reason(event), revision));
    }

    private static UserDetail tracked(SlashCommandInteractionEvent event, Moderation moderation) {
        String userId = userId(event);
        return moderation.user(userId).orElseThrow(() -> ActionRefusedException.unknown(userId));
    }

    /** Name and id, as long as an operator's name may be: the id whole, since only it is nobody else's. */
    static String operator(User user) {
        String name = Text.displayName(user.getName());
        int room = LONGEST_OPERATOR - user.getId().length() - " ()".length();
        int end = name.offsetByCodePoints(0, Math.min(name.codePointCount(0, name.length()), Math.max(0, room)));
        return "%s (%s)".formatted(name.substring(0, end), user.getId());
    }

    private static String userId(SlashCommandInteractionEvent event) {
        return event.getOption(SlashCommands.USER, "", user -> user.getAsUser().getId());
    }

    private static String reason(SlashCommandInteractionEvent event) {
        return event.getOption(SlashCommands.REASON, "", OptionMapping::getAsString);
    }

    private static boolean isSet(SlashCommandInteractionEvent event, String option) {
        return event.getOption(option, false, OptionMapping::getAsBoolean);
    }
}
