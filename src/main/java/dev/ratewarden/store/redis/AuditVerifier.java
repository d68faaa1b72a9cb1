package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.moderation.AuditReport.Break;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.store.redis.AuditSeal.Sealed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Checks and seals the audit trail of a community. Reads it whole, page by page. Thread-safe. */
public final class AuditVerifier {

    private static final int SEALS = 100;

    private final Keyspace keyspace;
    private final Keyspace.Turns reads;
    private final Supplier<List<PolicyRevision>> policyHistory;

    /**
     * What is known outside the store.
     *
     * @param key with which the trail is sealed; null to leave the seals alone
     * @param sealFile in which seals are kept; null for none
     * @param archive the directory with what was trimmed; null for none
     */
    public record Evidence(
            @Nullable SealKey key,
            @Nullable Path sealFile,
            @Nullable Path archive) {

        /** Nothing. */
        public static final Evidence NONE = new Evidence(null, null, null);
    }

    /** The report, and the newest entry of each chain. */
    private record Found(AuditReport report, List<Sealed> newest) {}

    AuditVerifier(Keyspace keyspace, Keyspace.Turns reads, Supplier<List<PolicyRevision>> policyHistory) {
        this.keyspace = keyspace;
        this.reads = reads;
        this.policyHistory = policyHistory;
    }

    /**
     * Reads all chains, and says what is broken, what could not be checked, and what is in force without an entry.
     *
     * @throws InvalidRequestException if the key is none of the seals', or a file or directory is not what it should be
     */
    public AuditReport verify(Evidence evidence) {
        return check(evidence, true).report();
    }

    /**
     * Checks the trail, and signs the newest entries of all chains. The seal is added to those in the store, and to the file.
     *
     * @return the seal, JSON on one line
     * @throws StoreException if the trail is broken; nothing is sealed
     */
    public String seal(SealKey key, @Nullable Path sealFile, @Nullable Path archive) {
        SealFile file = sealFile == null ? null : new SealFile(sealFile);
        try (FileChannel channel = file == null ? null : file.open()) {
            Found found = check(new Evidence(key, sealFile, archive), false);
            if (!found.report().whole()) {
                throw new StoreException(
                        "the audit trail is broken, and was not sealed: "
                                + found.report().breaks().getFirst(),
                        null);
            }
            long nowMs = reads.repeatable(link -> Trail.now(link, keyspace));
            AuditSeal seal = AuditSeal.sign(key, keyspace.settings().prefix(), created(), nowMs, found.newest());
            if (channel != null) {
                SealFile.append(channel, seal);
            }
            reads.once(link -> store(link, seal));
            return seal.json();
        } catch (IOException e) {
            throw new StoreException(
                    "seal file %s cannot be written; look at the disk. Nothing was sealed".formatted(sealFile), e);
        }
    }

    private boolean store(Link link, AuditSeal seal) {
        byte[] seals = keyspace.keys().global("audit-seals");
        link.send(Command.LPUSH, seals, Keys.utf8(seal.json()));
        link.send(Command.LTRIM, seals, Keys.number(0), Keys.number(SEALS - 1));
        link.replies(2).forEach(Replies::orThrow);
        return true;
    }

    private Found check(Evidence evidence, boolean crossing) {
        List<String> stored = storedSeals();
        Path archive = evidence.archive();
        if (archive != null) {
            new ArchiveDirectory(archive).require(keyspace.settings().prefix(), created());
        }
        Path sealFile = evidence.sealFile();
        List<AuditSeal> kept = sealFile == null ? null : new SealFile(sealFile).seals(crossing);
        SealBook seals =
                SealBook.of(evidence.key(), stored, kept, keyspace.settings().prefix(), created());
        CrossCheck cross = new CrossCheck(keyspace, reads);
        List<AuditReport.Chain> chains = new ArrayList<>();
        List<Break> breaks = new ArrayList<>(seals.breaks());
        List<Sealed> newest = new ArrayList<>();
        List<String> unchecked = new ArrayList<>();
        for (Trail trail : Trail.all(keyspace.keys())) {
            ChainCheck.Outcome outcome = new ChainCheck(reads, trail, seals, archive, cross::see).run();
            chains.add(outcome.chain());
            newest.add(outcome.newest());
            if (archive == null && outcome.chain().trimmed() > 0) {
                cross.cannotSeeAllOf(trail.name());
            }
            unchecked.addAll(outcome.unchecked());
            if (outcome.broken() != null) {
                breaks.add(outcome.broken());
            }
        }
        seals.sayWhatCameLater(newest);
        unchecked.addAll(0, seals.unchecked());
        sayWhatWasTrimmed(chains, archive, unchecked);
        List<String> notes = crossing ? cross.notes(newest, policyHistory) : List.of();
        sayWhatNoEntryIsLeftOf(cross.beyond(), unchecked);
        return new Found(new AuditReport(chains, breaks, unchecked, notes), newest);
    }

    private static void sayWhatWasTrimmed(
            List<AuditReport.Chain> chains, @Nullable Path archive, List<String> unchecked) {
        long trimmed = chains.stream().mapToLong(AuditReport.Chain::trimmed).sum();
        if (trimmed > 0 && archive == null) {
            unchecked.add("%d entries that were trimmed from Redis: no archive was given".formatted(trimmed));
        }
    }

    private static void sayWhatNoEntryIsLeftOf(int beyond, List<String> unchecked) {
        if (beyond > 0) {
            unchecked.add(
                    "%d bans, exemptions or policies in force without an entry in Redis: theirs may have been trimmed, and no archive was given"
                            .formatted(beyond));
        }
    }

    private List<String> storedSeals() {
        return reads.repeatable(link -> {
            link.send(Command.LRANGE, keyspace.keys().global("audit-seals"), Keys.number(0), Keys.number(SEALS - 1));
            return Replies.list(link.replies(1).get(0)).stream()
                    .map(Replies::text)
                    .toList();
        });
    }

    private String created() {
        Keyspace.Meta meta = keyspace.met();
        if (meta == null) {
            throw new StoreException(
                    "keyspace %s in Redis at %s was emptied meanwhile; look at Redis, then try again"
                            .formatted(
                                    keyspace.settings().prefix(),
                                    keyspace.settings().address()),
                    null);
        }
        return meta.created();
    }
}
