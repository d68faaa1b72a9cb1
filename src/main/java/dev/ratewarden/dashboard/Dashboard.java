package dev.ratewarden.dashboard;

import dev.ratewarden.moderation.Statistics;
import java.nio.file.Path;
import java.time.Duration;
import javafx.application.Application;
import org.jspecify.annotations.Nullable;

/**
 * Opens the window, once in the life of a process. It does not extend {@link Application} itself, so that it can run from a plain
 * class path and choose the platform before JavaFX starts.
 */
public final class Dashboard {

    private Dashboard() {}

    /**
     * Opens the window and returns when it is closed. A store that is away is no error: the window says so and retries.
     *
     * @param target what it opens with; null to ask
     * @throws UnsupportedOperationException if there is no screen
     * @throws IllegalStateException if a window was opened or drawn before
     */
    public static void open(DashboardHost host, Connector.@Nullable Target target, DashboardOptions options) {
        DashboardApp.prepare(new DashboardApp.Launch(host, target, options, null));
        Application.launch(DashboardApp.class);
    }

    /**
     * Draws the window without any display, 1280 x 800, and returns when the picture is written.
     *
     * @param target what it shows; null for what it shows while nothing is open
     * @param file a PNG file; replaced if it is there, its folder made if it is not
     * @param after how long the window runs, from when its community is open, before the picture is taken
     * @return the figures that the picture shows; null if none had arrived
     * @throws java.io.UncheckedIOException if the file cannot be written
     * @throws IllegalStateException if a window was opened or drawn before
     */
    public static @Nullable Statistics draw(
            DashboardHost host,
            Connector.@Nullable Target target,
            DashboardOptions options,
            Path file,
            Duration after) {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        Drawing drawing = new Drawing(file, after, host.connector(), target);
        DashboardApp.prepare(new DashboardApp.Launch(host, null, options, drawing));
        Application.launch(DashboardApp.class);
        return drawing.result();
    }
}
