package dev.ratewarden.cli;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A point in time as people write it. */
final class Since {

    private Since() {}

    /** @throws InvalidRequestException naming what cannot be read */
    static long parse(String text, long nowMs) {
        if (text.matches("\\d{11,15}")) {
            return Long.parseLong(text);
        }
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            }
            if (text.contains("T")) {
                return text.endsWith("Z")
                        ? Instant.parse(text).toEpochMilli()
                        : OffsetDateTime.parse(text).toInstant().toEpochMilli();
            }
            return nowMs - Durations.parse(text).toMillis();
        } catch (DateTimeException | InvalidRequestException | ArithmeticException e) {
            throw new InvalidRequestException(
                    "--since %s: must be a time such as 2026-11-24T18:00:00Z, a day, or how long ago, such as 30m, 2h or 7d"
                            .formatted(Inputs.quote(text)));
        }
    }
}
