package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/**
 * May this user do this action now?
 *
 * @param userId 1 to 128 bytes of UTF-8 without control characters
 * @param action {@code [a-z][a-z0-9_.-]{0,63}}
 * @param cost how much of the limit it takes, at least 1
 * @param role the caller's role in the community, which may change the limit; null for none
 * @param where an opaque place (guild or channel) of at most 64 bytes, kept with violations and events only
 */
public record CheckRequest(
        String userId,
        String action,
        long cost,
        @Nullable String role,
        @Nullable String where) {

    /** @throws InvalidRequestException naming the input that is wrong */
    public CheckRequest {
        Inputs.userId(userId);
        Inputs.action(action);
        Inputs.cost(cost);
        Inputs.role(role);
        Inputs.where(where);
    }

    /** A request without a role. */
    public CheckRequest(String userId, String action, long cost, @Nullable String where) {
        this(userId, action, cost, null, where);
    }

    /** A request of cost 1. */
    public static CheckRequest of(String userId, String action) {
        return new CheckRequest(userId, action, 1, null, null);
    }

    /** The same with a role; null for none. */
    public CheckRequest withRole(@Nullable String callersRole) {
        return new CheckRequest(userId, action, cost, callersRole, where);
    }

    /** The same from a place; null for none. */
    public CheckRequest withWhere(@Nullable String place) {
        return new CheckRequest(userId, action, cost, role, place);
    }

    /** The same with another cost, at least 1. */
    public CheckRequest withCost(long otherCost) {
        return new CheckRequest(userId, action, otherCost, role, where);
    }
}
