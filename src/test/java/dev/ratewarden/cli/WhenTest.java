package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/London",
                "Europe/Berlin",
                "Asia/Kathmandu",
                "America/St_Johns",
                "America/New_York",
                "Pacific/Chatham",
                "GMT+1",
                "-00:30"
            })
    void whatIsPrintedIsRead(String zone) {
        for (String moment : new String[] {"2026-11-24T19:49:49Z", "2026-07-01T00:00:00Z"}) {
            long ms = Instant.parse(moment).toEpochMilli();
            String printed = Words.moment(ms, ZoneId.of(zone));
            assertThat(When.moment(printed, ZoneId.of("Asia/Tokyo")))
                    .as(printed)
                    .isEqualTo(ms);
        }
    }

    @Test
    void theOffsetIsPrinted() {
        long ms = Instant.parse("2026-11-24T19:49:49Z").toEpochMilli();
        assertThat(Words.moment(ms, ZoneId.of("Europe/Berlin"))).isEqualTo("2026-11-24 20:49:49 +01:00");
        assertThat(Words.moment(ms, ZoneId.of("GMT"))).isEqualTo("2026-11-24 19:49:49 UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24x18:30", "2026-11-24/18:30Z", "2026-11-24 1 8:30", "2026-11-24  18:30"})
    void onlyATOrASpaceStandsBetweenDateAndTime(String text) {
        assertThat(When.moment(text, ZoneId.of("UTC"))).isNull();
    }

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
