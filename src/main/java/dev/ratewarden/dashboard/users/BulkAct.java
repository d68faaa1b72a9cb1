package dev.ratewarden.dashboard.users;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is done to many users at once.
 *
 * @param duration of a ban or an exemption; null for good, and for other acts
 * @param score what becomes of the score of who is unbanned
 */
record BulkAct(Kind kind, @Nullable Duration duration, Score score) {

    /** Which act. */
    enum Kind {
        RESET,
        BAN,
        UNBAN,
        EXEMPT;

        /** As it stands in ids and keys of messages. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of a score. */
    enum Score {
        KEEP,
        RESET,
        GRACE
    }

    /** How long violations add nothing after an unban with a grace period. */
    static final Duration GRACE = Duration.ofHours(24);

    ModeratorAction action() {
        Long ms = duration == null ? null : (Long) duration.toMillis();
        return switch (kind) {
            case RESET -> new ModeratorAction.Reset(false);
            case BAN -> new ModeratorAction.Ban(ms);
            case UNBAN ->
                new ModeratorAction.Unban(score == Score.RESET, score == Score.GRACE ? (Long) GRACE.toMillis() : null);
            case EXEMPT -> new ModeratorAction.Exempt(ms);
        };
    }

    /** Why it is not for a user who stands so, as a key of messages; null if it is. */
    static @Nullable String misfit(Kind kind, @Nullable UserDetail user) {
        if (user == null) {
            return "users.bulk.misfit.gone";
        }
        boolean banned = user.summary().ban() != null;
        return switch (kind) {
            // Whoever set the earlier ban chose its end for this user.
            case BAN -> banned ? "users.bulk.misfit.ban" : null;
            case UNBAN -> banned ? null : "users.bulk.misfit.unban";
            case EXEMPT -> user.summary().exemption() != null ? "users.bulk.misfit.exempt" : null;
            case RESET -> null;
        };
    }

    /** @throws ActionRefusedException if it is not for a user who stands so */
    void check(@Nullable UserDetail user) {
        String misfit = misfit(kind, user);
        if (misfit != null) {
            throw new ActionRefusedException(dev.ratewarden.dashboard.Messages.text(misfit));
        }
    }
}
