package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.store.memory.UserState.Before;
import org.jspecify.annotations.Nullable;

/** One moderator's action on one user. The caller holds the user's lock. */
record Act(String userId, String operator, String reason, PolicyBook book, long nowMs) {

    private static final long UNDO_KEPT_MS = 7L * 24 * 3_600_000;

    /** @throws ActionRefusedException if there is nothing to do; then nothing was changed */
    AuditEntry perform(UserState user, ModeratorAction action, Journal journal) {
        Before before = before(user, resetsScore(action));
        double scoreBefore = user.scoreAt(nowMs, book);
        AuditEntry.Type type = switch (action) {
            case ModeratorAction.Reset reset -> reset(user, reset.clearHistory());
            case ModeratorAction.Ban ban -> ban(user, ban.durationMs());
            case ModeratorAction.Unban unban -> unban(user, unban.resetScore());
            case ModeratorAction.Undo undo -> undo(user, undo.auditId());
            default -> throw new StoreException("not here", null);
        };
        user.before = before;
        user.seenAtMs = nowMs;
        user.moderationRevision++;
        user.notifyFromMs.clear();
        AuditEntry entry = new AuditEntry(
                journal.nextAuditId(),
                nowMs,
                type,
                userId,
                operator,
                reason,
                type == AuditEntry.Type.BAN && user.ban != null ? user.ban.untilMs() : null,
                AbuseScore.rounded(scoreBefore),
                AbuseScore.rounded(user.scoreAt(nowMs, book)),
                null,
                action instanceof ModeratorAction.Undo undo ? undo.auditId() : null);
        user.audit.addFirst(entry);
        if (user.audit.size() > UserState.MAX_AUDIT) {
            user.audit.removeLast();
        }
        journal.audited(entry);
        return entry;
    }

    private AuditEntry.Type reset(UserState user, boolean clearHistory) {
        clearScore(user);
        if (clearHistory) {
            user.history.clear();
        }
        return AuditEntry.Type.RESET;
    }

    private AuditEntry.Type ban(UserState user, @Nullable Long durationMs) {
        user.ban = new Ban(nowMs, durationMs == null ? null : nowMs + durationMs, reason, operator);
        return AuditEntry.Type.BAN;
    }

    private AuditEntry.Type unban(UserState user, boolean resetScore) {
        if (user.banAt(nowMs) == null) {
            throw new ActionRefusedException("user %s is not banned; nothing was changed. To lift a block use reset."
                    .formatted(Inputs.quote(userId)));
        }
        user.ban = null;
        if (resetScore) {
            clearScore(user);
        }
        return AuditEntry.Type.UNBAN;
    }

    private AuditEntry.Type undo(UserState user, String auditId) {
        AuditEntry latest = user.audit.peekFirst();
        Before before = user.before;
        if (latest == null || before == null || !latest.id().equals(auditId)) {
            throw refuse(auditId, "it is not the latest action on this user");
        }
        if (latest.type() == AuditEntry.Type.UNDO) {
            throw refuse(auditId, "it is itself an undo");
        }
        if (nowMs - latest.atMs() > UNDO_KEPT_MS) {
            throw refuse(auditId, "it is older than 7 days");
        }
        restore(user, before);
        return AuditEntry.Type.UNDO;
    }

    private void restore(UserState user, Before before) {
        if (before.scoreReset()) {
            double clock = book.decay().at(nowMs);
            double old = AbuseScore.decayed(before.score(), before.scoreClock(), clock);
            user.setScore(old + user.scoreAt(nowMs, book), nowMs, book);
            user.violationsSinceReset += before.violationsSinceReset();
            user.block = restoredBlock(user, before, clock);
        }
        user.resetAtMs = before.resetAtMs();
        user.ban = before.ban();
    }

    private @Nullable Blocking restoredBlock(UserState user, Before before, double clock) {
        Blocking old = before.block() != null && before.block().activeAt(clock) ? before.block() : user.block;
        boolean goesOn = old != null && old.activeAt(clock);
        if (!goesOn && AbuseScore.rounded(user.score) < book.scoreRules().blockAt()) {
            return null;
        }
        // Points added since may make it last longer than it would have.
        return Blocking.by(user.score, goesOn && old != null ? old.sinceMs() : nowMs, clock, book);
    }

    private ActionRefusedException refuse(String auditId, String why) {
        return new ActionRefusedException("audit entry %s cannot be undone for user %s: %s; nothing was changed"
                .formatted(Inputs.quote(auditId), Inputs.quote(userId), why));
    }

    private void clearScore(UserState user) {
        user.setScore(0, nowMs, book);
        user.violationsSinceReset = 0;
        user.block = null;
        user.meters.clear();
        user.resetAtMs = nowMs;
    }

    private static boolean resetsScore(ModeratorAction action) {
        return action instanceof ModeratorAction.Reset
                || (action instanceof ModeratorAction.Unban unban && unban.resetScore());
    }

    private static Before before(UserState user, boolean scoreReset) {
        return new Before(
                scoreReset,
                user.score,
                user.scoreClock,
                user.violationsSinceReset,
                user.resetAtMs,
                user.block,
                user.ban);
    }
}
