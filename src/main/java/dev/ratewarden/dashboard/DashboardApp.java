package dev.ratewarden.dashboard;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.feed.LatestValue;
import dev.ratewarden.dashboard.settings.PlaceKeeper;
import dev.ratewarden.dashboard.settings.Settings;
import dev.ratewarden.dashboard.settings.SettingsFile;
import dev.ratewarden.dashboard.shell.StageFileDialogs;
import dev.ratewarden.dashboard.shell.Window;
import dev.ratewarden.dashboard.theme.Fonts;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** JavaFX makes this by itself, so what it is to show waits for it in a static field. */
public final class DashboardApp extends Application {

    static final double WIDTH = 1_280;
    static final double HEIGHT = 800;
    private static final double MIN_WIDTH = 960;
    private static final double MIN_HEIGHT = 640;
    private static final long WRITE_PATIENCE_S = 2;
    private static final long LEAVE_PATIENCE_S = 3;
    private static final System.Logger LOG = System.getLogger(DashboardApp.class.getName());
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
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("dashboard-settings").factory());
    private @Nullable Window window;
    private Settings stored = Settings.DEFAULT;
    private Consumer<Settings> keep = values -> {};

    static void prepare(Launch launch) {
        PREPARED.set(launch);
    }

    /** Reads the settings; JavaFX calls it before there is a window, and not on the FX thread. */
    @Override
    public void init() {
        Path path = launch().host.settings();
        if (path != null) {
            SettingsFile file = new SettingsFile(path);
            stored = file.read();
            // Whoever drags a window changes much in no time: only the latest is written, and one after the other.
            LatestValue<Settings> latest = new LatestValue<>(writer, file::write);
            keep = latest::publish;
        }
    }

    @Override
    public void start(Stage stage) {
        Launch launch = launch();
        Fonts.load();
        Window shown = new Window(
                stage,
                launch.host,
                launch.options,
                new StageFileDialogs(stage),
                new Window.Machinery(InstantSource.system(), timer, background, new Backoff(new SecureRandom())),
                stored,
                keep);
        window = shown;
        stage.setTitle(text("app.name"));
        stage.getIcons().setAll(WindowIcons.load());
        stage.setScene(shown.scene());
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        if (launch.drawing == null) {
            new PlaceKeeper(stage, shown.settings().placeProperty()).restore(WIDTH, HEIGHT);
        } else {
            stage.setWidth(WIDTH);
            stage.setHeight(HEIGHT);
        }
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
        try {
            if (window != null) {
                awaitLeft(window);
            }
            background.shutdownNow();
            writer.shutdown();
            if (!writer.awaitTermination(WRITE_PATIENCE_S, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was just confirmed, such as a ban, must not be interrupted. */
    private static void awaitLeft(Window window) throws InterruptedException {
        try {
            window.left().get(LEAVE_PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "a connection was not closed in order", e);
        }
    }

    private static Launch launch() {
        return Objects.requireNonNull(PREPARED.get(), "use Dashboard.open");
    }
}
