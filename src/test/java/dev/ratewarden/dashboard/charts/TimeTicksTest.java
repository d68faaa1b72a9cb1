package dev.ratewarden.dashboard.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.charts.TimeTicks.Tick;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeTicksTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

    private static List<String> words(String until, Span span, ZoneId zone) {
        long untilMs = Instant.parse(until).toEpochMilli();
        return TimeTicks.of(untilMs - span.ms(), untilMs, span, zone).stream()
                .map(Tick::words)
                .toList();
    }

    @Test
    void withinADayThereAreOnlyTimes() {
        assertThat(words("2026-11-28T14:02:30Z", Span.MINUTES_5, ZoneOffset.UTC))
                .containsExactly("13:58", "13:59", "14:00", "14:01", "14:02");
        assertThat(words("2026-11-28T14:20:00Z", Span.HOURS_6, ZoneOffset.UTC))
                .containsExactly("09:00", "10:00", "11:00", "12:00", "13:00", "14:00");
    }

    @Test
    void pastMidnightTheDatesAreSaid() {
        assertThat(words("2026-11-28T14:20:00Z", Span.HOURS_24, ZoneOffset.UTC))
                .containsExactly("27 Nov 16:00", "20:00", "28 Nov", "04:00", "08:00", "12:00");
        assertThat(words("2026-11-28T14:20:00Z", Span.HOURS_48, ZoneOffset.UTC))
                .containsExactly("26 Nov 16:00", "27 Nov", "08:00", "16:00", "28 Nov", "08:00");
        assertThat(words("2026-11-28T00:02:00Z", Span.MINUTES_5, ZoneOffset.UTC))
                .containsExactly("27 Nov 23:57", "23:58", "23:59", "28 Nov", "00:01", "00:02");
    }

    @Test
    void labelsStandOnRoundLocalTimesInOddZones() {
        assertThat(words("2026-11-28T06:00:00Z", Span.HOURS_6, KATHMANDU))
                .containsExactly("06:00", "07:00", "08:00", "09:00", "10:00", "11:00");
    }

    @Test
    void whereClocksArePutForwardTheMissingHourHasNoLabel() {
        assertThat(words("2026-03-29T04:00:00Z", Span.HOURS_6, BERLIN))
                .containsExactly("28 Mar 23:00", "29 Mar", "01:00", "03:00", "04:00", "05:00", "06:00");
    }

    @Test
    void whereClocksArePutBackTheHourComesTwice() {
        assertThat(words("2026-10-25T03:00:00Z", Span.HOURS_6, BERLIN))
                .containsExactly("24 Oct 23:00", "25 Oct", "01:00", "02:00", "02:00", "03:00", "04:00");
        assertThat(words("2026-10-25T01:04:00Z", Span.MINUTES_5, BERLIN))
                .containsExactly("02:59", "02:00", "02:01", "02:02", "02:03", "02:04");
    }

    @Test
    void anAxisHasNotMoreLabelsThanFit() {
        long untilMs = Instant.parse("2026-10-25T14:00:00Z").toEpochMilli();
        for (Span span : Span.values()) {
            assertThat(TimeTicks.of(untilMs - span.ms(), untilMs, span, BERLIN))
                    .as(span.name())
                    .hasSizeBetween(5, 9);
        }
    }
}
