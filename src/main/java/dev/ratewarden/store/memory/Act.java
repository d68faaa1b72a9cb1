package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Note;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One moderator's action on one user, used once. The caller holds the user's lock. */
final class Act {

    private static final int MAX_OVERRIDES = 64;

    private final UserState user;
    private final String operator;
    private final String reason;
    private final PolicyBook book;
    private final long nowMs;
    private final double clock;

    /** What the action adds to its audit entry. */
    private @Nullable Long untilMs;

    private @Nullable String detail;
    private @Nullable String undoes;
    private boolean scoreReset;
    private boolean blockLifted;
    private boolean historyCleared;

    Act(UserState user, String operator, String reason, PolicyBook book, long nowMs) {
        this.user = user;
        this.operator = operator;
        this.reason = reason;
        this.book = book;
        this.nowMs = nowMs;
        this.clock = book.decay().at(nowMs);
    }

    /** Whether the action enters a user who was never seen. */
    static boolean entersUnseen(ModeratorAction action) {
        return action instanceof ModeratorAction.Ban
                || action instanceof ModeratorAction.Exempt
                || action instanceof ModeratorAction.Note
                || action instanceof ModeratorAction.Override;
    }

    /** @throws ActionRefusedException if there is nothing to do; then nothing was changed */
    ActionReceipt perform(ModeratorAction action, Journal journal) {
        Measures measures = user.measures();
        Abuse.Standing standing = user.abuse() == null
                ? Abuse.Standing.NONE
                : Objects.requireNonNull(user.abuse()).standing();
        AuditEntry.Type type = type(action);
        double scoreBefore = user.scoreAt(clock);
        change(action);
        user.seenAtMs = nowMs;
        if (user.abuse() != null) {
            user.abuse().letAllBeTold();
        }
        AuditEntry entry = new AuditEntry(
                journal.nextAuditId(),
                nowMs,
                type,
                user.id,
                operator,
                reason,
                untilMs,
                AbuseScore.rounded(scoreBefore),
                AbuseScore.rounded(user.gone ? 0 : user.scoreAt(clock)),
                detail,
                undoes);
        // A cleared history is not restored, so its violations do not count as repeats again.
        user.makeTrail()
                .add(
                        entry,
                        new Trail.Before(
                                measures,
                                historyCleared ? standing.withoutRecent() : standing,
                                scoreReset,
                                blockLifted));
        journal.audited(entry);
        return new ActionReceipt(entry, Views.summary(user.gone ? forgotten() : user, nowMs, book));
    }

    /** As a user looks of whom nothing is known any more. */
    private UserState forgotten() {
        UserState nobody = new UserState(user.id);
        nobody.seenAtMs = nowMs;
        return nobody;
    }

    private static AuditEntry.Type type(ModeratorAction action) {
        return switch (action) {
            case ModeratorAction.Reset a -> AuditEntry.Type.RESET;
            case ModeratorAction.Ban a -> AuditEntry.Type.BAN;
            case ModeratorAction.Unban a -> AuditEntry.Type.UNBAN;
            case ModeratorAction.Exempt a -> AuditEntry.Type.EXEMPT;
            case ModeratorAction.Unexempt a -> AuditEntry.Type.UNEXEMPT;
            case ModeratorAction.Note a -> AuditEntry.Type.NOTE;
            case ModeratorAction.Override a -> AuditEntry.Type.OVERRIDE;
            case ModeratorAction.Forget a -> AuditEntry.Type.FORGET;
            case ModeratorAction.Undo a -> AuditEntry.Type.UNDO;
        };
    }

    private void change(ModeratorAction action) {
        switch (action) {
            case ModeratorAction.Reset reset -> {
                resetScore();
                if (reset.clearHistory()) {
                    historyCleared = true;
                    user.makeAbuse().clearHistory();
                }
            }
            case ModeratorAction.Ban ban -> ban(ban.durationMs());
            case ModeratorAction.Unban unban -> unban(unban);
            case ModeratorAction.Exempt exempt -> exempt(exempt.durationMs());
            case ModeratorAction.Unexempt unexempt -> unexempt();
            case ModeratorAction.Note note -> note(note.text());
            case ModeratorAction.Override override -> override(override.action(), override.limit());
            case ModeratorAction.Forget forget -> user.gone = true; // the caller drops it
            case ModeratorAction.Undo undo -> {
                undoes = undo.auditId();
                new Undo(user, book, nowMs).perform(undo.auditId(), undo.atMs());
            }
        }
    }

    private void ban(@Nullable Long durationMs) {
        untilMs = end(durationMs);
        user.setMeasures(user.measures()
                .withBan(new Ban(nowMs, untilMs, reason, operator))
                .withExemption(null));
    }

    private void unban(ModeratorAction.Unban unban) {
        if (user.measures().banAt(nowMs) == null) {
            throw refuse("is not banned; nothing was changed. To lift a block use reset.");
        }
        user.setMeasures(user.measures().withBan(null));
        if (unban.resetScore()) {
            resetScore();
        }
        if (unban.graceMs() != null) {
            untilMs = end(unban.graceMs());
            user.setMeasures(user.measures().withGrace(untilMs));
            blockLifted = true;
            if (user.abuse() != null) {
                user.abuse().block = null;
            }
        }
    }

    private void exempt(@Nullable Long durationMs) {
        untilMs = end(durationMs);
        user.setMeasures(user.measures()
                .withExemption(new Exemption(nowMs, untilMs, reason, operator))
                .withBan(null));
        resetScore();
    }

    private void unexempt() {
        if (user.measures().exemptionAt(nowMs) == null) {
            throw refuse("is not exempt; nothing was changed");
        }
        user.setMeasures(user.measures().withExemption(null));
    }

    private void note(String text) {
        if (text.isEmpty() && user.measures().note() == null) {
            throw refuse("has no note; nothing was changed");
        }
        user.setMeasures(user.measures().withNote(text.isEmpty() ? null : new Note(text, operator, nowMs)));
        detail = text;
    }

    private void override(String action, @Nullable Long limit) {
        boolean there = user.measures().overrides().containsKey(action);
        if (limit == null && !there) {
            throw refuse("has no limit of its own for %s; nothing was changed".formatted(action));
        }
        if (!there && user.measures().overrides().size() >= MAX_OVERRIDES) {
            throw refuse(
                    "has %d limits of its own, and no more are possible; take one away first".formatted(MAX_OVERRIDES));
        }
        user.setMeasures(user.measures().withOverride(action, limit));
        detail = action + ' ' + (limit == null ? "-" : limit.toString());
    }

    private void resetScore() {
        scoreReset = true;
        user.makeAbuse().startAnew(nowMs, clock);
        user.refill();
        user.setMeasures(user.measures().withGrace(null));
    }

    private @Nullable Long end(@Nullable Long durationMs) {
        return durationMs == null ? null : (Long) (nowMs + durationMs);
    }

    private ActionRefusedException refuse(String why) {
        return new ActionRefusedException("user %s %s".formatted(Inputs.quote(user.id), why));
    }
}
