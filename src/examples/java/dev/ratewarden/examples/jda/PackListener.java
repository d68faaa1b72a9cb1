package dev.ratewarden.examples.jda;

import dev.ratewarden.guard.Guard;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.RateLimiter;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Hears slash commands. JDA calls it on the thread that reads from Discord's gateway, so nothing here waits: checks, commands and replies
 * go on elsewhere.
 */
final class PackListener extends ListenerAdapter {

    private static final String NOT_NOW = "This is not available right now. Try again later.";

    private final RateLimiter limiter;
    private final Guard guard;
    private final PackShop shop = new PackShop();
    private final PackCommands commands;
    private final ModeratorCommands moderators;

    /** @param executor runs commands and replies */
    PackListener(RateLimiter limiter, ModeratorCommands moderators, Executor executor) {
        this.limiter = limiter;
        this.moderators = moderators;
        this.guard = Guard.builder(limiter)
                .executor(executor)
                .userId(call -> user(call.argument(SlashCommandInteractionEvent.class)))
                .where(call -> where(call.argument(SlashCommandInteractionEvent.class)))
                .exempt(call -> moderators.mayUse(call.argument(SlashCommandInteractionEvent.class)))
                .onDeniedCall((denial, call) ->
                        Replies.privately(call.argument(SlashCommandInteractionEvent.class), denial.discordMessage()))
                .onFailedCall((failure, call) ->
                        Replies.privately(call.argument(SlashCommandInteractionEvent.class), NOT_NOW))
                .build();
        this.commands = guard.protect(PackCommands.class, shop);
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        switch (event.getName()) {
            case "pack_create" -> create(event);
            case "pack_purchase" -> commands.purchase(event);
            case "pack_trade" -> commands.trade(event);
            case "rw" -> moderators.on(event);
            default -> Replies.privately(event, "This command is not there any more.");
        }
        // After the command: names are kept of those users only who were checked once.
        limiter.describe(user(event), event.getUser().getEffectiveName());
    }

    /** The other way to protect a command: where it is called, instead of where it is declared. */
    private void create(SlashCommandInteractionEvent event) {
        CheckRequest request = CheckRequest.of(user(event), "pack_create").withWhere(where(event));
        CompletionStage<?> ran = guard.run(
                request, () -> shop.create(event), denial -> Replies.privately(event, denial.discordMessage()));
        ran.whenComplete((result, failure) -> {
            if (failure != null) {
                Replies.privately(event, NOT_NOW);
            }
        });
    }

    private static String user(SlashCommandInteractionEvent event) {
        return event.getUser().getId();
    }

    private static @Nullable String where(SlashCommandInteractionEvent event) {
        Guild guild = event.getGuild();
        return guild == null ? null : guild.getId();
    }
}
