package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.ActionConflict;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import org.jspecify.annotations.Nullable;

/** Moderators' actions on users, who may be entered and dropped meanwhile. Thread-safe. */
final class Acts {

    private final Users users;
    private final Aging aging;
    private final Journal journal;
    private final @Nullable Diary diary;

    /** @param diary null where nothing outlives the process */
    Acts(Users users, Aging aging, Journal journal, @Nullable Diary diary) {
        this.users = users;
        this.aging = aging;
        this.journal = journal;
        this.diary = diary;
    }

    /**
     * @throws ActionConflictException if the user's moderation revision is not {@code expectedRevision}
     * @throws ActionRefusedException if there is nothing to do
     */
    ActionReceipt act(
            String userId,
            ModeratorAction action,
            String operator,
            String reason,
            @Nullable Long expectedRevision,
            PolicyBook book,
            long nowMs) {
        while (true) {
            UserState user = Act.entersUnseen(action) ? users.entered(userId) : users.get(userId);
            if (user == null) {
                requireRevision(userId, 0, null, expectedRevision);
                throw ActionRefusedException.unknown(userId);
            }
            ActionReceipt receipt;
            boolean added;
            synchronized (user) {
                if (user.gone) {
                    continue;
                }
                added = !user.isTracked();
                receipt = act(user, action, expectedRevision, new Act(user, operator, reason, book, nowMs));
            }
            if (added) {
                aging.enter(user, nowMs, nowMs, book);
            }
            if (diary != null) {
                diary.force();
            }
            return receipt;
        }
    }

    /** The caller holds the user's lock. */
    private ActionReceipt act(UserState user, ModeratorAction action, @Nullable Long expectedRevision, Act act) {
        try {
            Trail trail = user.trail();
            requireRevision(
                    user.id, user.moderationRevision(), trail == null ? null : trail.latest(), expectedRevision);
            if (!user.isTracked() && !Act.entersUnseen(action)) {
                throw ActionRefusedException.unknown(user.id);
            }
            ActionReceipt receipt = act.perform(action, journal);
            note(user, action);
            return receipt;
        } finally {
            if (!user.isTracked()) {
                // Entered for an action that was refused.
                users.remove(user);
            }
        }
    }

    private void note(UserState user, ModeratorAction action) {
        if (action instanceof ModeratorAction.Forget) {
            if (diary != null) {
                // Before somebody else can enter the user anew.
                diary.forget(user.id);
            }
            users.remove(user);
            journal.forget(user.id);
            return;
        }
        users.reindex(user);
        if (diary != null) {
            diary.keep(user);
        }
    }

    private static void requireRevision(
            String userId, long revision, @Nullable AuditEntry latest, @Nullable Long expectedRevision) {
        if (expectedRevision != null && expectedRevision != revision) {
            throw ActionConflict.on(userId, latest);
        }
    }
}
