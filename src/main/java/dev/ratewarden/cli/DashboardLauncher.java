package dev.ratewarden.cli;

import dev.ratewarden.moderation.Statistics;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts the dashboard. */
public interface DashboardLauncher {

    enum Page {
        OVERVIEW,
        USERS,
        ACTIVITY,
        POLICIES,
        CONNECTIONS,
        SETTINGS
    }

    enum Theme {
        LIGHT,
        DARK
    }

    /**
     * @param source which community to show; null for the connection that was used last, or the choice
     * @param operator in whose name its buttons act
     * @param page what it opens with; null for the page that was open last, or the overview
     * @param theme null to follow the settings, or the desktop
     * @param zoomPercent how large everything is, 80 to 200; 0 for what the settings say
     * @param profile a file with a connection to show, to be tried and kept; null for none
     */
    record Request(
            @Nullable Source source,
            String operator,
            @Nullable Page page,
            @Nullable Theme theme,
            int zoomPercent,
            @Nullable Path profile) {}

    /**
     * Opens the window and returns when it is closed. A Redis that is away is no error: the window says so and retries.
     *
     * @throws NoWindowException if the desktop's libraries are missing or there is no screen; nothing was shown
     */
    void open(Request request) throws NoWindowException;

    /**
     * Draws without a window and writes a PNG of 1280 x 800, replacing the file.
     *
     * @param after how long the dashboard runs at least; it goes on, for a while, until what the page shows is read
     * @return the figures that the picture shows; null if none had arrived
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    @Nullable
    Statistics draw(Request request, Path file, Duration after);

    /** There is no way to open a window here; the message says why. */
    final class NoWindowException extends Exception {
        private static final long serialVersionUID = 1L;

        public NoWindowException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
