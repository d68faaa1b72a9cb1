package dev.ratewarden.dashboard;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to open the window.
 *
 * @param theme its colours at first
 * @param page the page at first
 * @param snapshot where to write a picture instead of opening a window; null for a window
 * @param after how long to let a snapshot's window run before the picture is taken
 */
public record DashboardOptions(
        Theme theme, Page page, @Nullable Path snapshot, Duration after) {

    /** A window in the colours of the operating system. */
    public static final DashboardOptions WINDOW =
            new DashboardOptions(Theme.SYSTEM, Page.OVERVIEW, null, Duration.ofSeconds(3));

    public enum Theme {
        LIGHT,
        DARK,
        /** As the operating system. */
        SYSTEM
    }

    public enum Page {
        OVERVIEW
    }

    public static DashboardOptions snapshot(Path file, Duration after, Theme theme) {
        return new DashboardOptions(theme, Page.OVERVIEW, file, after);
    }
}
