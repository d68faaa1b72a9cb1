package dev.ratewarden.limiter;

/**
 * What one violation added to the abuse score, and how that was worked out.
 *
 * @param points the policy's points
 * @param repeats the user's violations within the last hour since the latest reset, before this one, 0 to 99
 * @param added {@code points x (1 + 0.5 x repeats)}, or just {@code points} where the policy does not escalate
 * @param scoreBefore after decay, before this violation
 * @param scoreAfter with this violation
 * @param blocked whether this violation set the block
 */
public record Penalty(int points, int repeats, double added, double scoreBefore, double scoreAfter, boolean blocked) {}
