package dev.ratewarden.bench;

import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.moderation.ModerationStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.stage.Stage;

/** JavaFX without a display. */
final class Headless {

    private static boolean started;

    private Headless() {}

    /** Starts the toolkit unless it runs. */
    static synchronized void start() throws InterruptedException {
        if (!started) {
            started = true;
            CountDownLatch up = new CountDownLatch(1);
            Platform.startup(up::countDown);
            up.await();
            Platform.setImplicitExit(false);
        }
    }

    /** Opens a window over a community. */
    static WindowRig window(ModerationStore store) throws Exception {
        CompletableFuture<WindowRig> made = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                made.complete(new WindowRig(new Stage(), store));
            } catch (Throwable e) {
                made.completeExceptionally(e);
            }
        });
        return made.get();
    }
}
