package dev.ratewarden.dashboard.feed;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs work off the FX thread and hands what comes of it back. However much ends at once, one hand-over at most is pending. Thread-safe. */
public final class Background implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Background.class.getName());

    private final Executor threads;
    private final LatestValue<List<Runnable>> results;
    private volatile boolean closed;

    /**
     * @param threads starts a thread for each task
     * @param fxThread runs a task on the FX thread, later
     */
    public Background(Executor threads, Executor fxThread) {
        this.threads = threads;
        this.results = new LatestValue<>(
                fxThread,
                (older, newer) -> Stream.concat(older.stream(), newer.stream()).toList(),
                all -> all.forEach(this::handOver));
    }

    /**
     * @param done gets the result, on the FX thread
     * @param failed gets what was thrown, on the FX thread
     */
    public <T> void run(Supplier<T> work, Consumer<T> done, Consumer<RuntimeException> failed) {
        if (closed) {
            return;
        }
        Runnable task = () -> {
            Runnable told;
            try {
                T result = work.get();
                told = () -> done.accept(result);
            } catch (RuntimeException e) {
                told = () -> failed.accept(e);
            }
            results.publish(List.of(told));
        };
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            // The window is closed: nobody waits for what would come of it.
        }
    }

    /** Tells something from any thread, such as how far long work has come. */
    public void tell(Runnable onFxThread) {
        results.publish(List.of(onFxThread));
    }

    /** Nobody waits any more: what runs goes on to its end, and what comes of it is dropped. */
    @Override
    public void close() {
        closed = true;
    }

    private void handOver(Runnable result) {
        if (!closed) {
            guarded(result);
        }
    }

    /** What was handed over together must not fail together. */
    public static void guarded(Runnable result) {
        try {
            result.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a result could not be shown", e);
        }
    }
}
