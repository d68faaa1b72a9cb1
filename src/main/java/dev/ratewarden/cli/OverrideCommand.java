package dev.ratewarden.cli;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "override",
        description =
                "Gives a user a limit of its own for one action, instead of the policy's, whatever role and score.",
        footer = {
            "",
            "Examples:",
            "  ratewarden override 123456 api_call 500 --reason \"runs our statistics\"",
            "  ratewarden override 123456 api_call --remove"
        })
final class OverrideCommand extends SingleUserCommand {

    @Parameters(index = "1", paramLabel = "ACTION", description = "The action, such as api_call.")
    private String action = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "LIMIT",
            description = "Requests in the window of the action's policy, 1 to 1,000,000,000.")
    private @Nullable Long limit;

    @Option(names = "--remove", description = "Takes the own limit away: the policy's holds again.")
    private boolean remove;

    @Option(
            names = "--force",
            description =
                    "Also for an action that has no policy yet; it counts once there is one. Else that is refused.")
    private boolean force;

    private @Nullable Policy policy;

    private @Nullable Long replaced;

    OverrideCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        super.validate();
        if ((limit == null) != remove) {
            throw new InvalidRequestException(
                    remove
                            ? "override: a limit and --remove exclude each other: pass one of them"
                            : "override: which limit? Pass one, or --remove to take the own limit away");
        }
        new ModeratorAction.Override(action, limit);
    }

    @Override
    Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        policy = moderation.policies().policy(action);
        if (policy == null && !remove && !force) {
            throw new ActionRefusedException(
                    "action %s has no policy, so an own limit would do nothing; nothing was changed. Correct the action, set its policy with policies set, or add --force"
                            .formatted(action));
        }
        Optional<UserDetail> seen = moderation.user(userId());
        replaced = seen.map(user -> user.overrides().get(action)).orElse(null);
        ActionReceipt receipt = moderation.act(
                userId(),
                new ModeratorAction.Override(action, limit),
                settings.reason(),
                seen.map(UserDetail::moderationRevision).orElse(0L));
        return Receipts.report(receipt, this::done, Json.number(replaced));
    }

    private String done(ActionReceipt receipt) {
        if (replaced == null) {
            return said(receipt);
        }
        return (remove ? "%s The own limit was %s." : "%s It replaced the own limit of %s.")
                .formatted(said(receipt), Words.count(replaced));
    }

    private String said(ActionReceipt receipt) {
        String user = Words.user(receipt.after());
        if (limit == null) {
            return "%s has no limit of its own for %s any more: the policy's holds.".formatted(user, action);
        }
        return policy == null
                ? "%s has a limit of %s for %s. The action has no policy: it counts once there is one."
                        .formatted(user, Words.count(limit), action)
                : "%s may do %s %s times in %s, instead of %s."
                        .formatted(
                                user,
                                action,
                                Words.count(limit),
                                Durations.words(policy.limit().windowMs()),
                                Words.count(policy.limit().limit()));
    }
}
