package dev.ratewarden.dashboard.act;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserSummary;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something to be done to one user. */
public sealed interface Command {

    Target target();

    /** Blocks until the store has done it. */
    ActionReceipt run(Moderation moderation);

    /** How the user's row will look if it succeeds. */
    UserSummary expected(UserSummary before, long nowMs, String operator);

    record Reset(Target target, String reason) implements Command {
        @Override
        public ActionReceipt run(Moderation moderation) {
            return moderation.reset(target.id(), reason);
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            return cleared(before, before.ban());
        }
    }

    /** @param duration null for good */
    record BanUser(Target target, @Nullable Duration duration, String reason) implements Command {
        @Override
        public ActionReceipt run(Moderation moderation) {
            return moderation.ban(target.id(), duration, reason);
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            Long until = duration == null ? null : (Long) (nowMs + duration.toMillis());
            return withBan(before, new Ban(nowMs, until, reason, operator));
        }
    }

    record Unban(Target target, boolean resetScore, String reason) implements Command {
        @Override
        public ActionReceipt run(Moderation moderation) {
            return moderation.unban(target.id(), resetScore, reason);
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            return resetScore ? cleared(before, null) : withBan(before, null);
        }
    }

    /** Takes back the action of an audit entry. */
    record Undo(Target target, String auditId) implements Command {
        @Override
        public ActionReceipt run(Moderation moderation) {
            return moderation.undo(target.id(), auditId, "");
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            return before;
        }
    }

    private static UserSummary cleared(UserSummary user, @Nullable Ban ban) {
        return new UserSummary(
                user.id(),
                user.name(),
                0,
                Tier.NORMAL,
                user.violations(),
                user.lastAction(),
                user.lastViolationAtMs(),
                user.lastSeenAtMs(),
                ban,
                null,
                user.exemption());
    }

    private static UserSummary withBan(UserSummary user, @Nullable Ban ban) {
        return new UserSummary(
                user.id(),
                user.name(),
                user.score(),
                user.tier(),
                user.violations(),
                user.lastAction(),
                user.lastViolationAtMs(),
                user.lastSeenAtMs(),
                ban,
                user.block(),
                // A ban ends an exemption.
                ban == null ? user.exemption() : null);
    }
}
