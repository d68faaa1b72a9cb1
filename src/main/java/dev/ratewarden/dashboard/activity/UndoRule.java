package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditEntry;
import java.util.List;
import java.util.Objects;

/** Whether an entry of the audit trail can be taken back, as far as is known here; the store has the last word. */
final class UndoRule {

    private static final long KEPT_MS = 7L * 24 * 3_600_000;

    private UndoRule() {}

    /**
     * Why it cannot be undone, in a sentence; empty if it can.
     *
     * @param known the trail since then
     * @param nowMs the store's clock
     */
    static String whyNot(AuditEntry entry, List<AuditEntry> known, long nowMs, EntryTimes times) {
        String user = entry.userId();
        if (user == null) {
            return text("activity.undo.policy");
        }
        if (entry.type() == AuditEntry.Type.UNDO) {
            return text("activity.undo.isUndo");
        }
        if (entry.type() == AuditEntry.Type.FORGET) {
            return text("activity.undo.forget");
        }
        for (AuditEntry other : known) {
            if (entry.id().equals(other.undoes())) {
                return text("activity.undo.already", Text.visible(other.operator()), times.at(other.atMs(), nowMs));
            }
        }
        if (nowMs - entry.atMs() > KEPT_MS) {
            return text("activity.undo.old");
        }
        return known.stream()
                .filter(other -> user.equals(other.userId()) && isLater(other, entry))
                .findFirst()
                .map(other ->
                        text("activity.undo.since", Text.visible(other.operator()), times.at(other.atMs(), nowMs)))
                .orElse("");
    }

    /** A user's entries stand in one chain: at equal times the number tells. */
    private static boolean isLater(AuditEntry other, AuditEntry entry) {
        return !Objects.equals(other.id(), entry.id())
                && (other.atMs() > entry.atMs() || (other.atMs() == entry.atMs() && sequence(other) > sequence(entry)));
    }

    private static long sequence(AuditEntry entry) {
        String digits = entry.id().substring(entry.id().lastIndexOf('-') + 1);
        return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) : 0;
    }
}
