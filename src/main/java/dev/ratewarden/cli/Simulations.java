package dev.ratewarden.cli;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a simulated community. */
@FunctionalInterface
public interface Simulations {

    /**
     * @param redis where it writes; null for a community in memory
     * @param duration in real time
     * @param speed how many times as fast as life arrivals come; in memory the clock runs as fast too
     * @param seed any; the same seed gives the same community
     */
    record Request(Source.@Nullable Redis redis, Duration duration, double speed, long seed) {}

    /**
     * What the simulation counted itself.
     *
     * @param checks {@code allowed + denied}
     * @param violations denials by a limit
     * @param degraded decided without Redis
     */
    record Result(long checks, long allowed, long denied, long violations, long degraded) {}

    /**
     * Runs for the whole duration on the calling thread; everything is written when it returns.
     *
     * @param progress takes a line now and then
     */
    Result run(Request request, Consumer<String> progress);
}
