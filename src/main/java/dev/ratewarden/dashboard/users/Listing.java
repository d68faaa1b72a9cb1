package dev.ratewarden.dashboard.users;

import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;

/**
 * What was listed.
 *
 * @param asked what it answers
 * @param users in the store's order
 * @param matching how many users match in all
 * @param complete whether exactly so many match; else the store did not look at everybody, and more may match
 * @param tracked how many users are tracked; {@link #UNKNOWN} of a search, which does not tell
 * @param nowMs the store's clock, epoch ms; of a search as last known
 * @param startedMs when the reading began, on the window's own clock
 */
record Listing(
        Asked asked,
        List<UserSummary> users,
        long matching,
        boolean complete,
        long tracked,
        long nowMs,
        long startedMs) {

    static final long UNKNOWN = -1;

    /**
     * What is wanted.
     *
     * @param text of a search, which goes before the filter; empty for none
     */
    record Asked(UsersFilter filter, String text) {

        static final Asked ALL = new Asked(UsersFilter.NONE, "");

        boolean isSearch() {
            return !text.isEmpty();
        }
    }

    /**
     * Blocks until the store has answered.
     *
     * @param nowMs the store's clock, as last known
     */
    static Listing read(Moderation moderation, Asked asked, long nowMs, long startedMs) {
        if (asked.isSearch()) {
            List<UserSummary> found = moderation.find(asked.text());
            // A search that is full does not tell whether there are more.
            boolean complete = found.size() < Moderation.MAX_FOUND;
            return new Listing(asked, found, found.size(), complete, UNKNOWN, nowMs, startedMs);
        }
        UserQuery query = asked.filter().query(nowMs);
        Snapshot snapshot = moderation.snapshot(query);
        UserList listed = snapshot.users();
        return new Listing(
                asked,
                listed.users(),
                listed.matching(),
                listed.complete(),
                snapshot.statistics().usersTracked(),
                snapshot.nowMs(),
                startedMs);
    }

    /** Counting ages from another moment, epoch ms of the store's clock. */
    Listing at(long otherNowMs) {
        return new Listing(asked, users, matching, complete, tracked, otherNowMs, startedMs);
    }

    /** Whether more users match than are listed. */
    boolean isCut() {
        return users.size() < matching || !complete;
    }
}
