package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.charts.ActionShare;
import dev.ratewarden.dashboard.charts.TrafficMinutes;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.PolicyRevision;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The policies in force, and how much each denies. For the FX thread. */
final class PoliciesViewModel {

    /** Over how long denials are counted. */
    enum Span {
        MINUTES_5(5),
        MINUTES_60(60),
        HOURS_24(24 * 60);

        private final int minutes;

        Span(int minutes) {
            this.minutes = minutes;
        }

        int minutes() {
            return minutes;
        }

        String words() {
            return text("policies.span." + (this == HOURS_24 ? "day" : this == MINUTES_60 ? "hour" : "short"));
        }
    }

    private final Times times;
    private final ObservableList<PolicyRow> rows = FXCollections.observableArrayList();
    private final ObservableList<String> unpoliced = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable PolicyReading> reading = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Span> span = new SimpleObjectProperty<>(Span.HOURS_24);
    private final ReadOnlyStringWrapper head = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private Map<String, ActionShare> shares = Map.of();
    private TrafficMinutes counted = TrafficMinutes.NONE;
    private String unread = "";
    private String uncounted = "";
    private final ReadOnlyLongWrapper nowMs = new ReadOnlyLongWrapper();

    PoliciesViewModel(Times times) {
        this.times = times;
        span.addListener((o, before, now) -> show(TrafficMinutes.NONE, Map.of()));
    }

    /** By action. */
    ObservableList<PolicyRow> rows() {
        return rows;
    }

    /** Actions that are checked and have no policy. */
    ObservableList<String> unpoliced() {
        return unpoliced;
    }

    /** Null while nothing was read. */
    ReadOnlyObjectProperty<@Nullable PolicyReading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    ObjectProperty<Span> spanProperty() {
        return span;
    }

    /** {@code revision 14, since 09:12}. */
    ReadOnlyStringProperty headProperty() {
        return head.getReadOnlyProperty();
    }

    /** What could not be read, and why; empty if all was. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The store's time of the latest reading, epoch ms. */
    long nowMs() {
        return nowMs.get();
    }

    ReadOnlyLongProperty nowMsProperty() {
        return nowMs.getReadOnlyProperty();
    }

    PolicyBook book() {
        PolicyReading latest = reading.get();
        return latest == null ? PolicyBook.empty() : latest.book();
    }

    /** @param storeMs the store's time, epoch ms */
    void accept(PolicyReading now, long storeMs) {
        unread = "";
        tell();
        nowMs.set(storeMs);
        PolicyRevision latest = now.latest();
        head.set(
                latest == null
                        ? text("policies.revision", now.book().revision())
                        : text("policies.revision.since", now.book().revision(), times.at(latest.atMs(), storeMs)));
        patch(now);
        List<String> others = now.counts().stream()
                .map(ActionCount::action)
                .filter(action ->
                        now.book().policy(action) == null && now.book().trial(action) == null)
                .sorted()
                .toList();
        if (!others.equals(unpoliced)) {
            unpoliced.setAll(others);
        }
        // Last: whoever hears of it finds the rows as they are now.
        reading.set(now);
    }

    /** @param minutes of which all of the span is known; the same again cost nothing */
    void shares(TrafficMinutes minutes, Span of) {
        uncounted = "";
        tell();
        if (of == span.get() && minutes != counted) {
            show(
                    minutes,
                    minutes.shares(of.minutes()).stream().collect(Collectors.toMap(ActionShare::action, it -> it)));
        }
    }

    /**
     * What was counted before would pass for what is now.
     *
     * @param why empty while it is still being read
     */
    void uncounted(String why) {
        boolean told = why.equals(uncounted);
        uncounted = why;
        tell();
        if (!told || !shares.isEmpty()) {
            show(TrafficMinutes.NONE, Map.of());
        }
    }

    /** The policies could not be read; those on show stay. */
    void failed(String why) {
        unread = why;
        tell();
    }

    private void tell() {
        problem.set(unread.isEmpty() ? uncounted : unread);
    }

    private void show(TrafficMinutes minutes, Map<String, ActionShare> now) {
        counted = minutes;
        shares = now;
        PolicyReading latest = reading.get();
        if (latest != null) {
            patch(latest);
        }
    }

    private void patch(PolicyReading now) {
        TreeSet<String> actions = new TreeSet<>(now.book().policies().keySet());
        actions.addAll(now.book().trials().keySet());
        rows.removeIf(row -> !actions.contains(row.action()));
        Map<String, PolicyRow> known = rows.stream().collect(Collectors.toMap(PolicyRow::action, row -> row));
        for (String action : actions) {
            PolicyRow row = known.get(action);
            if (row != null) {
                row.accept(state(now, action));
                continue;
            }
            int at = Collections.binarySearch(
                    rows.stream().map(PolicyRow::action).toList(), action);
            rows.add(-at - 1, new PolicyRow(action, state(now, action)));
        }
    }

    private PolicyRow.State state(PolicyReading now, String action) {
        ActionShare share = shares.get(action);
        return new PolicyRow.State(
                now.book().policy(action),
                now.book().trial(action),
                now.differing(action) != null,
                counted == TrafficMinutes.NONE && uncounted.isEmpty(),
                share == null || share.checks() == 0 ? null : share);
    }
}
