package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.moderation.AuditReport.Break;
import dev.ratewarden.moderation.AuditReport.Kind;
import dev.ratewarden.store.redis.Trail.Head;
import dev.ratewarden.store.redis.Trail.Stored;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Goes along one chain, oldest entry first, and stops at the first link that does not hold. Used by one thread. */
final class ChainWalk {

    private final Trail trail;

    /** Ends each complaint; empty, or where this is. */
    private final String where;

    private long sequence;

    /** Null where the first entry may follow anything. */
    private @Nullable String hash;

    private long entries;

    /**
     * @param sequence of the entry before the first; 0 if that is the very first
     * @param hash of that entry; null if nobody knows
     */
    ChainWalk(Trail trail, String where, long sequence, @Nullable String hash) {
        this.trail = trail;
        this.where = where;
        this.sequence = sequence;
        this.hash = hash;
    }

    /** Of the last entry that held. */
    long sequence() {
        return sequence;
    }

    /** Of the last entry that held; empty where there is none. */
    String hash() {
        return hash == null ? "" : hash;
    }

    /** How many held. */
    long entries() {
        return entries;
    }

    /** Null if it is the next entry of this chain. */
    @Nullable
    Break next(Stored stored) {
        String json = stored.json();
        String given = stored.hash();
        if (stored.sequence() < 0 || json == null || given == null) {
            return foreign(stored, "it is not made of an entry and its hash");
        }
        long expected = sequence + 1;
        if (stored.sequence() > expected) {
            return broken(
                    expected,
                    Kind.MISSING,
                    "the entry is missing; the next that is there is " + trail.entry(stored.sequence()));
        }
        if (stored.sequence() < expected) {
            return broken(stored.sequence(), Kind.OUT_OF_ORDER, "the entry is there out of order, or twice");
        }
        String id = id(json);
        if (id == null) {
            return foreign(stored, "its text is no JSON object with an id");
        }
        if (!id.equals(trail.entry(expected))) {
            return broken(
                    expected,
                    Kind.OUT_OF_ORDER,
                    "in its place stands entry %s, out of order or twice".formatted(Inputs.quote(id)));
        }
        if (hash != null && !given.equals(AuditChain.hash(hash, json))) {
            return broken(
                    expected,
                    Kind.CHANGED,
                    expected == 1
                            ? "the entry was changed: its text does not give its hash"
                            : "the entry or the one before it was changed: its text and the hash before it do not give its hash");
        }
        sequence = expected;
        hash = given;
        entries++;
        return null;
    }

    /** @param head as it was read when no further entry was there; null if it fits */
    @Nullable
    Break end(Head head) {
        if (!head.readable()) {
            return head("the head cannot be read: it has no sequence with its hash");
        }
        if (head.sequence() > sequence) {
            return broken(
                    sequence + 1,
                    Kind.CUT_OFF,
                    "the newest entries were cut off: the head names %s, the last that is there is %s"
                            .formatted(trail.entry(head.sequence()), sequence == 0 ? "none" : trail.entry(sequence)));
        }
        if (head.sequence() < sequence) {
            return head("the head does not fit: it names %s, but entries up to %s are there"
                    .formatted(head.sequence() == 0 ? "none" : trail.entry(head.sequence()), trail.entry(sequence)));
        }
        return head.hash().equals(hash())
                ? null
                : head("the head does not fit: it holds another hash than the newest entry %s; one of them was changed"
                        .formatted(trail.entry(sequence)));
    }

    Break broken(long at, Kind kind, String what) {
        return new Break(trail.name(), trail.entry(at), kind, what + where);
    }

    private Break head(String what) {
        return new Break(trail.name(), "", Kind.HEAD, what + where);
    }

    private Break foreign(Stored stored, String why) {
        return new Break(
                trail.name(),
                "",
                Kind.FOREIGN,
                "what stands at %s is not an entry of ours: %s%s".formatted(Inputs.quote(stored.id()), why, where));
    }

    /** Null if it is none of ours. */
    private static @Nullable String id(String json) {
        JsonNode node = StoredJson.orNull(() -> StoredJson.read(json));
        return node != null && node.path("id").isString() ? node.path("id").stringValue() : null;
    }
}
