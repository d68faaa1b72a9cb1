package dev.ratewarden.dashboard.settings;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.LatestValue;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.settings.LogTail.Line;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** The tail of the log as it grows, filtered. For the FX thread, until it is closed. */
final class LogViewModel implements AutoCloseable {

    /** From which level on. */
    enum Least {
        ALL(Level.ALL),
        WARNINGS(Level.WARNING),
        ERRORS(Level.SEVERE);

        private final Level level;

        Least(Level level) {
            this.level = level;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ENGLISH);

    private final LogTail tail;
    private final ZoneId zone;
    private final LatestValue<Boolean> door;
    private final Runnable changed;
    private final ObservableList<Line> kept = FXCollections.observableArrayList();
    private final FilteredList<Line> shown = new FilteredList<>(kept);
    private final ObjectProperty<Least> least = new SimpleObjectProperty<>(Least.ALL);
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");

    LogViewModel(LogTail tail, ZoneId zone, Executor fxThread) {
        this.tail = tail;
        this.zone = zone;
        door = new LatestValue<>(fxThread, now -> take());
        changed = () -> door.publish(true);
        least.addListener((o, before, now) -> narrow());
        filter.addListener((o, before, now) -> narrow());
        tail.listen(changed);
        take();
    }

    ObservableList<Line> lines() {
        return shown;
    }

    ObjectProperty<Least> leastProperty() {
        return least;
    }

    StringProperty filterProperty() {
        return filter;
    }

    /** {@code 12 of 340 records}. */
    ReadOnlyStringProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** What is shown, one record after the other, oldest first. */
    String words() {
        return shown.stream().map(this::words).collect(Collectors.joining("\n", "", "\n"));
    }

    String words(Line line) {
        return time(line) + " " + line.level().getName() + " " + line.logger() + ": " + line.words();
    }

    String time(Line line) {
        return TIME.format(line.at().atZone(zone));
    }

    @Override
    public void close() {
        tail.forget(changed);
    }

    /** Adds what is new and drops what fell off the other end, so that what somebody reads stays in its place. */
    private void take() {
        List<Line> now = tail.lines();
        long first = now.isEmpty() ? Long.MAX_VALUE : now.getFirst().number();
        long last = kept.isEmpty() ? 0 : kept.getLast().number();
        kept.removeIf(line -> line.number() < first);
        kept.addAll(now.stream().filter(line -> line.number() > last).toList());
        tell();
    }

    private void narrow() {
        int from = least.get().level.intValue();
        String words = filter.get().strip().toLowerCase(Locale.ROOT);
        shown.setPredicate(line -> line.level().intValue() >= from
                && (words.isEmpty() || words(line).toLowerCase(Locale.ROOT).contains(words)));
        tell();
    }

    private void tell() {
        count.set(
                kept.isEmpty()
                        ? text("log.none")
                        : text("log.count", Figures.count(shown.size()), Figures.count(kept.size())));
    }
}
