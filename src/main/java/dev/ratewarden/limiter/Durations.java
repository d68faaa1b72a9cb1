package dev.ratewarden.limiter;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write and read them. */
public final class Durations {

    private static final Pattern WRITTEN =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");
    private static final long[] UNIT_MS = {86_400_000, 3_600_000, 60_000, 1_000};
    private static final String[] UNIT = {"d", "h", "min", "s"};

    private Durations() {}

    /**
     * Reads {@code 7d}, {@code 90m}, {@code 2h30m}, {@code 45s}: days, hours, minutes and seconds, largest first.
     *
     * @throws InvalidRequestException if it is anything else, or zero
     */
    public static Duration parse(String text) {
        Matcher parts = WRITTEN.matcher(text.strip().toLowerCase(java.util.Locale.ROOT));
        long ms = 0;
        if (parts.matches()) {
            for (int i = 0; i < UNIT_MS.length; i++) {
                String part = parts.group(i + 1);
                ms += part == null ? 0 : Long.parseLong(part) * UNIT_MS[i];
            }
        }
        if (ms == 0) {
            throw new InvalidRequestException(
                    "duration %s: write days, hours, minutes and seconds, such as 7d, 2h30m or 45s"
                            .formatted(Inputs.quote(text)));
        }
        return Duration.ofMillis(ms);
    }

    /** The two largest units, rounded up, so that nobody is told to come back too early: {@code 2 h 30 min}, {@code 7 d}, {@code 450 ms}. */
    public static String words(long ms) {
        if (ms < 1_000) {
            return ms + " ms";
        }
        for (int i = 0; i < UNIT_MS.length; i++) {
            boolean last = i == UNIT_MS.length - 1;
            long step = last ? UNIT_MS[i] : UNIT_MS[i + 1];
            long rounded = Math.ceilDiv(ms, step) * step;
            if (rounded >= UNIT_MS[i]) {
                long rest = last ? 0 : rounded % UNIT_MS[i] / step;
                return rounded / UNIT_MS[i] + " " + UNIT[i] + (rest == 0 ? "" : " " + rest + " " + UNIT[i + 1]);
            }
        }
        throw new IllegalStateException("a second or more always fits a unit");
    }
}
