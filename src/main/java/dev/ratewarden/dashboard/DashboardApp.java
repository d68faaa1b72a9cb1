package dev.ratewarden.dashboard;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.shell.StageFileDialogs;
import dev.ratewarden.dashboard.shell.Window;
import dev.ratewarden.dashboard.theme.Fonts;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** JavaFX makes this by itself, so what it is to show waits for it in a static field. */
public final class DashboardApp extends Application {

    static final double WIDTH = 1_280;
    static final double HEIGHT = 800;
    private static final double MIN_WIDTH = 960;
    private static final double MIN_HEIGHT = 640;
    private static final AtomicReference<@Nullable Launch> PREPARED = new AtomicReference<>();

    /**
     * @param target what to open with; null for nothing yet
     * @param drawing null for a window that people use
     */
    record Launch(
            DashboardHost host,
            Connector.@Nullable Target target,
            DashboardOptions options,
            @Nullable Drawing drawing) {}

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dashboard-timer").factory());
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Window window;

    static void prepare(Launch launch) {
        PREPARED.set(launch);
    }

    @Override
    public void start(Stage stage) {
        Launch launch = Objects.requireNonNull(PREPARED.get(), "use Dashboard.open");
        Fonts.load();
        Window shown = new Window(
                stage,
                launch.host,
                launch.options,
                new StageFileDialogs(stage),
                new Window.Machinery(InstantSource.system(), timer, background, new Backoff(new SecureRandom())));
        window = shown;
        stage.setTitle(text("app.name"));
        stage.setScene(shown.scene());
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        stage.show();
        if (launch.target != null) {
            shown.open(launch.target);
        } else if (launch.drawing == null) {
            shown.begin();
        }
        if (launch.drawing != null) {
            launch.drawing.schedule(shown);
        }
    }

    @Override
    public void stop() {
        if (window != null) {
            window.close();
        }
        timer.shutdownNow();
        background.shutdownNow();
    }
}
