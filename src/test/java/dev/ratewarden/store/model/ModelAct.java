package dev.ratewarden.store.model;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Note;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One moderator's action on one user who is tracked, or whom the action enters. */
final class ModelAct {

    private static final long UNDO_MS = 7L * 24 * 60 * 60 * 1_000;
    private static final int MOST_OVERRIDES = 64;

    private final ModelUser user;
    private final PolicyBook book;
    private final String auditId;
    private final String operator;
    private final String reason;
    private final long nowMs;

    ModelAct(ModelUser user, PolicyBook book, String auditId, String operator, String reason, long nowMs) {
        this.user = user;
        this.book = book;
        this.auditId = auditId;
        this.operator = operator;
        this.reason = reason;
        this.nowMs = nowMs;
    }

    /** @throws ActionRefusedException before anything was changed */
    AuditEntry run(ModeratorAction action) {
        ModelUser.Before before = user.before();
        double scoreBefore = user.scoreNow(nowMs, book);
        AuditEntry done = switch (action) {
            case ModeratorAction.Reset reset -> reset(reset.clearHistory(), scoreBefore);
            case ModeratorAction.Ban ban -> {
                Long until = end(ban.durationMs());
                user.ban = new Ban(nowMs, until, reason, operator);
                user.exemption = null;
                yield entry(AuditEntry.Type.BAN, scoreBefore, until, null, null);
            }
            case ModeratorAction.Unban unban -> unban(unban, scoreBefore);
            case ModeratorAction.Exempt exempt -> {
                Long until = end(exempt.durationMs());
                user.exemption = new Exemption(nowMs, until, reason, operator);
                user.ban = null;
                user.startAnew(nowMs, book);
                yield entry(AuditEntry.Type.EXEMPT, scoreBefore, until, null, null);
            }
            case ModeratorAction.Unexempt unexempt -> {
                require(user.exemptionNow(nowMs) != null, "is not exempt");
                user.exemption = null;
                yield entry(AuditEntry.Type.UNEXEMPT, scoreBefore, null, null, null);
            }
            case ModeratorAction.Note note -> note(note.text(), scoreBefore);
            case ModeratorAction.Override override -> override(override.action(), override.limit(), scoreBefore);
            case ModeratorAction.Forget forget -> {
                user.setScore(0, nowMs, book);
                yield entry(AuditEntry.Type.FORGET, scoreBefore, null, null, null);
            }
            case ModeratorAction.Undo undo -> {
                undo(undo.auditId(), undo.atMs());
                yield entry(AuditEntry.Type.UNDO, scoreBefore, null, null, undo.auditId());
            }
        };
        user.notifyFromMs.clear();
        user.seenAtMs = nowMs;
        user.moderationRevision++;
        user.audit.add(done);
        user.beforeLatestAction = before;
        user.latestActionReset = resets(action);
        user.latestActionLifted = action instanceof ModeratorAction.Unban unban && unban.graceMs() != null;
        return done;
    }

    private static boolean resets(ModeratorAction action) {
        return action instanceof ModeratorAction.Reset
                || action instanceof ModeratorAction.Exempt
                || (action instanceof ModeratorAction.Unban unban && unban.resetScore());
    }

    private AuditEntry reset(boolean clearHistory, double scoreBefore) {
        user.startAnew(nowMs, book);
        if (clearHistory) {
            user.made.clear();
        }
        return entry(AuditEntry.Type.RESET, scoreBefore, null, null, null);
    }

    private AuditEntry unban(ModeratorAction.Unban unban, double scoreBefore) {
        require(user.banNow(nowMs) != null, "is not banned; nothing was changed. To lift a block use reset.");
        user.ban = null;
        if (unban.resetScore()) {
            user.startAnew(nowMs, book);
        }
        if (unban.graceMs() != null) {
            user.block = null;
            user.graceUntilMs = nowMs + unban.graceMs();
        }
        return entry(AuditEntry.Type.UNBAN, scoreBefore, end(unban.graceMs()), null, null);
    }

    private AuditEntry note(String text, double scoreBefore) {
        require(!text.isEmpty() || user.note != null, "has no note");
        user.note = text.isEmpty() ? null : new Note(text, operator, nowMs);
        return entry(AuditEntry.Type.NOTE, scoreBefore, null, text, null);
    }

    private AuditEntry override(String action, @Nullable Long limit, double scoreBefore) {
        if (limit == null) {
            require(user.overrides.remove(action) != null, "has no limit of its own for " + action);
            return entry(AuditEntry.Type.OVERRIDE, scoreBefore, null, action + " -", null);
        }
        require(
                user.overrides.containsKey(action) || user.overrides.size() < MOST_OVERRIDES,
                "has 64 limits of its own");
        user.overrides.put(action, limit);
        return entry(AuditEntry.Type.OVERRIDE, scoreBefore, null, action + " " + limit, null);
    }

    private void undo(String undone, @Nullable Long atMs) {
        AuditEntry latest = user.audit.isEmpty() ? null : user.audit.getLast();
        if (latest == null || !latest.id().equals(undone)) {
            throw new ActionRefusedException(undone + " is not the latest action on this user");
        }
        if (atMs != null && latest.atMs() != atMs) {
            throw new ActionRefusedException(undone + " is another action's now");
        }
        if (latest.type() == AuditEntry.Type.UNDO) {
            throw new ActionRefusedException(undone + " is itself an undo");
        }
        if (nowMs - latest.atMs() > UNDO_MS) {
            throw new ActionRefusedException(undone + " is more than 7 days old");
        }
        ModelUser.Before before = Objects.requireNonNull(user.beforeLatestAction);
        user.goBackTo(before.rulings());
        if (user.latestActionReset) {
            restoreScore(before);
        } else if (user.latestActionLifted
                && before.block() != null
                && before.block().now(nowMs, book) != null) {
            restoreBlock(before.block());
        }
    }

    private void restoreScore(ModelUser.Before before) {
        double since = user.scoreNow(nowMs, book);
        user.setScore(ModelUser.decayed(before.score(), before.clock(), nowMs, book) + since, nowMs, book);
        user.resetAtMs = before.resetAtMs();
        user.violationsAtReset = before.violationsAtReset();
        restoreBlock(before.block());
        if (user.block == null && since > 0 && user.reachesThreshold(book) && !user.inGrace(nowMs)) {
            user.block = new ModelUser.ModelBlock(nowMs, ModelUser.blockEnd(user.score, nowMs, book));
        }
    }

    /** A block in force goes on, also by the points that were added since. */
    private void restoreBlock(ModelUser.@Nullable ModelBlock old) {
        ModelUser.ModelBlock present = user.block;
        user.block = null;
        double end = ModelUser.blockEnd(user.scoreNow(nowMs, book), nowMs, book);
        if (present != null && present.now(nowMs, book) != null) {
            end = Math.max(end, present.end());
            user.block = new ModelUser.ModelBlock(present.sinceMs(), end);
        }
        if (old != null && old.now(nowMs, book) != null) {
            user.block = new ModelUser.ModelBlock(old.sinceMs(), Math.max(end, old.end()));
        }
    }

    private @Nullable Long end(@Nullable Long durationMs) {
        return durationMs == null ? null : (Long) (nowMs + durationMs);
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ActionRefusedException("user \"%s\" %s".formatted(user.id, otherwise));
        }
    }

    private AuditEntry entry(
            AuditEntry.Type type,
            double scoreBefore,
            @Nullable Long untilMs,
            @Nullable String detail,
            @Nullable String undoes) {
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
                detail,
                undoes);
    }
}
