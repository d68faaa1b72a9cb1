package dev.ratewarden.dashboard.overview;

import dev.ratewarden.dashboard.charts.TrafficViewModel;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.overview.Tiles.Tile;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.user.DetailViewModel;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The Overview page: six figures, the traffic, the listed users and the open one. */
public final class OverviewViewModel {

    private final UsersViewModel users;
    private final DetailViewModel detail;
    private final TrafficViewModel traffic;
    private final ReadOnlyObjectWrapper<@Nullable List<Tile>> tiles = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Reading> latest = new ReadOnlyObjectWrapper<>();

    public OverviewViewModel(UsersViewModel users, DetailViewModel detail, TrafficViewModel traffic) {
        this.users = users;
        this.detail = detail;
        this.traffic = traffic;
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

    public TrafficViewModel traffic() {
        return traffic;
    }

    /** Null before the first reading. */
    public ReadOnlyObjectProperty<@Nullable Reading> latestProperty() {
        return latest.getReadOnlyProperty();
    }

    public void accept(Reading reading) {
        Reading before = latest.get();
        if (before != null && before.sequence() == reading.sequence()) {
            return;
        }
        latest.set(reading);
        traffic.accept(reading);
        tiles.set(Tiles.of(reading.snapshot(), traffic.meanOfLastMinute()));
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
}
