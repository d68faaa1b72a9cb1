package dev.ratewarden.dashboard;

import javafx.application.Application;

/**
 * Opens the window. It does not extend {@link Application} itself, so that it can run from a plain class path and choose the platform
 * before JavaFX starts.
 */
public final class Dashboard {

    private Dashboard() {}

    /**
     * Opens the window and returns when it is closed; or, where a snapshot is asked for, renders it without any display and returns
     * when the picture is written. Once in the life of a process.
     *
     * @return 0, or 1 if the picture could not be written
     * @throws IllegalStateException if it was called before
     */
    public static int launch(DashboardContext context, DashboardOptions options) {
        if (options.snapshot() != null) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
            System.setProperty("java.awt.headless", "true");
        }
        DashboardApp.prepare(context, options);
        Application.launch(DashboardApp.class);
        return DashboardApp.exitCode();
    }
}
