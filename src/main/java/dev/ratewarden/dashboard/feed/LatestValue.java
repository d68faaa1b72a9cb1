package dev.ratewarden.dashboard.feed;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only door to the FX thread: however fast values are published, at most one hand-over is pending, and it carries the latest
 * value. Thread-safe.
 *
 * @param <T> an immutable value
 */
public final class LatestValue<T> {

    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();
    private final Executor fxThread;
    private final BinaryOperator<T> merge;
    private final Consumer<? super T> consumer;

    /**
     * @param fxThread runs a task on the FX thread, later
     * @param consumer is called there, with one value at a time
     */
    public LatestValue(Executor fxThread, Consumer<? super T> consumer) {
        this(fxThread, (older, newer) -> newer, consumer);
    }

    /** @param merge joins a value that still waits with the next one, where none may be lost */
    public LatestValue(Executor fxThread, BinaryOperator<T> merge, Consumer<? super T> consumer) {
        this.fxThread = fxThread;
        this.merge = merge;
        this.consumer = consumer;
    }

    public void publish(T value) {
        T before = waiting.getAndUpdate(older -> older == null ? value : merge.apply(older, value));
        if (before == null) {
            fxThread.execute(this::deliver);
        }
    }

    private void deliver() {
        consumer.accept(Objects.requireNonNull(waiting.getAndSet(null), "a delivery without a value"));
    }
}
