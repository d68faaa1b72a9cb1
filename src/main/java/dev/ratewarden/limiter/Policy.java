package dev.ratewarden.limiter;

/**
 * What is allowed for one action, and what a violation of it costs.
 *
 * @param action the action's name, {@code [a-z][a-z0-9_.-]{0,63}}
 * @param limit how much is allowed in how much time, for each user
 * @param points what a first violation adds to the abuse score, 0 to 1,000
 * @param escalating whether repeated violations within an hour add more: {@code points x (1 + 0.5 x n)}
 */
public record Policy(String action, Limit limit, int points, boolean escalating) {

    /** What a first violation adds unless the policy says otherwise. */
    public static final int DEFAULT_POINTS = 10;

    private static final int MAX_POINTS = 1_000;

    /** @throws InvalidRequestException naming the field that is wrong */
    public Policy {
        Inputs.action(action);
        if (points < 0 || points > MAX_POINTS) {
            throw new InvalidRequestException("points %d: must be 0 to %d".formatted(points, MAX_POINTS));
        }
    }

    /** A policy with {@value #DEFAULT_POINTS} points, escalating. */
    public static Policy of(String action, Limit limit) {
        return new Policy(action, limit, DEFAULT_POINTS, true);
    }
}
