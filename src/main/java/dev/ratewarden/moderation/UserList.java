package dev.ratewarden.moderation;

import java.util.List;

/**
 * The answer to a {@link UserQuery}.
 *
 * @param users at most as many as were asked for, in the query's order
 * @param matching how many users match in all, so that a cut list can say so
 */
public record UserList(List<UserSummary> users, long matching) {

    public UserList {
        users = List.copyOf(users);
    }
}
