package dev.ratewarden.bench;

import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;

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
}
