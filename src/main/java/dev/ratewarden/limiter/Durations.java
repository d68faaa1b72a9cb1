package dev.ratewarden.limiter;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one way in which people write durations ({@code 7d}, {@code 2h30m}) and read them. */
public final class Durations {

    private static final int MAX_INPUT = 64;
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

    private record Unit(long ms, String suffix, String word) {}

    private static final Unit DAY = new Unit(86_400_000, "d", "d");
    private static final List<Unit> PARSED = List.of(
            new Unit(7 * DAY.ms, "w", "w"),
            DAY,
            new Unit(3_600_000, "h", "h"),
            new Unit(60_000, "m", "min"),
            new Unit(1_000, "s", "s"),
            new Unit(1, "ms", "ms"));
    private static final List<Unit> SHOWN = PARSED.subList(1, PARSED.size());

    private Durations() {}

    /**
     * Reads such as {@code 7d}, {@code 90m}, {@code 2h30m}, {@code 1w 2d}, {@code 500ms}: units from long to short, each at most once,
     * case and spaces ignored.
     *
     * @return at least 1 ms
     * @throws InvalidRequestException if it is none, is zero, or is beyond 2^63 ms
     */
    public static Duration parse(String text) {
        String compact =
                text.length() > MAX_INPUT ? "" : text.replaceAll("[ \\t]+", "").toLowerCase(java.util.Locale.ROOT);
        Matcher parts = FORM.matcher(compact);
        if (compact.startsWith("-")
                && compact.length() > 1
                && FORM.matcher(compact.substring(1)).matches()) {
            throw new InvalidRequestException("duration %s: must be more than 0".formatted(Inputs.quote(text)));
        }
        if (compact.isEmpty() || !parts.matches()) {
            throw invalid(text);
        }
        long total = 0;
        try {
            for (int i = 0; i < PARSED.size(); i++) {
                String amount = parts.group(i + 1);
                if (amount != null) {
                    total = Math.addExact(
                            total,
                            Math.multiplyExact(
                                    Long.parseLong(amount), PARSED.get(i).ms()));
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new InvalidRequestException("duration %s: too long".formatted(Inputs.quote(text)));
        }
        if (total == 0) {
            throw new InvalidRequestException("duration %s: must be more than 0".formatted(Inputs.quote(text)));
        }
        return Duration.ofMillis(total);
    }

    /** The exact form that {@link #parse} reads back, such as {@code 2h30m}; {@code 0s} for nothing. */
    public static String compact(Duration duration) {
        return join(Math.max(0, duration.toMillis()), SHOWN.size(), "", true);
    }

    /**
     * For people: the two longest units, the rest cut off, such as {@code 2 h 30 min}, {@code 45 s}; {@code 0 s} for nothing.
     *
     * @param ms a duration in ms; negative ones read as 0
     */
    public static String words(long ms) {
        return join(Math.max(0, ms), 2, " ", false);
    }

    /** As {@link #words}, rounded up to a whole second, so that a wait never reads as shorter than it is. */
    public static String waiting(long ms) {
        long whole = Math.max(0, ms);
        return words(whole > Long.MAX_VALUE - 999 ? whole : (whole + 999) / 1_000 * 1_000);
    }

    private static String join(long ms, int most, String gap, boolean exact) {
        StringBuilder text = new StringBuilder();
        long left = ms;
        int taken = 0;
        for (Unit unit : SHOWN) {
            long amount = left / unit.ms();
            left %= unit.ms();
            boolean tooFine = !exact && unit.ms() == 1 && ms >= 1_000;
            if (amount > 0 && taken < most && !tooFine) {
                text.append(text.isEmpty() ? "" : gap)
                        .append(amount)
                        .append(gap)
                        .append(exact ? unit.suffix() : unit.word());
            }
            // Two neighbouring units: "2 d 0 h" says "2 d", never "2 d 5 s".
            taken += taken > 0 || amount > 0 ? 1 : 0;
        }
        return text.isEmpty() ? "0" + gap + "s" : text.toString();
    }

    private static InvalidRequestException invalid(String text) {
        return new InvalidRequestException(
                "duration %s: write it as 90m, 2h30m or 7d (units w, d, h, m, s, ms)".formatted(Inputs.quote(text)));
    }
}
