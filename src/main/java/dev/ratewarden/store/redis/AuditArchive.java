package dev.ratewarden.store.redis;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.AuditReport.Break;
import dev.ratewarden.store.redis.Trail.Head;
import dev.ratewarden.store.redis.Trail.Page;
import dev.ratewarden.store.redis.Trail.Stored;
import dev.ratewarden.watch.Chore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Copies the audit trail into files, and trims from Redis what is safe there, old, and not among the newest. A chain that is broken is
 * neither copied nor trimmed from its break on. One process at a time; not thread-safe.
 */
public final class AuditArchive implements Chore {

    /** How old an entry must be before it is trimmed, unless another time is named. */
    public static final Duration RETENTION = Duration.ofDays(90);

    /** How many entries of each chain are never trimmed, unless another number is named. */
    public static final long NEWEST = 10_000;

    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration SAID_FOR = Duration.ofHours(1);

    private final Keyspace keyspace;
    private final Keyspace.Turns commands;
    private final ArchiveDirectory directory;
    private final Duration retention;
    private final long newest;

    /**
     * @param retention how old an entry must be before it is trimmed
     * @param newest how many entries of each chain are never trimmed, at least 1
     */
    AuditArchive(Keyspace keyspace, Keyspace.Turns commands, Path directory, Duration retention, long newest) {
        if (newest < 1 || retention.isNegative()) {
            throw new InvalidRequestException(
                    "archive: at least the newest entry of each chain stays, and the time to keep is not negative");
        }
        this.keyspace = keyspace;
        this.commands = commands;
        this.directory = new ArchiveDirectory(directory);
        this.retention = retention;
        this.newest = newest;
    }

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public String run() {
        long nowMs = commands.repeatable(link -> Trail.now(link, keyspace));
        Keyspace.Meta meta = keyspace.met();
        if (meta == null) {
            return "";
        }
        try {
            return run(meta, nowMs);
        } catch (BrokenChainException e) {
            StoreException broken = new StoreException(String.valueOf(e.getMessage()), e);
            say(EventTypes.AUDIT_TRAIL_BROKEN, broken);
            throw broken;
        } catch (StoreException | InvalidRequestException e) {
            say(EventTypes.ARCHIVE_FAILED, e);
            throw e;
        }
    }

