package dev.ratewarden.dashboard.settings;

import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.DashboardOptions.Theme;
import dev.ratewarden.dashboard.Page;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.jspecify.annotations.Nullable;

/** The settings that hold now: whoever changes one changes the window at once, and what it remembers. For the FX thread. */
public final class WindowSettings {

    private static final int ZOOM_STEP = 10;

    private final ObjectProperty<Theme> theme;
    private final IntegerProperty zoom;
    private final BooleanProperty notifications;
    private final ObservableSet<String> quiet;
    private final ObjectProperty<Long> interval;
    private final ObjectProperty<Page> page;
    private final ObjectProperty<@Nullable WindowPlace> place;
    private final Set<Object> given = new java.util.HashSet<>();
    private final Settings stored;

    /**
     * @param stored as they were kept
     * @param options what holds for this start alone, and is not kept unless somebody changes it
     * @param keep is told all of them after each change
     */
    public WindowSettings(Settings stored, DashboardOptions options, Consumer<Settings> keep) {
        this.stored = stored;
        theme = new SimpleObjectProperty<>(options.theme() == Theme.SYSTEM ? stored.theme() : options.theme());
        zoom = new SimpleIntegerProperty(options.zoomPercent() == 0 ? stored.zoomPercent() : options.zoomPercent());
        notifications = new SimpleBooleanProperty(stored.notifications());
        quiet = FXCollections.observableSet(new java.util.TreeSet<>(stored.quiet()));
        interval = new SimpleObjectProperty<>(stored.pollIntervalMs());
        page = new SimpleObjectProperty<>(stored.page());
        place = new SimpleObjectProperty<>(stored.place());
        if (options.theme() != Theme.SYSTEM) {
            given.add(theme);
        }
        if (options.zoomPercent() != 0) {
            given.add(zoom);
        }
        for (Observable each : new Observable[] {theme, zoom, notifications, quiet, interval, page, place}) {
            each.addListener((InvalidationListener) o -> {
                given.remove(o);
                keep.accept(values());
            });
        }
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /** Percent, one of {@link Settings#ZOOMS}, unless a start was given another between 80 and 200. */
    public IntegerProperty zoomProperty() {
        return zoom;
    }

    /** Whether notices in the window tell of critical events. */
    public BooleanProperty notificationsProperty() {
        return notifications;
    }

    /** The types of events of which no notice tells, such as {@code USER_AUTO_BLOCKED}. */
    public ObservableSet<String> quiet() {
        return quiet;
    }

    /** How often a window reads at first, ms. */
    public ObjectProperty<Long> pollIntervalProperty() {
        return interval;
    }

    /** The page that is open. */
    public ObjectProperty<Page> pageProperty() {
        return page;
    }

    public ObjectProperty<@Nullable WindowPlace> placeProperty() {
        return place;
    }

    public void zoomIn() {
        zoom.set(Math.min(Settings.ZOOMS.getLast(), (zoom.get() / ZOOM_STEP + 1) * ZOOM_STEP));
    }

    public void zoomOut() {
        int below = (zoom.get() + ZOOM_STEP - 1) / ZOOM_STEP - 1;
        zoom.set(Math.max(Settings.ZOOMS.getFirst(), below * ZOOM_STEP));
    }

    public void zoomReset() {
        zoom.set(Settings.DEFAULT.zoomPercent());
    }

    /** What is worth keeping: what only this start was told stays out of it. */
    public Settings values() {
        return new Settings(
                given.contains(theme) ? stored.theme() : theme.get(),
                given.contains(zoom) ? stored.zoomPercent() : zoom.get(),
                notifications.get(),
                quiet,
                interval.get(),
                page.get(),
                place.get());
    }
}
