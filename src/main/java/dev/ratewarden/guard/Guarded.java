package dev.ratewarden.guard;

import dev.ratewarden.limiter.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What became of a guarded call. Immutable.
 *
 * @param <T> what the body gives
 */
public sealed interface Guarded<T extends @Nullable Object> {

    /**
     * It was allowed, and the body has run.
     *
     * @param value what the body gave; null where it gives nothing
     * @param decision the answer of the check; null if the check failed and the guard lets commands run then
     */
    record Ran<T extends @Nullable Object>(
            T value, @Nullable Decision decision) implements Guarded<T> {

        @Override
        public T orElseThrow() {
            return value;
        }
    }

    /** It was denied, and the body has not run. */
    record Denied<T extends @Nullable Object>(Denial denial) implements Guarded<T> {

        @Override
        public T orElseThrow() {
            throw new DeniedException(denial);
        }

        public Decision decision() {
            return denial.decision();
        }
    }

    /**
     * What the body gave.
     *
     * @throws DeniedException if it has not run
     */
    T orElseThrow();
}
