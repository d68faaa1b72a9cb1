package dev.ratewarden.dashboard;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to open the window.
 *
 * @param theme its colours at first; SYSTEM for what the settings say
 * @param page the page at first; null for the one that was open last
 * @param zoomPercent how large everything is, 80 to 200; 0 for what the settings say
 * @param profile a file with a connection, opened in the page Connections; null for none
 */
public record DashboardOptions(
        Theme theme,
        @Nullable Page page,
        int zoomPercent,
        @Nullable Path profile) {

    /** As the window was left. */
    public static final DashboardOptions DEFAULT = new DashboardOptions(Theme.SYSTEM, null, 0);

    /** One that opens no file. */
    public DashboardOptions(Theme theme, @Nullable Page page, int zoomPercent) {
        this(theme, page, zoomPercent, null);
    }

    public enum Theme {
        LIGHT,
        DARK,
        /** As the operating system. */
        SYSTEM
    }
}
