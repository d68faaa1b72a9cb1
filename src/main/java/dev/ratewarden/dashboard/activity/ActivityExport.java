package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.events.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Saves entries to a file off the FX thread, all of them or none, and says how it went. */
final class ActivityExport {

    private final Background background;
    private final Feedback.Teller teller;

    ActivityExport(Background background, Feedback.Teller teller) {
        this.background = background;
        this.teller = teller;
    }

    /** @param entries as they are on show, newest first */
    void save(Path file, List<Entry> entries, Function<List<Entry>, String> format) {
        List<Entry> shown = List.copyOf(entries);
        background.run(
                () -> write(file, format.apply(shown), shown.size()),
                teller::done,
                e -> teller.failed(String.valueOf(e.getMessage())));
    }

    private static String write(Path file, String contents, int count) {
        try {
            try (WholeFile whole = WholeFile.at(file)) {
                Files.writeString(whole.half(), contents);
                whole.replace();
            }
            return text("activity.export.done", Figures.count(count), file);
        } catch (IOException e) {
            throw new UncheckedIOException(text("activity.export.failed", file, String.valueOf(e.getMessage())), e);
        }
    }
}
