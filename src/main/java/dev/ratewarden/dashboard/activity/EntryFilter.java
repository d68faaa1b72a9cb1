package dev.ratewarden.dashboard.activity;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which entries the page lists.
 *
 * @param least this and more urgent; null for any
 * @param type a type, or the beginning of types and a star; null for any
 * @param user an id, or a part of a name; empty for any
 * @param operator a part of the name of who did it; empty for any
 * @param where a part of the guild's or channel's id; empty for any
 */
record EntryFilter(
        @Nullable Severity least, @Nullable String type, String user, String operator, String where, Span span) {

    /** How far back. */
    enum Span {
        HOUR(3_600_000L),
        DAY(86_400_000L),
        WEEK(604_800_000L),
        ALL(Long.MAX_VALUE);

        private final long ms;

        Span(long ms) {
            this.ms = ms;
        }

        /** Null where it reaches back to what is oldest. */
        @Nullable
        Long sinceMs(long nowMs) {
            return this == ALL ? null : (Long) (nowMs - ms);
        }
    }

    static final EntryFilter NONE = new EntryFilter(null, null, "", "", "", Span.ALL);

    EntryFilter withLeast(@Nullable Severity value) {
        return new EntryFilter(value, type, user, operator, where, span);
    }

    EntryFilter withType(@Nullable String value) {
        return new EntryFilter(least, value, user, operator, where, span);
    }

    EntryFilter withUser(String value) {
        return new EntryFilter(least, type, value.strip(), operator, where, span);
    }

    EntryFilter withOperator(String value) {
        return new EntryFilter(least, type, user, value.strip(), where, span);
    }

    EntryFilter withWhere(String value) {
        return new EntryFilter(least, type, user, operator, value.strip(), span);
    }

    EntryFilter withSpan(Span value) {
        return new EntryFilter(least, type, user, operator, where, value);
    }

    /** @param nowMs the store's clock */
    boolean accepts(Entry entry, long nowMs) {
        SecurityEvent event = entry.event();
        return query(null, nowMs, null, 1).matches(event)
                && (user.isEmpty() || isUser(entry))
                && contains(entry.operator(), operator)
                && contains(event.where() == null ? "" : event.where(), where);
    }

    /**
     * What to ask the store for. Operator and place are not among what it can be asked for.
     *
     * @param userId null for any
     * @param untilMs null for the newest
     */
    EventQuery query(@Nullable String userId, long nowMs, @Nullable Long untilMs, int limit) {
        return new EventQuery(least, type, userId, span.sinceMs(nowMs), untilMs, limit);
    }

    private boolean isUser(Entry entry) {
        return user.equals(entry.event().userId()) || (entry.event().userId() != null && contains(entry.user(), user));
    }

    private static boolean contains(String text, String part) {
        return part.isEmpty() || text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
