package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.AccountAge;
import dev.ratewarden.dashboard.parts.Figures;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a Discord id says of its account, in words. */
final class Account {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final long DAY_MS = 86_400_000;
    private static final long MONTH_DAYS = 30;
    private static final long YEAR_DAYS = 365;

    private Account() {}

    /** Whether it is one that can be mentioned as {@code <@id>}. */
    static boolean isDiscord(String id) {
        return AccountAge.isSnowflake(id);
    }

    static String mention(String id) {
        return "<@" + id + ">";
    }

    /** Such as {@code Discord account of 12 Jan 2023, 2 years old}; empty for other ids. */
    static String age(String id, long nowMs, ZoneId zone) {
        Long madeMs = AccountAge.createdAtMs(id, nowMs);
        if (madeMs == null) {
            return "";
        }
        String day = DAY.format(Instant.ofEpochMilli(madeMs).atZone(zone));
        return text("account.age", day, old(Math.max(0, nowMs - madeMs) / DAY_MS));
    }

    private static String old(long days) {
        if (days >= 2 * YEAR_DAYS) {
            return text("account.years", Figures.count(days / YEAR_DAYS));
        }
        if (days >= 2 * MONTH_DAYS) {
            return text("account.months", Figures.count(days / MONTH_DAYS));
        }
        return days == 1 ? text("account.day") : text("account.days", Figures.count(days));
    }
}
