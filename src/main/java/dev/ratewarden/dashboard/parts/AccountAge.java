package dev.ratewarden.dashboard.parts;

import static dev.ratewarden.dashboard.Messages.text;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How old a Discord account is: its id tells to the millisecond when it was made. */
public final class AccountAge {

    private static final long DISCORD_EPOCH_MS = 1_420_070_400_000L;
    private static final int TIME_SHIFT = 22;
    private static final Pattern SNOWFLAKE = Pattern.compile("[1-9][0-9]{16,18}");
    /** Two clocks never agree to the second. */
    private static final long TOLERANCE_MS = 60_000;

    private static final long DAY_MS = 24 * 60 * 60_000L;
    private static final long MONTH_DAYS = 30;
    private static final double YEAR_DAYS = 365.25;

    private AccountAge() {}

    /** Whether the id looks like one of Discord's: 17 to 19 digits without a leading zero. */
    public static boolean isSnowflake(String id) {
        return SNOWFLAKE.matcher(id).matches() && (id.length() < 19 || id.compareTo("9223372036854775807") <= 0);
    }

    /**
     * When the account was made, epoch ms; null where the id does not tell: it is no Discord id, or would be of an account of the future.
     *
     * @param nowMs the store's clock, epoch ms
     */
    public static @Nullable Long createdAtMs(String id, long nowMs) {
        if (!isSnowflake(id)) {
            return null;
        }
        long created = (Long.parseLong(id) >> TIME_SHIFT) + DISCORD_EPOCH_MS;
        return created > nowMs + TOLERANCE_MS ? null : (Long) created;
    }

    /** {@code 5 hours}, {@code 12 days}, {@code 7 months}, {@code 3 years}: whole units, rounded down. */
    public static String words(long ageMs) {
        long hours = Math.max(0, ageMs) / (60 * 60_000L);
        long days = Math.max(0, ageMs) / DAY_MS;
        if (days < 1) {
            return words("hour", hours);
        }
        if (days < 2 * MONTH_DAYS) {
            return words("day", days);
        }
        long years = (long) (days / YEAR_DAYS);
        return years < 2 ? words("month", Math.max(2, (long) (days / (YEAR_DAYS / 12)))) : words("year", years);
    }

    private static String words(String unit, long number) {
        return number == 1 ? text("users.age." + unit) : text("users.age." + unit + "s", number);
    }
}
