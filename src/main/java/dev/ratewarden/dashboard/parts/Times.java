package dev.ratewarden.dashboard.parts;

import dev.ratewarden.moderation.Explanations;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as people read them, in one zone. Immutable. */
public final class Times {

    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final ZoneId zone;
    private final Explanations explanations;

    public Times(ZoneId zone) {
        this.zone = zone;
        this.explanations = new Explanations(zone);
    }

    public Explanations explanations() {
        return explanations;
    }

    public ZoneId zone() {
        return zone;
    }

    /** {@code 14:03}, with the date on another day than now. */
    public String at(long atMs, long nowMs) {
        return explanations.time(atMs, nowMs);
    }

    /** {@code 14:03}. */
    public String clock(long atMs) {
        return CLOCK.format(Instant.ofEpochMilli(atMs).atZone(zone));
    }

    /** Local time with its zone, and UTC below it: what a tooltip says. */
    public String full(long atMs) {
        Instant at = Instant.ofEpochMilli(atMs);
        return FULL.format(at.atZone(zone)) + "\n" + UTC.format(at.atOffset(ZoneOffset.UTC));
    }
}
