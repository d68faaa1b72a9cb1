package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.users.BulkRun.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is said of a run on many users. */
final class BulkWords {

    private BulkWords() {}

    /** {@code Banning 12 users…}, then {@code 11 of 12 users banned}. */
    static String title(BulkRun run) {
        String key = "users.bulk." + run.word() + (run.runningProperty().get() ? ".running" : ".done");
        return text(key, Figures.count(run.count(Outcome.DONE)), Figures.count(run.count()));
    }

    /** {@code 11 done · 1 refused}; what is none is left out. */
    static String counts(BulkRun run) {
        String known = Arrays.stream(Outcome.values())
                .filter(outcome -> run.count(outcome) > 0)
                .map(outcome -> text(
                        "users.bulk.count." + outcome.name().toLowerCase(Locale.ROOT),
                        Figures.count(run.count(outcome))))
                .collect(Collectors.joining("  ·  "));
        return known
                + (run.isUndo() && !run.runningProperty().get() && run.count(Outcome.DONE) > 0
                        ? "\n" + text("users.bulk.undo.limits")
                        : "");
    }
}
