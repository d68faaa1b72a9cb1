package dev.ratewarden.dashboard.overview;

import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.overview.Tiles.Tile;
import dev.ratewarden.dashboard.overview.TrafficSeries.Point;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.user.DetailViewModel;
import java.util.List;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleLongProperty;
import org.jspecify.annotations.Nullable;

/** The Overview page: six figures, the traffic, the listed users and the open one. */
public final class OverviewViewModel {

    /**
     * What the chart draws.
     *
     * @param points oldest first
     * @param nowMs its right edge, on the store's clock
     * @param spanMs its width
     * @param latest the figures of its legend; null if nobody knows
     */
    record Traffic(
            List<Point> points,
            long nowMs,
            long spanMs,
            @Nullable Point latest) {}

    private final UsersViewModel users;
    private final DetailViewModel detail;
    private final TrafficSeries series = new TrafficSeries();
    private final ReadOnlyObjectWrapper<@Nullable List<Tile>> tiles = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Traffic> traffic = new ReadOnlyObjectWrapper<>();
    private final LongProperty spanMs = new SimpleLongProperty(TrafficSeries.SHORT_SPAN_MS);
    private final ReadOnlyObjectWrapper<@Nullable Reading> latest = new ReadOnlyObjectWrapper<>();

    public OverviewViewModel(UsersViewModel users, DetailViewModel detail) {
        this.users = users;
        this.detail = detail;
        spanMs.addListener((o, before, now) -> draw());
    }

    public UsersViewModel users() {
        return users;
    }

    public DetailViewModel detail() {
        return detail;
    }

    /** Null before the first reading. */
    ReadOnlyObjectProperty<@Nullable List<Tile>> tilesProperty() {
        return tiles.getReadOnlyProperty();
    }

    /** Null before the first reading. */
    ReadOnlyObjectProperty<@Nullable Traffic> trafficProperty() {
        return traffic.getReadOnlyProperty();
    }

    /** Null before the first reading. */
    public ReadOnlyObjectProperty<@Nullable Reading> latestProperty() {
        return latest.getReadOnlyProperty();
    }

    public LongProperty spanMsProperty() {
        return spanMs;
    }

    public void accept(Reading reading) {
        Reading before = latest.get();
        if (before != null && before.sequence() == reading.sequence()) {
            return;
        }
        latest.set(reading);
        series.accept(reading);
        tiles.set(Tiles.of(reading.snapshot(), series.meanOfLastMinute()));
        draw();
        users.accept(reading);
        detail.accept(reading);
        openWorst();
    }

    /** A window that opens on a list shows why its first user is there. */
    private void openWorst() {
        if (detail.openIdProperty().get() == null) {
            users.rows().stream().min(UserRow.RANKING).ifPresent(row -> detail.open(row.id()));
        }
    }

    private void draw() {
        Reading reading = latest.get();
        if (reading == null) {
            return;
        }
        long nowMs = reading.snapshot().nowMs();
        List<Point> points = series.points(reading.snapshot().minutes(), nowMs, spanMs.get());
        Point mean = series.meanOfLastMinute();
        traffic.set(new Traffic(points, nowMs, spanMs.get(), mean != null ? mean : lastKnown(points)));
    }

    private static @Nullable Point lastKnown(List<Point> points) {
        return points.reversed().stream()
                .filter(point -> !point.isGap())
                .findFirst()
                .orElse(null);
    }
}
