package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.AuditReport.Break;
import dev.ratewarden.moderation.AuditReport.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was sealed of each chain, by seals whose signature holds. Used by one thread. */
final class SealBook {

    private final String prefix;
    private final String created;
    private final List<Break> breaks = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();

    /** Chain, sequence, and the hashes that were sealed of it. */
    private final Map<String, TreeMap<Long, List<Point>>> points = new HashMap<>();

    private @Nullable AuditSeal latest;

    /** What a seal of this time says of an entry. */
    private record Point(String hash, long atMs) {}

    private SealBook(String prefix, String created) {
        this.prefix = prefix;
        this.created = created;
    }

    /**
     * @param stored as they stand in the store
     * @param file those kept outside; empty if there are none
     * @throws InvalidRequestException if no seal was made with this key, or the file is of another community
     */
    static SealBook of(
            @Nullable SealKey key, List<String> stored, @Nullable List<AuditSeal> file, String prefix, String created) {
        SealBook book = new SealBook(prefix, created);
        if (key == null) {
            book.unchecked.add(
                    stored.isEmpty()
                            ? "there is no seal: whoever may write both a chain and its head could have written all of it anew"
                            : "the seals, %d in Redis: no key was given; whoever may write both a chain and its head could have written all of it anew"
                                    .formatted(stored.size()));
            return book;
        }
        List<AuditSeal> seals = new ArrayList<>();
        for (String line : stored) {
            AuditSeal seal = AuditSeal.read(line);
            if (seal == null) {
                book.broken("one of the seals in Redis cannot be read: it was changed, or a newer version made it");
            } else {
                seals.add(seal);
            }
        }
        seals.addAll(file == null ? List.of() : file);
        book.take(key, seals);
        return book;
    }

    private void take(SealKey key, List<AuditSeal> seals) {
        seals.stream()
                .filter(seal -> seal.renamed(key))
                .forEach(seal -> broken(
                        "the seal of %s was changed: it names another key than made it".formatted(when(seal.atMs()))));
        List<AuditSeal> others = seals.stream()
                .filter(seal -> !seal.key().equals(key.name()) && !seal.renamed(key))
                .toList();
        if (!seals.isEmpty() && others.size() == seals.size()) {
            throw new InvalidRequestException(
                    "the key is another than that of all %d seals, so that none could be checked; name the key file with which they were made. If this is that file, somebody put other seals in their place"
                            .formatted(seals.size()));
        }
        if (!others.isEmpty()) {
            unchecked.add("%d of %d seals: they were made with another key, or put there by somebody without this one"
                    .formatted(others.size(), seals.size()));
        }
        if (seals.isEmpty()) {
            unchecked.add(
                    "there is no seal: whoever may write both a chain and its head could have written all of it anew");
        }
        for (AuditSeal seal : seals) {
            if (seal.key().equals(key.name())) {
                take(key, seal);
            }
        }
    }

    private void take(SealKey key, AuditSeal seal) {
        if (!seal.signedBy(key)) {
            broken("the seal of %s was changed: its signature does not hold".formatted(when(seal.atMs())));
        } else if (!seal.prefix().equals(prefix)) {
            throw new InvalidRequestException(
                    "the seal of %s is of the community under prefix %s; name this community's seal file"
                            .formatted(when(seal.atMs()), seal.prefix()));
        } else if (!seal.created().equals(created)) {
            broken(
                    "the seal of %s is of an earlier keyspace: Redis was emptied or replaced since; if that was meant, begin a new seal file"
                            .formatted(when(seal.atMs())));
        } else {
            for (AuditSeal.Sealed head : seal.heads()) {
                points.computeIfAbsent(head.chain(), chain -> new TreeMap<>())
                        .computeIfAbsent(head.sequence(), sequence -> new ArrayList<>())
                        .add(new Point(head.hash(), seal.atMs()));
            }
            AuditSeal known = latest;
            latest = known == null || seal.atMs() > known.atMs() ? seal : known;
        }
    }

    private void broken(String what) {
        breaks.add(new Break("", "", Kind.SEAL, what));
    }

    /** What is wrong with the seals themselves. */
    List<Break> breaks() {
        return breaks;
    }

    List<String> unchecked() {
        return unchecked;
    }

    /** Null unless a seal says otherwise of this entry. */
    @Nullable
    Break check(Trail trail, long sequence, String hash) {
        for (Point point : of(trail).getOrDefault(sequence, List.of())) {
            if (!point.hash().equals(hash)) {
                return new Break(
                        trail.name(),
                        trail.entry(sequence),
                        Kind.SEAL,
                        "the seal of %s holds another hash: this entry or one before it was changed, and all hashes after it written anew"
                                .formatted(when(point.atMs())));
            }
        }
        return null;
    }

    /** Null unless a seal holds an entry after the last that is there. */
    @Nullable
    Break end(Trail trail, long last) {
        Map.Entry<Long, List<Point>> beyond = of(trail).higherEntry(last);
        return beyond == null
                ? null
                : new Break(
                        trail.name(),
                        trail.entry(last + 1),
                        Kind.SEAL,
                        "the newest entries were cut off, and the head written anew: the seal of %s holds %s, the last that is there is %s"
                                .formatted(
                                        when(beyond.getValue().getFirst().atMs()),
                                        trail.entry(beyond.getKey()),
                                        last == 0 ? "none" : trail.entry(last)));
    }

    /** How many sealed entries of this chain are older than the first that could be looked at. */
    int before(Trail trail, long first) {
        return of(trail).subMap(1L, Math.max(1, first)).size();
    }

    private TreeMap<Long, List<Point>> of(Trail trail) {
        return points.getOrDefault(trail.name(), new TreeMap<>());
    }

    /** Says what came after the latest seal, if anything did. */
    void sayWhatCameLater(List<AuditSeal.Sealed> heads) {
        AuditSeal seal = latest;
        if (seal == null) {
            return;
        }
        Map<String, Long> sealed = new HashMap<>();
        seal.heads().forEach(head -> sealed.put(head.chain(), head.sequence()));
        long later = heads.stream()
                .mapToLong(head -> Math.max(0, head.sequence() - sealed.getOrDefault(head.chain(), 0L)))
                .sum();
        if (later > 0) {
            unchecked.add("%d entries after the latest seal, of %s: no seal holds them yet"
                    .formatted(later, when(seal.atMs())));
        }
    }

    private static String when(long atMs) {
        return Instant.ofEpochMilli(atMs).toString();
    }
}
