package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhenTest {

    @ParameterizedTest
    @CsvSource({
        "2h,2026-11-24T10:00:00Z",
        "7d,2026-11-17T12:00:00Z",
        "2026-11-24,2026-11-23T23:00:00Z",
        "2026-11-24T18:30,2026-11-24T17:30:00Z",
        "2026-11-24 18:30:05,2026-11-24T17:30:05Z",
        "2026-11-24T18:30Z,2026-11-24T18:30:00Z",
        "2026-11-24 18:30:00 UTC,2026-11-24T18:30:00Z",
        "2026-11-24T18:30:00.5-05:00,2026-11-24T23:30:00.500Z",
        "1795458600000,2026-11-23T18:30:00Z"
    })
    void peopleWriteTimesInManyWays(String text, Instant moment) {
        long nowMs = Instant.parse("2026-11-24T12:00:00Z").toEpochMilli();

        assertThat(Instant.ofEpochMilli(When.parse("--since", text, nowMs, ZoneId.of("Europe/Berlin"))))
                .isEqualTo(moment);
    }
}
