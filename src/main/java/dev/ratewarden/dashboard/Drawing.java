package dev.ratewarden.dashboard;

import dev.ratewarden.dashboard.shell.Window;
import dev.ratewarden.moderation.Statistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * A picture of the window: taken after a while, on the FX thread; its result is read by the thread that waited for the end. The community
 * is opened while the toolkit starts.
 */
final class Drawing {

    private static final long LOOK_AGAIN_MS = 100;
    /** How much longer than asked for it waits for what is being read. */
    private static final long PATIENCE_MS = 15_000;

    private final Path file;
    private final Duration after;
    private final Connector.@Nullable Target target;
    private final CompletableFuture<@Nullable DashboardContext> context;
    private volatile @Nullable Statistics figures;
    private volatile @Nullable RuntimeException failure;

    /** @param target what it shows; null for none */
    Drawing(Path file, Duration after, Connector connector, Connector.@Nullable Target target) {
        this.file = file;
        this.after = after;
        this.target = target;
        this.context = target == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.supplyAsync(
                        () -> connector.open(target), task -> Thread.ofVirtual().start(task));
    }

    /** Takes the picture a while after the community is open, and then ends the toolkit. */
    void schedule(Window window) {
        context.whenCompleteAsync((opened, problem) -> shown(window, opened, problem), Platform::runLater);
    }

    private void shown(Window window, @Nullable DashboardContext opened, @Nullable Throwable problem) {
        if (problem != null) {
            Throwable cause = problem.getCause() == null ? problem : problem.getCause();
            end(cause instanceof RuntimeException known ? known : new IllegalStateException(cause));
            return;
        }
        try {
            begin(window, opened);
        } catch (RuntimeException e) {
            // Nobody would see it in the future that this runs in.
            end(e);
        }
    }

    private void end(RuntimeException why) {
        failure = why;
        Platform.exit();
    }

    private void begin(Window window, @Nullable DashboardContext opened) {
        if (target != null && opened != null) {
            window.enter(target, opened);
        } else {
            window.begin();
        }
        in(Math.max(1, after.toMillis()), () -> takeOnceRead(window, PATIENCE_MS));
    }

    /** What is still being read would be missing in the picture. */
    private void takeOnceRead(Window window, long patienceMs) {
        if (window.isReading() && patienceMs > 0) {
            in(LOOK_AGAIN_MS, () -> takeOnceRead(window, patienceMs - LOOK_AGAIN_MS));
        } else {
            take(window);
            Platform.exit();
        }
    }

    private static void in(long ms, Runnable action) {
        PauseTransition wait = new PauseTransition(javafx.util.Duration.millis(ms));
        wait.setOnFinished(e -> action.run());
        wait.play();
    }

    /**
     * @throws UncheckedIOException if the file could not be written
     * @throws RuntimeException what the connector threw if the community could not be opened
     */
    @Nullable
    Statistics result() {
        RuntimeException problem = failure;
        if (problem != null) {
            throw problem;
        }
        return figures;
    }

    private void take(Window window) {
        try {
            figures = window.statistics();
            Picture.write(window.scene(), (int) DashboardApp.WIDTH, (int) DashboardApp.HEIGHT, file);
        } catch (IOException e) {
            failure = new UncheckedIOException(e);
        } catch (RuntimeException e) {
            failure = e;
        }
    }
}
