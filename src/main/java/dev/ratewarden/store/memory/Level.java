package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.strategy.Meter;

/** One limit in one check: what is in force, and what the user has used of it. Guarded by the user's monitor. */
final class Level {

    private final PolicyLevel policy;
    private final AppliedLimit applied;
    private final Meter meter;

    /** @param meter the user's own, or a copy to try things on */
    Level(PolicyLevel policy, AppliedLimit applied, Meter meter) {
        this.policy = policy;
        this.applied = applied;
        this.meter = meter;
    }

    AppliedLimit applied() {
        return applied;
    }

    boolean hasRoom(long cost, long nowMs) {
        return meter.hasRoom(applied.effective(), cost, nowMs);
    }

    /**
     * @param keep whether it stays consumed
     * @return the ms to wait for the steady pace
     */
    long consume(UserState user, long revision, long cost, long nowMs, boolean keep) {
        long delayMs = meter.consume(applied.effective(), revision, cost, nowMs);
        if (keep) {
            user.keep(policy.bucket(), meter);
        }
        return delayMs;
    }

    /** The figures after it was consumed. */
    Quota left(long nowMs, long delayMs) {
        return meter.left(applied.effective(), nowMs, delayMs);
    }

    Quota quota(long cost, long nowMs) {
        return meter.quota(applied.effective(), cost, nowMs);
    }
}
