package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.PolicyBook;

/**
 * A block as it is kept: it ends when the decay clock shows more than {@code end}, whenever that will be.
 *
 * @param sinceMs when it was set, epoch ms
 * @param end a reading of the decay clock
 */
record Blocking(long sinceMs, double end) {

    /** The block that a score brings. */
    static Blocking by(double score, long sinceMs, double clock, PolicyBook book) {
        return new Blocking(
                sinceMs, AbuseScore.blockEnd(score, clock, book.scoreRules().unblockBelow()));
    }

    boolean activeAt(double clock) {
        return clock <= end;
    }

    /** As the world sees it. */
    Block shown(DecayClock clock) {
        return new Block(sinceMs, AbuseScore.blockedUntil(end, clock));
    }
}
