package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened: a violation, or a moderator's action.
 *
 * @param when as it is shown
 * @param title the action that was asked for, or what a moderator did
 * @param words what it did to the score, and why
 * @param figures the limit in force and the wait, for the full history; may be empty
 * @param kind tells the two apart
 * @param isVoid whether a later reset made it count no more
 * @param violation null for a moderator's action, and for a line that stands for several violations
 */
record HistoryEntry(
        long atMs,
        String when,
        String title,
        String words,
        String figures,
        Kind kind,
        boolean isVoid,
        @Nullable Violation violation) {

    enum Kind {
        VIOLATION,
        ACTION,
        /** A line is drawn below it: what came before counts no more. */
        RESET
    }

    /** Violations and actions, newest first. */
    static List<HistoryEntry> of(UserDetail detail, Times times) {
        List<HistoryEntry> all = new ArrayList<>();
        // At equal times the action is shown above: a reset voids what came before it.
        detail.audit().forEach(entry -> all.add(of(entry, detail, times)));
        detail.history().forEach(violation -> all.add(of(violation, detail, times)));
        all.sort(Comparator.comparingLong(HistoryEntry::atMs).reversed());
        return all;
    }

    private static HistoryEntry of(Violation violation, UserDetail detail, Times times) {
        Long reset = detail.resetAtMs();
        String words = times.explanations().violation(detail, violation);
        return new HistoryEntry(
                violation.atMs(),
                times.at(violation.atMs(), detail.nowMs()),
                Text.visible(Explanations.asked(violation)),
                violation.degraded() ? words + "; " + text("history.degraded") : words,
                figures(violation),
                Kind.VIOLATION,
                reset != null && violation.atMs() < reset,
                violation);
    }

    private static HistoryEntry of(AuditEntry entry, UserDetail detail, Times times) {
        Long reset = detail.resetAtMs();
        AuditWords words = new AuditWords(detail, times);
        return new HistoryEntry(
                entry.atMs(),
                times.at(entry.atMs(), detail.nowMs()),
                AuditWords.title(entry),
                words.details(entry),
                "",
                words.resets(entry) ? Kind.RESET : Kind.ACTION,
                reset != null && entry.atMs() < reset,
                null);
    }

    private static String figures(Violation violation) {
        Limit limit = violation.limit();
        List<String> words = new ArrayList<>();
        boolean cascaded = !violation.level().equals(violation.action());
        String whose = cascaded ? text("history.level", Text.visible(violation.level())) : "";
        words.add(whose
                + text(
                        "history.limit",
                        Figures.count(limit.limit()),
                        Durations.words(limit.windowMs()),
                        limit.strategy().label()));
        if (violation.cost() != 1) {
            words.add(text("history.cost", Figures.count(violation.cost())));
        }
        Long wait = violation.retryAfterMs();
        words.add(wait == null ? text("history.noWait") : text("history.wait", Durations.waiting(wait)));
        if (violation.where() != null) {
            words.add(text("history.where", Text.visible(violation.where())));
        }
        return String.join("; ", words);
    }
}
