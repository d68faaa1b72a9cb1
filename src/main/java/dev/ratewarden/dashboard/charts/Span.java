package dev.ratewarden.dashboard.charts;

/** How far back a chart looks, and how many minutes one of its points stands for: some 300 points at most. */
public enum Span {
    MINUTES_5(5, 1),
    MINUTES_15(15, 1),
    MINUTES_60(60, 1),
    HOURS_6(6 * 60, 2),
    HOURS_24(24 * 60, 5),
    HOURS_48(48 * 60, 10);

    private final int minutes;
    private final int resolutionMinutes;

    Span(int minutes, int resolutionMinutes) {
        this.minutes = minutes;
        this.resolutionMinutes = resolutionMinutes;
    }

    public int minutes() {
        return minutes;
    }

    public long ms() {
        return minutes * TrafficMinutes.MINUTE_MS;
    }

    int resolutionMinutes() {
        return resolutionMinutes;
    }

    /** Whether polls alone do not reach so far back. */
    boolean isLong() {
        return minutes > 60;
    }
}
