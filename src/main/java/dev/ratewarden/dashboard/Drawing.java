package dev.ratewarden.dashboard;

import dev.ratewarden.dashboard.shell.Window;
import dev.ratewarden.moderation.Statistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** A picture of the window: taken after a while, on the FX thread; its result is read by the thread that waited for the end. */
final class Drawing {

    private final Path file;
    private final Duration after;
    private final Connector.@Nullable Target target;
    private final @Nullable DashboardContext context;
    private volatile @Nullable Statistics figures;
    private volatile @Nullable IOException failure;

    /** @param target what it shows; null for none */
    Drawing(Path file, Duration after, Connector connector, Connector.@Nullable Target target) {
        this.file = file;
        this.after = after;
        this.target = target;
        this.context = target == null ? null : connector.open(target);
    }

    /** Takes the picture later and then ends the toolkit. */
    void schedule(Window window) {
        if (target != null && context != null) {
            window.enter(target, context);
        } else {
            window.begin();
        }
        PauseTransition wait = new PauseTransition(javafx.util.Duration.millis(Math.max(1, (double) after.toMillis())));
        wait.setOnFinished(e -> {
            take(window);
            Platform.exit();
        });
        wait.play();
    }

    /** @throws UncheckedIOException if the file could not be written */
    @Nullable
    Statistics result() {
        IOException problem = failure;
        if (problem != null) {
            throw new UncheckedIOException(problem);
        }
        return figures;
    }

    private void take(Window window) {
        try {
            figures = window.statistics();
            Picture.write(window.scene(), (int) DashboardApp.WIDTH, (int) DashboardApp.HEIGHT, file);
        } catch (IOException e) {
            failure = e;
        }
    }
}
