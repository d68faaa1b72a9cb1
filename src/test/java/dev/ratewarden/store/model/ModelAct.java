package dev.ratewarden.store.model;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One moderator's action on one user who is tracked, or is to be banned. */
record ModelAct(ModelUser user, PolicyBook book, String auditId, String operator, String reason, long nowMs) {

    private static final long UNDO_MS = 7L * 24 * 60 * 60 * 1_000;

    /** @throws ActionRefusedException before anything was changed */
    AuditEntry run(ModeratorAction action) {
        ModelUser.Before before = user.before();
        double scoreBefore = user.scoreNow(nowMs, book);
        AuditEntry done = switch (action) {
            case ModeratorAction.Reset reset -> {
                reset(reset.clearHistory());
                yield entry(AuditEntry.Type.RESET, null, scoreBefore, null);
            }
            case ModeratorAction.Ban ban -> {
                Long until = ban.durationMs() == null ? null : Long.valueOf(nowMs + ban.durationMs());
                user.ban = new Ban(nowMs, until, reason, operator);
                yield entry(AuditEntry.Type.BAN, until, scoreBefore, null);
            }
            case ModeratorAction.Unban unban -> {
                unban(unban.resetScore());
                yield entry(AuditEntry.Type.UNBAN, null, scoreBefore, null);
            }
            case ModeratorAction.Undo undo -> {
                undo(undo.auditId());
                yield entry(AuditEntry.Type.UNDO, null, scoreBefore, undo.auditId());
            }
            default -> throw new IllegalStateException("not here");
        };
        user.notifyFromMs.clear();
        user.seenAtMs = nowMs;
        user.moderationRevision++;
        user.audit.add(done);
        user.beforeLatestAction = before;
        user.latestActionReset = action instanceof ModeratorAction.Reset
                || (action instanceof ModeratorAction.Unban unban && unban.resetScore());
        return done;
    }

    private void reset(boolean clearHistory) {
        user.startAnew(nowMs, book);
        if (clearHistory) {
            user.made.clear();
        }
    }

    private void unban(boolean resetScore) {
        if (user.banNow(nowMs) == null) {
            throw new ActionRefusedException(
                    "%s is not banned; nothing was changed. To lift a block use reset.".formatted(user.id));
        }
        user.ban = null;
        if (resetScore) {
            user.startAnew(nowMs, book);
        }
    }

    private void undo(String undone) {
        AuditEntry latest = user.audit.isEmpty() ? null : user.audit.getLast();
        if (latest == null || !latest.id().equals(undone)) {
            throw new ActionRefusedException(undone + " is not the latest action on this user");
        }
        if (latest.type() == AuditEntry.Type.UNDO) {
            throw new ActionRefusedException(undone + " is itself an undo");
        }
        if (nowMs - latest.atMs() > UNDO_MS) {
            throw new ActionRefusedException(undone + " is more than 7 days old");
        }
        goBackTo(Objects.requireNonNull(user.beforeLatestAction), user.latestActionReset);
    }

    private void goBackTo(ModelUser.Before before, boolean scoreWasReset) {
        user.ban = before.ban();
        if (!scoreWasReset) {
            return;
        }
        ModelUser.ModelBlock old = before.block() != null && before.block().now(nowMs, book) != null
                ? before.block()
                : user.blockNow(nowMs, book) != null ? user.block : null;
        double was = ModelUser.decayed(before.score(), before.clock(), nowMs, book);
        user.setScore(was + user.scoreNow(nowMs, book), nowMs, book);
        user.resetAtMs = before.resetAtMs();
        user.violationsAtReset = before.violationsAtReset();
        user.block = null;
        user.blockIfDue(nowMs, book);
        if (old != null) {
            // It goes on, until decay takes the sum below the mark.
            user.block = new ModelUser.ModelBlock(old.sinceMs(), user.blockEnd(nowMs, book));
        }
    }

    private AuditEntry entry(
            AuditEntry.Type type, @Nullable Long untilMs, double scoreBefore, @Nullable String undoes) {
        double scoreAfter = user.scoreNow(nowMs, book);
        return new AuditEntry(
                auditId,
                nowMs,
                type,
                user.id,
                operator,
                reason,
                untilMs,
                ModelUser.rounded(scoreBefore),
                ModelUser.rounded(scoreAfter),
                null,
                undoes);
    }
}
