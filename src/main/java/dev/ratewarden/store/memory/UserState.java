package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.strategy.Meter;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one user. Guarded by its own monitor, except for the final {@code id}. What few users have is kept in objects
 * that only they have, because there may be millions of users.
 */
final class UserState {

    final String id;

    @Nullable
    String name;

    /** Epoch ms of the latest check or moderator's action; negative until there was one. */
    long seenAtMs = -1;

    /** Dropped from the store: whoever still holds this object must look the user up anew. */
    boolean gone;

    @Nullable
    private Bucket buckets;

    Measures measures = Measures.NONE;

    @Nullable
    private Abuse abuse;

    @Nullable
    private Trail trail;

    UserState(String id) {
        this.id = id;
    }

    boolean isTracked() {
        return seenAtMs >= 0;
    }

    /** Null if the user never was denied, nor reset. */
    @Nullable
    Abuse abuse() {
        return abuse;
    }

    Abuse makeAbuse() {
        if (abuse == null) {
            abuse = new Abuse();
        }
        return abuse;
    }

    /** Null if no moderator ever acted on the user. */
    @Nullable
    Trail trail() {
        return trail;
    }

    Trail makeTrail() {
        if (trail == null) {
            trail = new Trail();
        }
        return trail;
    }

    long moderationRevision() {
        return trail == null ? 0 : trail.revision();
    }

    long violations() {
        return abuse == null ? 0 : abuse.violations;
    }

    /** @param clock what the decay clock shows now */
    double scoreAt(double clock) {
        return abuse == null ? 0 : abuse.scoreAt(clock);
    }

    /** @param clock what the decay clock shows now */
    boolean isBlockedAt(double clock) {
        return abuse != null && abuse.block != null && abuse.block.activeAt(clock);
    }

    /** The block in force; null if there is none. */
    @Nullable
    Block blockAt(double clock, DecayClock decay) {
        return abuse != null && abuse.block != null && abuse.block.activeAt(clock) ? abuse.block.shown(decay) : null;
    }

    /** Drops a block that is over, so that a clock set back does not bring it back. */
    void endBlock(double clock) {
        if (abuse != null && abuse.block != null && !abuse.block.activeAt(clock)) {
            abuse.block = null;
        }
    }

    /** The user's own limit for an action; null for none. */
    @Nullable
    Long override(String action) {
        return measures == Measures.NONE ? null : measures.overrides().get(action);
    }

    /** What was used under this name; null if nothing was. */
    @Nullable
    Meter meter(String bucket) {
        for (Bucket one = buckets; one != null; one = one.next) {
            if (one.name.equals(bucket)) {
                return one.meter;
            }
        }
        return null;
    }

    void keep(String bucket, Meter meter) {
        for (Bucket one = buckets; one != null; one = one.next) {
            if (one.name.equals(bucket)) {
                one.meter = meter;
                return;
            }
        }
        buckets = new Bucket(bucket, meter, buckets);
    }

    /** All limits are full again. */
    void refill() {
        buckets = null;
    }
}
