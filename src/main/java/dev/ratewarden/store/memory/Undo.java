package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.AuditEntry;
import org.jspecify.annotations.Nullable;

/** Takes back the latest action on a user. The caller holds the user's lock. */
record Undo(UserState user, PolicyBook book, long nowMs) {

    private static final long KEPT_MS = 7L * 24 * 3_600_000;

    /** @throws ActionRefusedException if it cannot be undone; then nothing was changed */
    void perform(String auditId, @Nullable Long atMs) {
        Trail.Before before = before(auditId, atMs);
        user.setMeasures(before.measures());
        if (before.scoreReset()) {
            restoreScore(user.makeAbuse(), before.standing());
        } else if (before.blockLifted()
                && inForce(before.standing().block(), book.decay().at(nowMs)) != null) {
            restoreBlock(
                    user.makeAbuse(), before.standing().block(), book.decay().at(nowMs));
        }
    }

    private Trail.Before before(String auditId, @Nullable Long atMs) {
        Trail trail = user.trail();
        AuditEntry latest = trail == null ? null : trail.latest();
        Trail.Before before = trail == null ? null : trail.beforeLatest();
        if (latest == null || before == null || !latest.id().equals(auditId)) {
            throw refuse(auditId, "it is not the latest action on this user");
        }
        if (atMs != null && latest.atMs() != atMs) {
            throw refuse(auditId, "the store was emptied since, and the id is another action's now");
        }
        if (latest.type() == AuditEntry.Type.UNDO) {
            throw refuse(auditId, "it is itself an undo");
        }
        if (nowMs - latest.atMs() > KEPT_MS) {
            throw refuse(auditId, "it is older than 7 days");
        }
        return before;
    }

    /** The score as it was, decayed, and the points that were added since. */
    private void restoreScore(Abuse abuse, Abuse.Standing old) {
        double clock = book.decay().at(nowMs);
        double since = abuse.scoreAt(clock);
        double score = old.scoreAt(clock) + since;
        abuse.setScore(score, clock);
        abuse.recent.precede(old.recent());
        abuse.resetAtMs = old.resetAtMs();
        restoreBlock(abuse, old.block(), clock);
        // The points since may have been what was missing; a score that did not block before does not by coming back.
        boolean reached =
                since > 0 && AbuseScore.rounded(score) >= book.scoreRules().blockAt();
        if (abuse.block == null && reached && user.measures().graceAt(nowMs) == null) {
            abuse.block = Blocking.by(score, nowMs, clock, book);
        }
    }

    /** A block that would still be in force goes on, and no shorter than the score of now would have it. */
    private void restoreBlock(Abuse abuse, @Nullable Blocking old, double clock) {
        Blocking present = inForce(abuse.block, clock);
        Blocking first = inForce(old, clock) == null ? present : old;
        abuse.block = null;
        if (first != null) {
            double score = abuse.scoreAt(clock);
            double end =
                    Math.max(first.end(), Blocking.by(score, nowMs, clock, book).end());
            abuse.block = new Blocking(first.sinceMs(), present == null ? end : Math.max(end, present.end()));
        }
    }

    private static @Nullable Blocking inForce(@Nullable Blocking block, double clock) {
        return block != null && block.activeAt(clock) ? block : null;
    }

    private ActionRefusedException refuse(String auditId, String why) {
        return new ActionRefusedException("audit entry %s cannot be undone for user %s: %s; nothing was changed"
                .formatted(Inputs.quote(auditId), Inputs.quote(user.id), why));
    }
}
