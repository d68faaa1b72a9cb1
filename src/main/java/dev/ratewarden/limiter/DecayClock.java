package dev.ratewarden.limiter;

/**
 * How many points every score has lost since a fixed beginning: a clock that runs in points. A score is kept with the reading of this
 * clock at its time; later it is smaller by what the clock moved on. So a change of the rate changes this clock alone, and no user's
 * record, index or block has to be rewritten.
 *
 * <p>A new rate begins a little after it was decided, so that every instance knows it by then.
 *
 * @param base the reading at {@code fromMs}, in points
 * @param fromMs when the present rate begins or began, epoch ms
 * @param rate points an hour from then on
 * @param rateBefore points an hour before
 */
public record DecayClock(double base, long fromMs, double rate, double rateBefore) {

    /** A changed rate begins this long after the change: every instance reads the policies more often than that. */
    public static final long LEAD_MS = 10_000;

    /** Nothing is ever lost. */
    public static final DecayClock STILL = new DecayClock(0, 0, 0, 0);

    private static final double MS_PER_HOUR = 3_600_000.0;
    private static final double FOREVER_MS = 9e15;

    /** A clock that begins at 0 at {@code nowMs} and always had this rate. */
    public static DecayClock startingAt(long nowMs, double ratePerHour) {
        return ratePerHour == 0 ? STILL : new DecayClock(0, nowMs, ratePerHour, ratePerHour);
    }

    /** The reading at {@code ms}, in points. */
    public double at(long ms) {
        return base + (ms >= fromMs ? rate : rateBefore) * (ms - fromMs) / MS_PER_HOUR;
    }

    /** Whether a change of the rate is decided, but has not begun at {@code nowMs}. */
    public boolean pendingAt(long nowMs) {
        return nowMs < fromMs && rate != rateBefore;
    }

    /** This clock with another rate, from {@value #LEAD_MS} ms after {@code nowMs} on. Only where none is pending. */
    public DecayClock withRate(double ratePerHour, long nowMs) {
        return withRateFrom(ratePerHour, nowMs + LEAD_MS);
    }

    /** This clock with another rate from a given time on. Only where none is pending then. */
    public DecayClock withRateFrom(double ratePerHour, long fromMs) {
        return new DecayClock(at(fromMs), fromMs, ratePerHour, fromMs >= this.fromMs ? rate : rateBefore);
    }

    /**
     * The first ms at which the clock shows more than {@code reading}, exactly: until then {@code at(ms) <= reading}, and not from then
     * on. {@link Long#MAX_VALUE} if it never will, {@link Long#MIN_VALUE} if it did for as long as this clock knows.
     */
    public long firstAfter(double reading) {
        double towards = reading >= base ? rate : rateBefore;
        if (towards == 0) {
            return reading >= base ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        double ms = Math.floor((reading - base) * MS_PER_HOUR / towards) + 1;
        if (ms > FOREVER_MS) {
            return Long.MAX_VALUE;
        }
        long first = fromMs + (long) ms;
        // The division is rounded; what counts is what the clock shows.
        while (at(first) <= reading) {
            first++;
        }
        while (at(first - 1) > reading) {
            first--;
        }
        return first;
    }
}
