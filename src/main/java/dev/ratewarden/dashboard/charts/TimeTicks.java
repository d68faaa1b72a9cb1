package dev.ratewarden.dashboard.charts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a time axis is labelled, and how: round local times, with the date where the day changes. */
final class TimeTicks {

    /** One label. */
    record Tick(long atMs, String words) {}

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_CLOCK = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    /** Clocks are put by quarters of an hour. */
    private static final int PACE_MINUTES = 15;

    private TimeTicks() {}

    /** Minutes between two labels. */
    static int step(Span span) {
        return switch (span) {
            case MINUTES_5 -> 1;
            case MINUTES_15 -> 3;
            case MINUTES_60 -> 10;
            case HOURS_6 -> 60;
            case HOURS_24 -> 4 * 60;
            case HOURS_48 -> 8 * 60;
        };
    }

    /**
     * Oldest first, both edges included. Goes forward on the clock of the world, so that a local time that did not exist has no label,
     * and one that came twice has two.
     */
    static List<Tick> of(long fromMs, long untilMs, Span span, ZoneId zone) {
        int step = step(span);
        int pace = Math.min(step, PACE_MINUTES);
        List<ZonedDateTime> times = new ArrayList<>();
        ZonedDateTime first = at(fromMs, zone).truncatedTo(ChronoUnit.HOURS);
        for (ZonedDateTime time = first; ms(time) <= untilMs; time = time.plus(pace, ChronoUnit.MINUTES)) {
            if (ms(time) >= fromMs && time.get(ChronoField.MINUTE_OF_DAY) % step == 0) {
                times.add(time);
            }
        }
        return labelled(times, !first.toLocalDate().equals(at(untilMs, zone).toLocalDate()));
    }

    private static List<Tick> labelled(List<ZonedDateTime> times, boolean dated) {
        List<Tick> ticks = new ArrayList<>();
        LocalDate day = null;
        for (ZonedDateTime time : times) {
            boolean newDay = dated && !time.toLocalDate().equals(day);
            day = time.toLocalDate();
            DateTimeFormatter format =
                    !newDay ? CLOCK : time.toLocalTime().equals(LocalTime.MIDNIGHT) ? DAY : DAY_CLOCK;
            ticks.add(new Tick(ms(time), format.format(time)));
        }
        return List.copyOf(ticks);
    }

    private static long ms(ZonedDateTime time) {
        return time.toInstant().toEpochMilli();
    }

    private static ZonedDateTime at(long ms, ZoneId zone) {
        return Instant.ofEpochMilli(ms).atZone(zone);
    }
}
