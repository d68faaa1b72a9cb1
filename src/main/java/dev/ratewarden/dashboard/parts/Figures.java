package dev.ratewarden.dashboard.parts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Durations;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

    private static final long HOUR_MS = 3_600_000;
    private static final char GROUP_GAP = '\u00a0';
    private static final String MINUS = "\u2212";

    private Figures() {}

    /** {@code 1 284}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', GROUP_GAP).replace("-", MINUS);
    }

    /** {@code +6} or {@code −2}. */
    public static String signed(long value) {
        return (value > 0 ? "+" : "") + count(value);
    }

    /** {@code 36.1}; whole from 1,000 on. */
    public static String rate(double value) {
        return value >= 999.95 ? count(Math.round(value)) : String.format(Locale.ROOT, "%.1f", value);
    }

    /** {@code 9.8 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", share * 100) + GROUP_GAP + "%";
    }

    /** {@code 0.4 s}; whole from 10 s on, then minutes. */
    public static String age(long ms) {
        if (ms < 10_000) {
            return String.format(Locale.ROOT, "%.1f", Math.max(0, ms) / 1_000.0) + GROUP_GAP + "s";
        }
        return Durations.words(ms / 1_000 * 1_000);
    }

    /** What is left of something: one unit, rounded to the nearest, since another place names the end exactly. */
    public static String left(long ms) {
        long unit = ms >= 48 * HOUR_MS ? 24 * HOUR_MS : ms >= HOUR_MS ? HOUR_MS : 60_000;
        return Durations.words(Math.max(unit, (ms + unit / 2) / unit * unit)).replace(' ', GROUP_GAP);
    }

    /** As {@link #ago}, but {@code 12 s ago} within the first minute. */
    public static String agoToTheSecond(long ms) {
        long seconds = ms / 1_000;
        return seconds < 1 || seconds >= 60 ? ago(ms) : text("time.seconds", seconds);
    }

    /** {@code just now}, {@code 2 minutes ago}, {@code 3 days ago}. */
    public static String ago(long ms) {
        long minutes = ms / 60_000;
        if (minutes < 1) {
            return text("time.now");
        }
        if (minutes < 60) {
            return minutes == 1 ? text("time.minute") : text("time.minutes", minutes);
        }
        long hours = minutes / 60;
        if (hours < 24) {
            return hours == 1 ? text("time.hour") : text("time.hours", hours);
        }
        long days = hours / 24;
        return days == 1 ? text("time.day") : text("time.days", days);
    }

    /** As {@link #ago}, for narrow columns: {@code just now}, {@code 2 min ago}, {@code 3 d ago}. */
    public static String agoBriefly(long ms) {
        long minutes = ms / 60_000;
        if (minutes < 1) {
            return text("time.now");
        }
        if (minutes < 60) {
            return text("users.ago.minutes", minutes);
        }
        long hours = minutes / 60;
        return hours < 24 ? text("users.ago.hours", hours) : text("users.ago.days", hours / 24);
    }
}
