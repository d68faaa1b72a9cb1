package dev.ratewarden.cli;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A moment as people write it. */
final class When {
    /** Before it, a bare number is taken for seconds, and those are refused rather than read as the year 1970. */
    private static final long EARLIEST_MS = 100_000_000_000L;

    private static final Pattern EPOCH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern AGO = Pattern.compile("[0-9].*[a-zA-Z]");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final Pattern DATE_TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d\\S*( (UTC|Z|[+-]\\S+))?");

    private When() {}

    /** The same, or null for null. */
    static @Nullable Long optional(String option, @Nullable String text, long nowMs, ZoneId zone) {
        return text == null ? null : (Long) parse(option, text, nowMs, zone);
    }

    /**
     * @param option for messages, such as {@code --since}
     * @param text {@code 2h} or {@code 7d} (ago), a date, a date and time (with a zone, else in {@code zone}), or epoch ms
     * @return epoch ms
     * @throws InvalidRequestException if it is none of these
     */
    static long parse(String option, String text, long nowMs, ZoneId zone) {
        String given = text.strip();
        Long moment = moment(given, zone);
        if (moment != null) {
            return moment;
        }
        if (AGO.matcher(given).matches()) {
            try {
                return Math.max(0, nowMs - Durations.parse(given).toMillis());
            } catch (InvalidRequestException e) {
                throw wrong(option, text);
            }
        }
        throw wrong(option, text);
    }

    /** Such as {@code 2026-11-24T18:30Z}, in epoch ms; null if it is none. */
    static @Nullable Long moment(String text, ZoneId zone) {
        String given = text.strip();
        try {
            if (EPOCH.matcher(given).matches()) {
                long ms = Long.parseLong(given);
                return ms >= EARLIEST_MS ? (Long) ms : null;
            }
            if (DATE.matcher(given).matches()) {
                return LocalDate.parse(given).atStartOfDay(zone).toInstant().toEpochMilli();
            }
            return DATE_TIME.matcher(given).matches()
                    ? (Long) dateTime(given.substring(0, 10) + 'T' + given.substring(11), zone)
                            .toEpochMilli()
                    : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static Instant dateTime(String text, ZoneId zone) {
        String upper = text.replace(" ", "").replace("UTC", "Z");
        boolean zoned = upper.endsWith("Z") || upper.lastIndexOf('+') > 10 || upper.lastIndexOf('-') > 10;
        return zoned
                ? OffsetDateTime.parse(upper).toInstant()
                : LocalDateTime.parse(upper).atZone(zone).toInstant();
    }

    private static InvalidRequestException wrong(String option, String text) {
        return new InvalidRequestException(
                "%s %s: write it as 2h or 7d (ago), 2026-11-24, 2026-11-24T18:30, 2026-11-24T18:30Z or epoch ms"
                        .formatted(option, Inputs.quote(text)));
    }
}
