package dev.ratewarden.limiter;

/**
 * What abuse scores mean in a community.
 *
 * @param blockAt score at which a user is blocked, in points
 * @param unblockBelow score below which decay ends a block, in points; not above {@code blockAt}
 * @param decayPerHour points that a score loses an hour, linearly; 0 means never, and then a block ends only by a moderator
 */
public record ScoreRules(double blockAt, double unblockBelow, double decayPerHour) {

    /** From here on a user is shown as CAUTION and counts as high abuse. */
    public static final double CAUTION_AT = 50;
    /** From here on a user is shown as WARNING. */
    public static final double WARNING_AT = 75;

    /** Blocks at 100, unblocks below 75, no decay. */
    public static final ScoreRules DEFAULT = new ScoreRules(100, 75, 0);

    /** @throws InvalidRequestException naming the field that is out of range */
    public ScoreRules {
        if (!(blockAt > 0 && blockAt <= 1_000_000)) {
            throw new InvalidRequestException("blockAt %s: must be above 0 and at most 1000000".formatted(blockAt));
        }
        if (!(unblockBelow > 0 && unblockBelow <= blockAt)) {
            throw new InvalidRequestException(
                    "unblockBelow %s: must be above 0 and at most blockAt %s".formatted(unblockBelow, blockAt));
        }
        if (!(decayPerHour >= 0 && decayPerHour <= 1_000)) {
            throw new InvalidRequestException(
                    "decayPerHour %s: must be 0 to 1000 points an hour".formatted(decayPerHour));
        }
    }

    public ScoreRules withDecayPerHour(double pointsPerHour) {
        return new ScoreRules(blockAt, unblockBelow, pointsPerHour);
    }
}
