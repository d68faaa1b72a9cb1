package dev.ratewarden.limiter;

/** How a limit counts requests. The exact arithmetic is in {@link dev.ratewarden.limiter.strategy}. */
public enum Strategy {
    /** Refills continuously; allows a burst. Up to twice the limit can pass within one window's length. */
    TOKEN_BUCKET("token bucket"),
    /** At most the limit in any span of one window, exactly. */
    SLIDING_WINDOW("sliding window"),
    /** Counts from zero at every multiple of the window since the epoch. Up to twice the limit can pass around a boundary. */
    FIXED_WINDOW("fixed window"),
    /** Leaks at a constant rate; the caller is told how long to wait to go out at that pace. */
    LEAKY_BUCKET("leaky bucket");

    private final String label;

    Strategy(String label) {
        this.label = label;
    }

    /** The name people read, such as {@code token bucket}. */
    public String label() {
        return label;
    }
}
