package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Quota;

/** The limits that one check consults: all have room and all are consumed, or none is. Guarded by the user's monitor. */
final class Levels {

    private final Level[] levels;
    private final long cost;
    private final long nowMs;

    Levels(Level[] levels, long cost, long nowMs) {
        this.levels = levels;
        this.cost = cost;
        this.nowMs = nowMs;
    }

    /** The level that a check tells of, and its figures. */
    record Decisive(AppliedLimit applied, Quota quota) {}

    boolean haveRoom() {
        for (Level level : levels) {
            if (!level.hasRoom(cost, nowMs)) {
                return false;
            }
        }
        return true;
    }

    /** Only where there is room. Tells of the level that has least left, and of the longest delay of any. */
    Decisive consume(UserState user, long revision, boolean keep) {
        long delayMs = 0;
        for (Level level : levels) {
            delayMs = Math.max(delayMs, level.consume(user, revision, cost, nowMs, keep));
        }
        Level tightest = levels[0];
        Quota least = tightest.left(nowMs, delayMs);
        for (int i = 1; i < levels.length; i++) {
            Quota quota = levels[i].left(nowMs, delayMs);
            if (quota.remaining() < least.remaining()) {
                tightest = levels[i];
                least = quota;
            }
        }
        return new Decisive(tightest.applied(), least);
    }

    /** Only where a level has no room. Tells of the one whose wait is the longest; one that waiting never helps waits longest of all. */
    Decisive denial() {
        Level slowest = null;
        Quota longest = null;
        for (Level level : levels) {
            if (level.hasRoom(cost, nowMs)) {
                continue;
            }
            Quota quota = level.quota(cost, nowMs);
            if (longest == null || wait(quota) > wait(longest)) {
                slowest = level;
                longest = quota;
            }
        }
        if (slowest == null || longest == null) {
            throw new IllegalStateException("every level has room");
        }
        return new Decisive(slowest.applied(), longest);
    }

    private static long wait(Quota quota) {
        return quota.retryAfterMs() == null ? Long.MAX_VALUE : quota.retryAfterMs();
    }
}
