package dev.ratewarden.dashboard;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.shell.Window;
import dev.ratewarden.dashboard.theme.Fonts;
import dev.ratewarden.limiter.Text;
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

    /** @param drawing null for a window that people use */
    record Launch(
            DashboardContext context,
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
                launch.context,
                launch.options.theme(),
                new Window.Machinery(InstantSource.system(), timer, background, new Backoff(new SecureRandom())));
        window = shown;
        stage.setTitle(text("app.title", Text.visible(launch.context.community())));
        stage.setScene(shown.scene());
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        stage.show();
        shown.start();
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
