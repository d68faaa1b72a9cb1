package dev.ratewarden.cli;

import java.util.function.Consumer;

/** Measures how fast a Redis decides. */
@FunctionalInterface
public interface Benches {

    /**
     * @param threads how many check at the same time, at least 1
     * @param seconds how long in all, at least 1
     * @param deniedPercent how many of a hundred checks are to be denied, 0 to 100
     */
    record Request(Source.Redis redis, int threads, int seconds, int deniedPercent) {}

    /**
     * @param checksPerSecond median over the slices of time
     * @param pingPerSecond likewise
     * @param p50Micros how long a check takes its caller, µs
     * @param p99Micros likewise; one in a hundred takes longer
     * @param deniedShare of the checks that were measured, 0 to 1
     * @param connections that checks and PINGs shared
     * @param redisVersion as the server says; empty if it does not
     */
    record Result(
            double checksPerSecond,
            double pingPerSecond,
            double p50Micros,
            double p99Micros,
            double deniedShare,
            int connections,
            String redisVersion) {}

    /**
     * Leaves nothing behind, also if the process is told to end meanwhile.
     *
     * @param progress takes a line now and then
     * @throws dev.ratewarden.limiter.StoreException if the login may not write under the throw-away prefix
     */
    Result run(Request request, Consumer<String> progress);
}
