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

    /** Checked since it was last considered for being dropped. */
    boolean seenAgain;

    /** Dropped from the store: whoever still holds this object must look the user up anew. */
    boolean gone;

    /** The first limit that was used: most users use one or two. */
    private @Nullable String firstBucket;

    private @Nullable Meter firstMeter;
    private @Nullable Bucket otherBuckets;

    private @Nullable Dossier dossier;

    UserState(String id) {
        this.id = id;
    }

    boolean isTracked() {
        return seenAtMs >= 0;
    }

    private Dossier makeDossier() {
        if (dossier == null) {
            dossier = new Dossier();
        }
        return dossier;
    }

    Measures measures() {
        return dossier == null ? Measures.NONE : dossier.measures;
    }

    void setMeasures(Measures measures) {
        makeDossier().measures = measures;
    }

    /** Null if the user was never denied, nor reset. */
    @Nullable
    Abuse abuse() {
        return dossier == null ? null : dossier.abuse;
    }

    Abuse makeAbuse() {
        Dossier made = makeDossier();
        if (made.abuse == null) {
            made.abuse = new Abuse();
        }
        return made.abuse;
    }

    /** Null if no moderator ever acted on the user. */
    @Nullable
    Trail trail() {
        return dossier == null ? null : dossier.trail;
    }

    Trail makeTrail() {
        Dossier made = makeDossier();
        if (made.trail == null) {
            made.trail = new Trail();
        }
        return made.trail;
    }

    long moderationRevision() {
        Trail trail = trail();
        return trail == null ? 0 : trail.revision();
    }

    long violations() {
        Abuse abuse = abuse();
        return abuse == null ? 0 : abuse.violations;
    }

    /** @param clock what the decay clock shows now */
    double scoreAt(double clock) {
        Abuse abuse = abuse();
        return abuse == null ? 0 : abuse.scoreAt(clock);
    }

    /** @param clock what the decay clock shows now */
    boolean isBlockedAt(double clock) {
        return blocking(clock) != null;
    }

    /** The block in force; null if there is none. */
    @Nullable
    Block blockAt(double clock, DecayClock decay) {
        Blocking block = blocking(clock);
        return block == null ? null : block.shown(decay);
    }

    private @Nullable Blocking blocking(double clock) {
        Abuse abuse = abuse();
        return abuse != null && abuse.block != null && abuse.block.activeAt(clock) ? abuse.block : null;
    }

    /** Drops a block that is over, so that a clock set back does not bring it back. */
    void endBlock(double clock) {
        Abuse abuse = abuse();
        if (abuse != null && abuse.block != null && !abuse.block.activeAt(clock)) {
            abuse.block = null;
        }
    }

    /** The user's own limit for an action; null for none. */
    @Nullable
    Long override(String action) {
        Measures measures = measures();
        return measures == Measures.NONE ? null : measures.overrides().get(action);
    }

    /** What was used under this name; null if nothing was. */
    @Nullable
    Meter meter(String bucket) {
        if (bucket.equals(firstBucket)) {
            return firstMeter;
        }
        for (Bucket one = otherBuckets; one != null; one = one.next) {
            if (one.name.equals(bucket)) {
                return one.meter;
            }
        }
        return null;
    }

    void keep(String bucket, Meter meter) {
        if (firstBucket == null || firstBucket.equals(bucket)) {
            firstBucket = bucket;
            firstMeter = meter;
            return;
        }
        for (Bucket one = otherBuckets; one != null; one = one.next) {
            if (one.name.equals(bucket)) {
                one.meter = meter;
                return;
            }
        }
        otherBuckets = new Bucket(bucket, meter, otherBuckets);
    }

    /** Goes on with what somebody else used of limits. */
    void takeLimitsOf(UserState other) {
        firstBucket = other.firstBucket;
        firstMeter = other.firstMeter;
        otherBuckets = other.otherBuckets;
    }

    /** All limits are full again. */
    void refill() {
        firstBucket = null;
        firstMeter = null;
        otherBuckets = null;
    }
}
