package dev.ratewarden.limiter;

import java.time.Duration;

/**
 * How much is allowed in how much time.
 *
 * @param strategy how requests are counted
 * @param limit requests per window, 1 to 1,000,000,000; at most {@value #MAX_SLIDING_LIMIT} for a sliding window
 * @param windowMs length of the window in milliseconds, 1 to 366 days
 * @param burst capacity of a token bucket, in requests; equal to {@code limit} for the other strategies
 */
public record Limit(Strategy strategy, long limit, long windowMs, long burst) {

    /** A sliding window remembers the time of every request, so its limit is bounded. */
    public static final long MAX_SLIDING_LIMIT = 10_000;

    /** The largest limit of any strategy. */
    public static final long MAX_LIMIT = 1_000_000_000L;

    private static final long MAX_WINDOW_MS = Duration.ofDays(366).toMillis();
    private static final long MAX_EXACT = 1L << 53;

    /** @throws InvalidRequestException naming the field that is out of range */
    public Limit {
        require("limit", limit, 1, strategy == Strategy.SLIDING_WINDOW ? MAX_SLIDING_LIMIT : MAX_LIMIT);
        require("window", windowMs, 1, MAX_WINDOW_MS);
        require("burst", burst, 1, MAX_LIMIT);
        if (strategy != Strategy.TOKEN_BUCKET && burst != limit) {
            throw new InvalidRequestException(
                    "burst %d: only a token bucket has a burst of its own; leave it equal to the limit %d"
                            .formatted(burst, limit));
        }
        // Levels are integers in units of 1/window ms of a token; Lua's doubles hold them exactly below 2^53.
        if (Math.multiplyHigh(Math.max(burst, limit), windowMs) != 0
                || Math.max(burst, limit) * windowMs >= MAX_EXACT) {
            throw new InvalidRequestException(
                    "limit %d in %d ms: limit x window in ms must stay below 2^53; choose a smaller one"
                            .formatted(Math.max(burst, limit), windowMs));
        }
    }

    public static Limit tokenBucket(long limit, Duration window) {
        return new Limit(Strategy.TOKEN_BUCKET, limit, window.toMillis(), limit);
    }

    public static Limit tokenBucket(long limit, Duration window, long burst) {
        return new Limit(Strategy.TOKEN_BUCKET, limit, window.toMillis(), burst);
    }

    public static Limit slidingWindow(long limit, Duration window) {
        return new Limit(Strategy.SLIDING_WINDOW, limit, window.toMillis(), limit);
    }

    public static Limit fixedWindow(long limit, Duration window) {
        return new Limit(Strategy.FIXED_WINDOW, limit, window.toMillis(), limit);
    }

    public static Limit leakyBucket(long limit, Duration window) {
        return new Limit(Strategy.LEAKY_BUCKET, limit, window.toMillis(), limit);
    }

    /** The most that can ever be there at once, and so the largest cost that can ever be allowed. */
    public long capacity() {
        return burst;
    }

    /** The same strategy and window with other figures, made smaller where they would pass the bounds of a limit; at least 1. */
    Limit scaledTo(long otherLimit, long otherBurst) {
        long most = Math.min(
                strategy == Strategy.SLIDING_WINDOW ? MAX_SLIDING_LIMIT : MAX_LIMIT, (MAX_EXACT - 1) / windowMs);
        return new Limit(strategy, Math.clamp(otherLimit, 1, most), windowMs, Math.clamp(otherBurst, 1, most));
    }

    private static void require(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InvalidRequestException("%s %d: must be %d to %d".formatted(field, value, min, max));
        }
    }
}