    private String run(Keyspace.Meta meta, long nowMs) {
        long archived = 0;
        long trimmed = 0;
        RuntimeException failed = null;
        try (ArchiveDirectory.Held held = directory.lock()) {
            String id = directory.claim(keyspace.settings().prefix(), meta.created());
            for (Trail trail : Trail.all(meta.keys())) {
                try {
                    archived += copy(trail, id);
                    trimmed += trim(trail, nowMs - retention.toMillis(), id);
                } catch (StoreException | BrokenChainException e) {
                    // One chain that fails keeps none of the others from the archive; a broken one is the worst that
                    // there is to say.
                    failed = failed == null || e instanceof BrokenChainException ? e : failed;
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
        return archived + trimmed == 0
                ? ""
                : "archived %d audit entries, trimmed %d that were archived before".formatted(archived, trimmed);
    }

    /** The log has it, too; but who watches over a community may not read that. */
    private void say(String type, RuntimeException failed) {
        SecurityEvent event = new SecurityEvent(
                0,
                type,
                EventTypes.severity(type),
                null,
                null,
                null,
                0,
                0,
                Map.of("problem", String.valueOf(failed.getMessage())));
        try {
            commands.once(link -> EventStreams.record(link, keyspace, event, type, SAID_FOR.toMillis()));
        } catch (StoreException e) {
            failed.addSuppressed(e);
        }
    }

    /** Two directories, each with a part of the trail, would prove nothing. */
    private void requireOurs(Trail trail, String id) {
        String trimmedInto = commands.repeatable(link -> {
            link.send(Command.HMGET, trail.headKey(), Keys.utf8("archive"));
            Object stored = Replies.list(link.replies(1).get(0)).getFirst();
            return stored == null ? id : Replies.text(stored);
        });
        if (!id.equals(trimmedInto)) {
            throw another(trail);
        }
    }

    private static StoreException another(Trail trail) {
        return new StoreException(
                refusal(
                        trail,
                        "entries were trimmed into another directory before, perhaps by a watcher on another machine: archive from one"
                                + " directory alone; start that watcher with --archive, and this one without, or move that directory here"),
                null);
    }

    private Page page(Trail trail, long after) {
        return commands.repeatable(link -> trail.after(link, after == 0 ? "" : after + "-0"));
    }

    private long copy(Trail trail, String id) {
        requireOurs(trail, id);
        Path file = ArchiveFile.path(directory.path(), trail);
        try (ArchiveTail tail = ArchiveTail.open(file)) {
            ChainWalk walk = begin(trail, tail.last());
            Page page = page(trail, walk.sequence());
            while (!page.entries().isEmpty()) {
                int whole = 0;
                Break broken = null;
                while (whole < page.entries().size() && broken == null) {
                    broken = walk.next(page.entries().get(whole));
                    whole += broken == null ? 1 : 0;
                }
                tail.append(page.entries().subList(0, whole));
                if (broken != null) {
                    throw refused(trail, broken.toString());
                }
                page = page(trail, walk.sequence());
            }
            Break broken = walk.end(page.head());
            if (broken != null) {
                throw refused(trail, broken.toString());
            }
            return walk.entries();
        }
    }

    /** Where the file ends, once it is sure that Redis goes on from there. */
    private ChainWalk begin(Trail trail, @Nullable Stored last) {
        Head head = page(trail, 0).head();
        if (!head.readable()) {
            throw refused(trail, "its head cannot be read");
        }
        if (last == null) {
            return new ChainWalk(trail, "", head.anchor(), head.anchorHash());
        }
        if (last.sequence() < head.anchor()) {
            throw new StoreException(
                    refusal(
                            trail,
                            "the archive ends at %s, and entries up to %s were trimmed from Redis: go on in the directory into which they were archived"
                                    .formatted(trail.entry(last.sequence()), trail.entry(head.anchor()))),
                    null);
        }
        String there = head.anchor() == last.sequence() ? head.anchorHash() : hashOf(trail, last.sequence());
        if (!there.equals(last.hash())) {
            throw refused(
                    trail,
                    "the archive ends at %s, and Redis %s"
                            .formatted(
                                    trail.entry(last.sequence()),
                                    there.isEmpty()
                                            ? "has no such entry: its newest were cut off"
                                            : "holds another hash of it"));
        }
        return new ChainWalk(trail, "", last.sequence(), last.hash());
    }

    private String hashOf(Trail trail, long sequence) {
        List<Stored> entries = page(trail, sequence - 1).entries();
        Stored first = entries.isEmpty() ? null : entries.getFirst();
        return first == null || first.sequence() != sequence || first.hash() == null ? "" : first.hash();
    }

    private long trim(Trail trail, long beforeMs, String id) {
        Head head = page(trail, 0).head();
        Stored last = null;
        long stop = head.sequence() - newest;
        Page page = page(trail, head.anchor());
        boolean more = true;
        while (more && !page.entries().isEmpty()) {
            for (Stored entry : page.entries()) {
                more = entry.sequence() > 0 && entry.sequence() <= stop && at(entry) < beforeMs;
                if (!more) {
                    break;
                }
                last = entry;
            }
            page = more && last != null ? page(trail, last.sequence()) : page;
        }
        return last == null ? 0 : trim(trail, head.anchor(), last, id);
    }

    /** Removes entries only once the whole file was read again, and holds them all. */
    private long trim(Trail trail, long anchor, Stored last, String id) {
        String hash = last.hash();
        if (hash == null || !hash.equals(archivedHash(trail, anchor, last.sequence()))) {
            throw refused(trail, "the archive does not hold %s as Redis does".formatted(trail.entry(last.sequence())));
        }
        List<byte[]> keys = List.of(trail.stream(), trail.headKey());
        List<?> reply = commands.once(link -> link.run(ScriptCall.of(Script.TRIM, keys, last.sequence(), hash, id)));
        return switch (Replies.text(reply.get(0))) {
            case "DONE" -> Replies.number(reply.get(1));
            case "OTHER" -> throw another(trail);
            default -> 0;
        };
    }

    /** Of this entry in the file; empty unless every entry after the anchor up to it is there, in order. */
    private String archivedHash(Trail trail, long anchor, long sequence) {
        try (ArchiveFile.Cursor cursor = ArchiveFile.Cursor.open(ArchiveFile.path(directory.path(), trail))) {
            ChainWalk walk = null;
            Stored entry = cursor == null ? null : cursor.next();
            while (cursor != null && entry != null && (walk == null || walk.sequence() < sequence)) {
                if (walk == null) {
                    walk = new ChainWalk(
                            trail, " in the archive", entry.sequence() - 1, entry.sequence() == 1 ? "" : null);
                    if (entry.sequence() > anchor + 1) {
                        return "";
                    }
                }
                Break broken = walk.next(entry);
                if (broken != null) {
                    throw refused(trail, broken.toString());
                }
                entry = cursor.next();
            }
            return walk == null || walk.sequence() < sequence ? "" : walk.hash();
        }
    }

    /** When it was written; never, if that cannot be read, so that it is not trimmed. */
    private static long at(Stored stored) {
        String json = stored.json();
        Long at = json == null
                ? null
                : StoredJson.orNull(() -> StoredJson.whole(StoredJson.read(json).path("at")));
        return at == null ? Long.MAX_VALUE : at;
    }

    private static BrokenChainException refused(Trail trail, String what) {
        return new BrokenChainException(refusal(trail, what));
    }

    private static String refusal(Trail trail, String what) {
        return "the archive stops at chain %s of the audit trail: %s. Nothing of that was archived or trimmed; ratewarden audit --verify --archive DIR says more"
                .formatted(trail.name(), what);
    }
}
