package dev.ratewarden.moderation;

import java.util.List;

/**
 * The answer to a {@link UserQuery}.
 *
 * @param users at most as many as were asked for, in the query's order
 * @param matching how many users match, so that a cut list can say so
 * @param complete whether exactly so many match; else the store did not look at everybody, and more may match
 */
public record UserList(List<UserSummary> users, long matching, boolean complete) {

    public UserList {
        users = List.copyOf(users);
    }

    /** Exactly so many match. */
    public UserList(List<UserSummary> users, long matching) {
        this(users, matching, true);
    }
}
