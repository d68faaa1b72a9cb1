package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** When something happened, to the second today and with its date before. */
final class EntryTimes {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    private final Times times;

    EntryTimes(Times times) {
        this.times = times;
    }

    String at(long atMs, long nowMs) {
        ZonedDateTime at = Instant.ofEpochMilli(atMs).atZone(times.zone());
        boolean today = at.toLocalDate()
                .equals(Instant.ofEpochMilli(nowMs).atZone(times.zone()).toLocalDate());
        return today ? TODAY.format(at) : times.at(atMs, nowMs);
    }

    /** How often and when a line's requests were; empty for one alone. */
    String repeats(Line line, long nowMs) {
        if (line.requests() == 1) {
            return "";
        }
        String requests = Figures.count(line.requests());
        String first = at(line.firstMs(), nowMs);
        String last = at(line.newest().atMs(), nowMs);
        if (line.entries() == 1) {
            return text("activity.repeats.one", requests, last);
        }
        return line.requests() == line.entries()
                ? text("activity.repeats", requests, first, last)
                : text("activity.repeats.entries", requests, Figures.count(line.entries()), first, last);
    }

    /** In its zone, and in UTC. */
    String full(long atMs) {
        return times.full(atMs);
    }
}
