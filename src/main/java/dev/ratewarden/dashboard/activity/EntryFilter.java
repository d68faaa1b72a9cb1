package dev.ratewarden.dashboard.activity;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.Text;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries the page lists.
 *
 * @param least this and more urgent; null for any
 * @param types each a type, or the beginning of types and a star; none for any
 * @param user an id, or the beginning of a name, as the store finds users; empty for any
 * @param operator a part of the name of who did it; empty for any
 * @param where a part of the guild's or channel's id; empty for any
 * @param fromMs a moment of its own to reach back to, epoch ms; null where {@code span} says it
 */
record EntryFilter(
        @Nullable Severity least,
        Set<String> types,
        String user,
        String operator,
        String where,
        Span span,
        @Nullable Long fromMs) {

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

    static final EntryFilter NONE = new EntryFilter(null, Set.of(), "", "", "", Span.ALL, null);

    EntryFilter {
        types = Set.copyOf(types);
    }

    EntryFilter withLeast(@Nullable Severity value) {
        return new EntryFilter(value, types, user, operator, where, span, fromMs);
    }

    EntryFilter withType(@Nullable String value) {
        return withTypes(value == null ? Set.of() : Set.of(value));
    }

    EntryFilter withTypes(Set<String> values) {
        return new EntryFilter(least, values, user, operator, where, span, fromMs);
    }

    EntryFilter withUser(String value) {
        return new EntryFilter(least, types, value.strip(), operator, where, span, fromMs);
    }

    EntryFilter withOperator(String value) {
        return new EntryFilter(least, types, user, value.strip(), where, span, fromMs);
    }

    EntryFilter withWhere(String value) {
        return new EntryFilter(least, types, user, operator, value.strip(), span, fromMs);
    }

    /** In place of a moment of its own. */
    EntryFilter withSpan(Span value) {
        return new EntryFilter(least, types, user, operator, where, value, null);
    }

    EntryFilter withFrom(@Nullable Long value) {
        return new EntryFilter(least, types, user, operator, where, Span.ALL, value);
    }

    /**
     * How far back, epoch ms; null where it reaches back to what is oldest.
     *
     * @param nowMs the store's clock
     */
    @Nullable
    Long sinceMs(long nowMs) {
        return fromMs == null ? span.sinceMs(nowMs) : fromMs;
    }

    /** @param nowMs the store's clock */
    boolean accepts(Entry entry, long nowMs) {
        SecurityEvent event = entry.event();
        return queries(null, nowMs, null, 1).stream().anyMatch(query -> query.matches(event))
                && (user.isEmpty() || isUser(entry))
                && contains(entry.operator(), operator)
                && contains(event.where() == null ? "" : event.where(), where);
    }

    /**
     * What to ask the store for, a question for each type. Operator and place are not among what it can be asked for.
     *
     * @param userId null for any
     * @param untilMs null for the newest
     */
    List<EventQuery> queries(@Nullable String userId, long nowMs, @Nullable Long untilMs, int limit) {
        Long sinceMs = sinceMs(nowMs);
        return types.isEmpty()
                ? List.of(new EventQuery(least, null, userId, sinceMs, untilMs, limit))
                : types.stream()
                        .map(type -> new EventQuery(least, type, userId, sinceMs, untilMs, limit))
                        .toList();
    }

    /** Where no name is known the id stands in its place, and the store finds none by the beginning of an id. */
    private boolean isUser(Entry entry) {
        String id = entry.event().userId();
        return id != null
                && (user.equals(id) || (!entry.user().equals(Text.visible(id)) && begins(entry.user(), user)));
    }

    private static boolean begins(String text, String beginning) {
        return text.toLowerCase(Locale.ROOT).startsWith(beginning.toLowerCase(Locale.ROOT));
    }

    private static boolean contains(String text, String part) {
        return part.isEmpty() || text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
