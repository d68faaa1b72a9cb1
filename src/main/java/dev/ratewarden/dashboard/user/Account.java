package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.AccountAge;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a Discord id says of its account, in words. */
final class Account {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

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
        return text("account.age", day, AccountAge.words(nowMs - madeMs));
    }
}
