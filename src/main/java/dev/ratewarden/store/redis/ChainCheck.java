package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.moderation.AuditReport.Break;
import dev.ratewarden.moderation.AuditReport.Kind;
import dev.ratewarden.store.redis.Trail.Head;
import dev.ratewarden.store.redis.Trail.Page;
import dev.ratewarden.store.redis.Trail.Stored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks one chain from its archive, or its anchor, to its head. Used once, by one thread. */
final class ChainCheck {

    private static final int ATTEMPTS = 5;

    private final Keyspace.Turns reads;
    private final Trail trail;
    private final SealBook seals;
    private final @Nullable Path archive;
    private final Consumer<Stored> seen;

    /** Begun anew with each attempt. */
    private final List<String> unchecked = new ArrayList<>();

    private @Nullable ChainWalk filed;
    private @Nullable Stored pending;

    /**
     * What was found.
     *
     * @param broken the first broken link; null if the chain holds
     * @param newest the newest entry that held
     */
    record Outcome(AuditReport.Chain chain, @Nullable Break broken, AuditSeal.Sealed newest, List<String> unchecked) {}

    /**
     * @param archive the directory; null if none was given
     * @param seen takes each entry that holds, in order; some perhaps again
     */
    ChainCheck(Keyspace.Turns reads, Trail trail, SealBook seals, @Nullable Path archive, Consumer<Stored> seen) {
        this.reads = reads;
        this.trail = trail;
        this.seals = seals;
        this.archive = archive;
        this.seen = seen;
    }

    Outcome run() {
        for (int i = 1; ; i++) {
            Page first = page("");
            Outcome outcome = attempt(first);
            boolean trimmedMeanwhile = outcome.broken() != null
                    && page("").head().anchor() != first.head().anchor();
            if (!trimmedMeanwhile || i == ATTEMPTS) {
                return outcome;
            }
        }
    }

    private Page page(String after) {
        return reads.repeatable(link -> trail.after(link, after));
    }

    private Outcome attempt(Page first) {
        unchecked.clear();
        filed = null;
        pending = null;
        Head head = first.head();
        ChainWalk walk = new ChainWalk(trail, "", head.anchor(), head.anchorHash());
        // Opened after the head was read: what that says was trimmed had been archived before.
        try (ArchiveFile.Cursor cursor =
                archive == null ? null : ArchiveFile.Cursor.open(ArchiveFile.path(archive, trail))) {
            Break broken = head.readable() ? archived(cursor, head) : walk.end(head);
            broken = broken != null ? broken : stream(walk, first, cursor);
            ChainWalk file = filed;
            AuditReport.Chain chain = new AuditReport.Chain(
                    trail.name(), walk.entries(), head.anchor(), walk.sequence(), file == null ? 0 : file.entries());
            return new Outcome(
                    chain,
                    broken,
                    new AuditSeal.Sealed(trail.name(), walk.sequence(), walk.hash()),
                    List.copyOf(unchecked));
        }
    }

    /** Goes through the archive up to the anchor, where the stream begins. */
    private @Nullable Break archived(ArchiveFile.@Nullable Cursor cursor, Head head) {
        Stored entry = cursor == null ? null : cursor.next();
        long first = entry == null ? head.anchor() : Math.min(entry.sequence(), head.anchor());
        if (cursor != null && entry != null) {
            ChainWalk file = new ChainWalk(
                    trail, " (in the archive)", Math.max(0, entry.sequence() - 1), entry.sequence() <= 1 ? "" : null);
            filed = file;
            while (entry != null && entry.sequence() <= head.anchor()) {
                Break broken = hold(file, entry);
                if (broken != null) {
                    return broken;
                }
                entry = cursor.next();
            }
            pending = entry;
        }
        sayWhatIsNotThere(first);
        return head.anchor() == 0 ? null : seam(head);
    }

    private void sayWhatIsNotThere(long first) {
        if (first > 1 && archive != null) {
            unchecked.add("entries %s to %s: they were trimmed, and are not in this archive"
                    .formatted(trail.entry(1), trail.entry(first - 1)));
        }
        int sealed = seals.before(trail, first);
        if (sealed > 0) {
            unchecked.add("%d seals of chain %s: the entries that they hold were trimmed%s"
                    .formatted(sealed, trail.name(), archive == null ? ", and no archive was given" : ""));
        }
    }

    private @Nullable Break seam(Head head) {
        ChainWalk file = filed;
        if (archive != null && (file == null || file.sequence() < head.anchor())) {
            long missing = file == null ? 1 : file.sequence() + 1;
            return new Break(
                    trail.name(),
                    trail.entry(missing),
                    Kind.MISSING,
                    "the entry is missing: entries up to %s were trimmed, and the archive does not hold it"
                            .formatted(trail.entry(head.anchor())));
        }
        if (file != null && !file.hash().equals(head.anchorHash())) {
            return new Break(
                    trail.name(),
                    trail.entry(head.anchor()),
                    Kind.HEAD,
                    "the anchor does not fit: it holds another hash than the archive");
        }
        return seals.check(trail, head.anchor(), head.anchorHash());
    }

    private @Nullable Break stream(ChainWalk walk, Page first, ArchiveFile.@Nullable Cursor cursor) {
        Page page = first;
        while (!page.entries().isEmpty()) {
            for (Stored entry : page.entries()) {
                Break broken = hold(walk, entry);
                broken = broken != null ? broken : compare(entry, cursor);
                if (broken != null) {
                    return broken;
                }
            }
            page = page(page.entries().getLast().id());
        }
        Break broken = walk.end(page.head());
        broken = broken != null ? broken : seals.end(trail, walk.sequence());
        return broken != null ? broken : beyond(walk);
    }

    private @Nullable Break hold(ChainWalk walk, Stored entry) {
        Break broken = walk.next(entry);
        if (broken == null) {
            broken = seals.check(trail, walk.sequence(), walk.hash());
            seen.accept(entry);
        }
        return broken;
    }

    /** What is both in the store and in the archive must be the same. */
    private @Nullable Break compare(Stored entry, ArchiveFile.@Nullable Cursor cursor) {
        Stored archived = pending;
        ChainWalk file = filed;
        if (cursor == null || file == null || archived == null || archived.sequence() > entry.sequence()) {
            return null;
        }
        Break broken = file.next(archived);
        pending = cursor.next();
        if (broken != null) {
            return broken;
        }
        return entry.json() != null && entry.json().equals(archived.json())
                ? null
                : file.broken(
                        entry.sequence(),
                        Kind.CHANGED,
                        "the entry was changed, with all hashes after it: the archive holds another");
    }

    /** The archive never knows more than the store. */
    private @Nullable Break beyond(ChainWalk walk) {
        Stored archived = pending;
        ChainWalk file = filed;
        if (archived == null || file == null) {
            return null;
        }
        Break broken = file.next(archived);
        return broken != null
                ? broken
                : new Break(
                        trail.name(),
                        trail.entry(walk.sequence() + 1),
                        Kind.CUT_OFF,
                        "the newest entries were cut off, and the head written anew: the archive holds %s"
                                .formatted(trail.entry(archived.sequence())));
    }
}
