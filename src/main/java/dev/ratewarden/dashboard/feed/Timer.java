package dev.ratewarden.dashboard.feed;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something once, later. Thread-safe. */
@FunctionalInterface
public interface Timer {

    /** @return cancels it, if it has not begun */
    Runnable after(long delayMs, Runnable task);

    static Timer on(ScheduledExecutorService executor) {
        return (delayMs, task) -> {
            var pending = executor.schedule(task, delayMs, TimeUnit.MILLISECONDS);
            return () -> pending.cancel(false);
        };
    }
}
