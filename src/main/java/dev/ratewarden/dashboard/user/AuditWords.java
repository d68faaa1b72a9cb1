package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditEntry.Type;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.UserDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a moderator did, in words. */
final class AuditWords {

    private static final String REMOVED = "-";

    private final UserDetail user;
    private final Times times;

    AuditWords(UserDetail user, Times times) {
        this.user = user;
        this.times = times;
    }

    /** Such as {@code Banned by mod_lee}. */
    static String title(AuditEntry entry) {
        String key = "history." + entry.type().name().toLowerCase(Locale.ROOT);
        return text(isRemoval(entry) ? key + ".removed" : key, Text.visible(entry.operator()));
    }

    /** Why, until when, and what it changed; may be empty. */
    String details(AuditEntry entry) {
        List<String> words = new ArrayList<>();
        if (!entry.reason().isEmpty()) {
            words.add(text("history.reason", Text.visible(entry.reason())));
        }
        String specific = specific(entry);
        if (!specific.isEmpty()) {
            words.add(specific);
        }
        if (entry.scoreBefore() != entry.scoreAfter()) {
            words.add(text(
                    "history.score",
                    Explanations.number(entry.scoreBefore()),
                    Explanations.number(entry.scoreAfter())));
        }
        return String.join("; ", words);
    }

    /** Whether it set the score to 0, so that what came before counts no more. */
    boolean resets(AuditEntry entry) {
        Long reset = user.resetAtMs();
        return switch (entry.type()) {
            case RESET, EXEMPT -> true;
            case UNBAN ->
                entry.untilMs() == null
                        && ((reset != null && reset == entry.atMs())
                                || (entry.scoreBefore() > 0 && entry.scoreAfter() == 0));
            default -> false;
        };
    }

    private String specific(AuditEntry entry) {
        Long until = entry.untilMs();
        return switch (entry.type()) {
            case BAN, EXEMPT ->
                until == null ? text("history.good") : text("history.until", times.at(until, user.nowMs()));
            case UNBAN -> until == null ? "" : text("history.grace", times.at(until, user.nowMs()));
            case NOTE, OVERRIDE -> detail(entry);
            case UNDO -> undone(entry);
            case RESET, UNEXEMPT, FORGET, POLICY, RULES, ENFORCEMENT -> "";
        };
    }

    private static String detail(AuditEntry entry) {
        String detail = entry.detail() == null ? "" : entry.detail();
        if (entry.type() == Type.NOTE) {
            return detail.isEmpty() ? "" : text("history.reason", NoteText.visible(detail));
        }
        int gap = detail.lastIndexOf(' ');
        if (gap < 0) {
            return Text.visible(detail);
        }
        String action = Text.visible(detail.substring(0, gap));
        return isRemoval(entry) ? action : text("history.limitOf", action, limit(detail.substring(gap + 1)));
    }

    private static String limit(String digits) {
        return digits.matches("[0-9]{1,18}") ? Figures.count(Long.parseLong(digits)) : Text.visible(digits);
    }

    private String undone(AuditEntry entry) {
        return user.audit().stream()
                .filter(other -> other.id().equals(entry.undoes()))
                .findFirst()
                .map(other -> text("history.undone", title(other)))
                .orElse("");
    }

    private static boolean isRemoval(AuditEntry entry) {
        String detail = entry.detail() == null ? "" : entry.detail();
        return (entry.type() == Type.NOTE && detail.isEmpty())
                || (entry.type() == Type.OVERRIDE && detail.endsWith(" " + REMOVED));
    }
}
