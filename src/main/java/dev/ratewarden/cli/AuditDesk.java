package dev.ratewarden.cli;

import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditQuery;
import dev.ratewarden.moderation.AuditReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the audit trail is looked through, checked and sealed. */
public interface AuditDesk {

    /**
     * What is known outside the store.
     *
     * @param keyFile with which the trail is sealed
     * @param sealFile in which seals are kept
     * @param archive the directory with what was trimmed
     */
    record Evidence(
            @Nullable Path keyFile,
            @Nullable Path sealFile,
            @Nullable Path archive) {}

    /** Takes entries exactly as they are stored. */
    interface Sink {

        /** @param chain {@code g}, or the number of a shard */
        void entry(String chain, long sequence, String hash, String entry);
    }

    /** Newest first. */
    List<AuditEntry> latest(Source source, AuditQuery query);

    /** @throws dev.ratewarden.limiter.InvalidRequestException if the key, a file or a directory is not what it should be */
    AuditReport verify(Source source, Evidence evidence);

    /**
     * @return the seal, JSON on one line
     * @throws dev.ratewarden.limiter.StoreException if the trail is broken; nothing is sealed
     */
    String seal(Source source, Evidence evidence);

    /** @return how many were left out because they are none of ours */
    long export(Source source, Sink sink);

    /** Makes a key, readable for its owner alone. Never overwrites a file. */
    void newKey(Path file);

    /** What is wrong with the rights on a key file; null if nothing is known to be. */
    @Nullable
    String concern(Path keyFile);
}
