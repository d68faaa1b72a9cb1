package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.UserQuery;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of users a little below the end of the page that was shown last. Who stands lower need not be read again as long as
 * there is a page of users above: the index of scores does not change while time passes. Immutable.
 *
 * @param query whose page it is
 * @param created the keyspace that it was read from
 * @param index score + reading of the decay clock of the user at that place
 * @param lastAtMs the user's latest violation, which decides among equal scores; 0 if there is none
 */
record PageEdge(UserQuery query, String created, double index, long lastAtMs) {

    /** Scores this near to each other may be shown as equal. */
    private static final double NEAR = 1.1e-6;

    /** The edge to poll by from now on; null if everybody on the page has to be read each time. */
    static @Nullable PageEdge below(UserQuery query, String created, List<UserRows.Row> sorted) {
        boolean table = query.minTier() == Tier.CAUTION
                && query.maxTier() == null
                && !query.bannedOnly()
                && !query.exemptOnly()
                && query.action() == null
                && query.where() == null
                && query.activeSinceMs() == null;
        if (!table || sorted.size() <= query.limit()) {
            return null;
        }
        // A quarter more than a page, so that a user who leaves it does not make the next poll look at everybody.
        int place = Math.min(sorted.size(), query.limit() + query.limit() / 4) - 1;
        UserRows.Row row = sorted.get(place);
        return new PageEdge(query, created, row.index(), lastAt(row));
    }

    boolean servesFor(UserQuery asked, String keyspaceCreated) {
        return query.equals(asked) && created.equals(keyspaceCreated);
    }

    /** Whether nobody who was left out can stand above the last user of a page. */
    boolean holds(List<UserRows.Row> rows) {
        long above = rows.stream()
                .filter(row -> row.index() > index + NEAR || (row.index() >= index && lastAt(row) >= lastAtMs))
                .count();
        return above >= query.limit();
    }

    /** As {@code shard.lua} takes it. */
    String text() {
        return String.format(Locale.ROOT, "%s %d", Keys.text(index), lastAtMs);
    }

    private static long lastAt(UserRows.Row row) {
        Long at = row.summary().lastViolationAtMs();
        return at == null ? 0 : at;
    }
}
