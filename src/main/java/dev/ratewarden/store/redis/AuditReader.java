package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditQuery;
import dev.ratewarden.store.redis.Trail.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail page by page. Thread-safe. */
public final class AuditReader {

    private final Keyspace keyspace;
    private final Keyspace.Turns reads;

    /** Takes entries exactly as they are stored. */
    public interface Sink {

        /** @param chain {@code g}, or the number of a shard */
        void entry(String chain, long sequence, String hash, String entry);
    }

    AuditReader(Keyspace keyspace, Keyspace.Turns reads) {
        this.keyspace = keyspace;
        this.reads = reads;
    }

    /** Newest first. Looks back no further than it must; an entry that cannot be read is left out. */
    public List<AuditEntry> latest(AuditQuery query) {
        Keys keys = keys();
        String userId = query.userId();
        List<Trail> trails = userId == null ? Trail.all(keys) : List.of(Trail.of(keys, keys.shardOf(userId)));
        List<AuditEntry> entries = new ArrayList<>();
        trails.forEach(trail -> entries.addAll(latest(trail, query)));
        entries.sort(Comparator.comparingLong(AuditEntry::atMs).reversed());
        return List.copyOf(entries.subList(0, Math.min(query.limit(), entries.size())));
    }

    private List<AuditEntry> latest(Trail trail, AuditQuery query) {
        List<AuditEntry> matching = new ArrayList<>();
        String before = "";
        while (true) {
            String end = before;
            List<Stored> page = reads.repeatable(link -> trail.before(link, end));
            for (Stored stored : page) {
                AuditEntry entry = entry(stored);
                if (entry != null && query.sinceMs() != null && entry.atMs() < query.sinceMs()) {
                    return matching;
                }
                if (entry != null && query.matches(entry)) {
                    matching.add(entry);
                }
                if (matching.size() >= query.limit()) {
                    return matching;
                }
            }
            if (page.size() < Trail.PAGE) {
                return matching;
            }
            before = page.getLast().id();
        }
    }

    private static @Nullable AuditEntry entry(Stored stored) {
        String json = stored.json();
        return json == null ? null : AuditChain.entry(json);
    }

    /**
     * Hands out every entry, chain by chain, oldest first.
     *
     * @return how many others wrote, that are none of ours; they are left out
     */
    public long export(Sink sink) {
        long foreign = 0;
        for (Trail trail : Trail.all(keys())) {
            String after = "";
            List<Stored> page;
            do {
                String from = after;
                page = reads.repeatable(link -> trail.after(link, from)).entries();
                for (Stored stored : page) {
                    String json = stored.json();
                    String hash = stored.hash();
                    if (stored.sequence() < 0 || json == null || hash == null) {
                        foreign++;
                    } else {
                        sink.entry(trail.name(), stored.sequence(), hash, json);
                    }
                    after = stored.id();
                }
            } while (!page.isEmpty());
        }
        return foreign;
    }

    private Keys keys() {
        return reads.repeatable(link -> keyspace.keys());
    }
}
