package dev.ratewarden.dashboard;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.shell.Window;
import dev.ratewarden.dashboard.theme.Fonts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** JavaFX makes this by itself, so what it is to show waits for it in a static field. */
public final class DashboardApp extends Application {

    private static final double WIDTH = 1_280;
    private static final double HEIGHT = 800;
    private static final double MIN_WIDTH = 960;
    private static final double MIN_HEIGHT = 640;
    private static final System.Logger LOG = System.getLogger(DashboardApp.class.getName());
    private static final AtomicReference<@Nullable Launch> PREPARED = new AtomicReference<>();
    private static final AtomicInteger EXIT_CODE = new AtomicInteger();

    private record Launch(DashboardContext context, DashboardOptions options) {}

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dashboard-timer").factory());
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable Window window;

    static void prepare(DashboardContext context, DashboardOptions options) {
        PREPARED.set(new Launch(context, options));
    }

    static int exitCode() {
        return EXIT_CODE.get();
    }

    @Override
    public void start(Stage stage) {
        Launch launch = Objects.requireNonNull(PREPARED.get(), "use Dashboard.launch");
        Fonts.load();
        Window shown = new Window(
                stage,
                launch.context,
                launch.options.theme(),
                new Window.Machinery(InstantSource.system(), timer, background, new Backoff(new SecureRandom())));
        window = shown;
        stage.setTitle(text("app.title", launch.context.community()));
        stage.setScene(shown.scene());
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        stage.show();
        shown.start();
        Path picture = launch.options.snapshot();
        if (picture != null) {
            PauseTransition wait =
                    new PauseTransition(Duration.millis(launch.options.after().toMillis()));
            wait.setOnFinished(e -> takePicture(shown, picture));
            wait.play();
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

    private static void takePicture(Window window, Path file) {
        try {
            Picture.write(window.scene(), WIDTH, HEIGHT, file);
        } catch (IOException e) {
            EXIT_CODE.set(1);
            LOG.log(System.Logger.Level.ERROR, "cannot write the picture {0}: {1}", file, e.getMessage());
        }
        Platform.exit();
    }
}
