package dev.ratewarden.dashboard.feed;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Starts work, and knows when all that it started has ended. Thread-safe. */
public final class Underway implements Executor {

    private final Executor threads;
    private CompletableFuture<?> running = CompletableFuture.completedFuture("nothing yet");

    /** @param threads starts a thread for each task */
    public Underway(Executor threads) {
        this.threads = threads;
    }

    @Override
    public synchronized void execute(Runnable task) {
        CompletableFuture<String> end = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                end.complete("ended");
            }
        });
        running = CompletableFuture.allOf(running, end);
    }

    /** Completed when all that was started until now has ended, however it ended. */
    public synchronized CompletableFuture<?> ended() {
        return running.copy();
    }
}
