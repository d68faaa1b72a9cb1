package dev.ratewarden.dashboard.user;

import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a history are shown.
 *
 * @param kind of which kind
 * @param where only violations in this place; null for any, and for moderators' actions, which have none
 * @param words only entries in which this stands, case ignored; blank for any
 */
record HistoryFilter(Kind kind, @Nullable String where, String words) {

    enum Kind {
        ALL,
        VIOLATIONS,
        ACTIONS
    }

    static final HistoryFilter NONE = new HistoryFilter(Kind.ALL, null, "");

    HistoryFilter with(Kind other) {
        return new HistoryFilter(other, where, words);
    }

    HistoryFilter in(@Nullable String place) {
        return new HistoryFilter(kind, place, words);
    }

    HistoryFilter containing(String text) {
        return new HistoryFilter(kind, where, text);
    }

    boolean isNone() {
        return kind == Kind.ALL && where == null && words.isBlank();
    }

    List<HistoryEntry> of(List<HistoryEntry> entries) {
        return isNone() ? entries : entries.stream().filter(this::accepts).toList();
    }

    /** The places that stand in a history, in their order. */
    static List<String> places(UserDetail user) {
        return user.history().stream()
                .map(Violation::where)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    private boolean accepts(HistoryEntry entry) {
        Violation violation = entry.violation();
        boolean kindOk = switch (kind) {
            case ALL -> true;
            case VIOLATIONS -> violation != null;
            case ACTIONS -> violation == null;
        };
        boolean whereOk = where == null || (violation != null && where.equals(violation.where()));
        return kindOk && whereOk && contains(entry);
    }

    private boolean contains(HistoryEntry entry) {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return true;
        }
        Violation violation = entry.violation();
        String where = violation == null || violation.where() == null ? "" : Text.visible(violation.where());
        return List.of(entry.when(), entry.title(), entry.words(), entry.figures(), where).stream()
                .anyMatch(part -> part.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
