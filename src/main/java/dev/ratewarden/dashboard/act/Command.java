package dev.ratewarden.dashboard.act;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
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
            return target.act(moderation, new ModeratorAction.Reset(false), reason);
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
            Long ms = duration == null ? null : (Long) duration.toMillis();
            return target.act(moderation, new ModeratorAction.Ban(ms), reason);
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            Long until = duration == null ? null : (Long) (nowMs + duration.toMillis());
            // A ban ends an exemption.
            return with(before, before.tier(), new Ban(nowMs, until, reason, operator), before.block(), null);
        }
    }

    /** @param grace how long violations add nothing, and the block is lifted; null for none, and with a reset */
    record Unban(
            Target target, boolean resetScore, @Nullable Duration grace, String reason) implements Command {
        @Override
        public ActionReceipt run(Moderation moderation) {
            Long ms = grace == null ? null : (Long) grace.toMillis();
            return target.act(moderation, new ModeratorAction.Unban(resetScore, ms), reason);
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            if (resetScore) {
                return cleared(before, null);
            }
            return grace == null
                    ? with(before, before.tier(), null, before.block(), before.exemption())
                    : with(before, AbuseScore.tier(before.score(), false), null, null, before.exemption());
        }
    }

    /** @param duration null for good */
    record Exempt(Target target, @Nullable Duration duration, String reason) implements Command {
        @Override
        public ActionReceipt run(Moderation moderation) {
            Long ms = duration == null ? null : (Long) duration.toMillis();
            return target.act(moderation, new ModeratorAction.Exempt(ms), reason);
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            Long until = duration == null ? null : (Long) (nowMs + duration.toMillis());
            UserSummary free = cleared(before, null);
            return with(free, Tier.NORMAL, null, null, new Exemption(nowMs, until, reason, operator));
        }
    }

    record Unexempt(Target target, String reason) implements Command {
        @Override
        public ActionReceipt run(Moderation moderation) {
            return target.act(moderation, new ModeratorAction.Unexempt(), reason);
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            return with(before, before.tier(), before.ban(), before.block(), null);
        }
    }

    /** @param text empty to remove the note */
    record WriteNote(Target target, String text) implements Command {
        @Override
        public ActionReceipt run(Moderation moderation) {
            return target.act(moderation, new ModeratorAction.Note(text), "");
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            return before;
        }
    }

    /** @param limit requests per window of the policy; null to take the own limit away */
    record OwnLimit(Target target, String action, @Nullable Long limit, String reason) implements Command {
        @Override
        public ActionReceipt run(Moderation moderation) {
            return target.act(moderation, new ModeratorAction.Override(action, limit), reason);
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            return before;
        }
    }

    /** Removes everything about the user but the audit trail; cannot be taken back. */
    record Forget(Target target, String reason) implements Command {
        @Override
        public ActionReceipt run(Moderation moderation) {
            return target.act(moderation, new ModeratorAction.Forget(), reason);
        }

        @Override
        public UserSummary expected(UserSummary before, long nowMs, String operator) {
            UserSummary free = cleared(before, null);
            return with(free, Tier.NORMAL, null, null, null);
        }
    }

    /** Takes back the action of an audit entry, as long as it is the latest one on its user. */
    record Undo(Target target, AuditEntry entry, String reason) implements Command {

        /** For no reason that needs saying, such as right after a slip. */
        public Undo(Target target, AuditEntry entry) {
            this(target, entry, "");
        }

        @Override
        public ActionReceipt run(Moderation moderation) {
            return moderation.undo(entry, reason);
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

    private static UserSummary with(
            UserSummary user, Tier tier, @Nullable Ban ban, @Nullable Block block, @Nullable Exemption exemption) {
        return new UserSummary(
                user.id(),
                user.name(),
                user.score(),
                tier,
                user.violations(),
                user.lastAction(),
                user.lastViolationAtMs(),
                user.lastSeenAtMs(),
                ban,
                block,
                exemption);
    }
}
