package dev.ratewarden.dashboard.charts;

import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.Moderation;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * The traffic over a chosen span, of all actions or one, and the actions that are checked most. Up to an hour of all actions comes from
 * polls; all else is read minute by minute, only while it is in sight.
 */
public final class TrafficViewModel {

    private record Derived(@Nullable Chart chart, @Nullable TopActions top) {}

    private final TrafficHistory history;
    private final Moderation moderation;
    private final Background background;
    private final TrafficSeries series = new TrafficSeries();
    private final ObjectProperty<Span> span = new SimpleObjectProperty<>(Span.MINUTES_5);
    private final ObjectProperty<@Nullable String> action = new SimpleObjectProperty<>();
    private final BooleanProperty cardsShown = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<@Nullable Chart> chart = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<TopActions> top = new ReadOnlyObjectWrapper<>(TopActions.NONE);
    private final ReadOnlyObjectWrapper<List<String>> actions = new ReadOnlyObjectWrapper<>(List.of());
    private @Nullable Reading latest;
    private boolean inSight;
    private long derivation;

    public TrafficViewModel(TrafficHistory history, Moderation moderation, Background background) {
        this.history = history;
        this.moderation = moderation;
        this.background = background;
        span.addListener((o, before, now) -> chosen());
        action.addListener((o, before, now) -> chosen());
        cardsShown.addListener((o, before, now) -> chosen());
        history.minutesProperty().addListener((o, before, now) -> read());
    }

    public ObjectProperty<Span> spanProperty() {
        return span;
    }

    /** The one that the chart draws; null for all. */
    public ObjectProperty<@Nullable String> actionProperty() {
        return action;
    }

    /** Whether the cards of actions and tiers stand in the lower row. */
    public BooleanProperty cardsShownProperty() {
        return cardsShown;
    }

    /** Null before the first reading. */
    ReadOnlyObjectProperty<@Nullable Chart> chartProperty() {
        return chart.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<TopActions> topProperty() {
        return top.getReadOnlyProperty();
    }

    /** The names of all actions that were ever checked, as far as is known. */
    ReadOnlyObjectProperty<List<String>> actionsProperty() {
        return actions.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<TrafficHistory.Progress> progressProperty() {
        return history.progressProperty();
    }

    /** Whether what is drawn is read minute by minute. */
    boolean isFromHistory() {
        return span.get().isLong() || action.get() != null;
    }

    /** The mean of all actions over the last minute as watched; null while it was watched for less than that. */
    public @Nullable Point meanOfLastMinute() {
        return series.meanOfLastMinute();
    }

    /** Whether the page with the chart is in sight. */
    public void shown(boolean now) {
        inSight = now;
        wish();
        if (now) {
            askForActions();
        }
    }

    public void accept(Reading reading) {
        boolean first = latest == null;
        latest = reading;
        series.accept(reading);
        history.accept(reading.snapshot().nowMs());
        if (first && inSight) {
            askForActions();
        }
        if (!isFromHistory() || chart.get() == null) {
            draw();
        }
    }

    /** What there is to choose from may have grown. */
    void askForActions() {
        background.run(
                () -> moderation.actionCounts().stream()
                        .map(ActionCount::action)
                        .toList(),
                actions::set,
                // The chart of all actions stands without them, and the next look asks again.
                e -> {});
    }

    private void chosen() {
        wish();
        draw();
    }

    private void wish() {
        boolean wanted = inSight && (isFromHistory() || cardsShown.get());
        history.want(this, wanted ? span.get().minutes() : 0);
    }

    private void read() {
        if (isFromHistory() || cardsShown.get()) {
            derive();
        }
    }

    private void draw() {
        Reading reading = latest;
        if (reading != null && !isFromHistory()) {
            chart.set(series.chart(
                            reading.snapshot().minutes(), reading.snapshot().nowMs(), span.get())
                    .since(reading.snapshot().beganMs()));
        }
        read();
    }

    /** Two days are thousands of minutes of many actions each: too much to be summed where the window is drawn. */
    private void derive() {
        long mine = ++derivation;
        TrafficMinutes minutes = history.minutesProperty().get();
        Span over = span.get();
        String of = action.get();
        Reading reading = isFromHistory() ? latest : null;
        boolean ranked = cardsShown.get();
        background.run(
                () -> new Derived(
                        reading == null
                                ? null
                                : ChartPoints.of(minutes, reading.snapshot().nowMs(), of, over)
                                        .since(reading.snapshot().beganMs()),
                        ranked ? TopActions.of(minutes, over.minutes()) : null),
                derived -> {
                    // Another choice or newer minutes are on their way.
                    if (mine == derivation) {
                        publish(derived);
                    }
                },
                e -> {
                    throw e;
                });
    }

    private void publish(Derived derived) {
        if (derived.chart() != null) {
            chart.set(derived.chart());
        }
        if (derived.top() != null) {
            top.set(derived.top());
        }
    }
}
