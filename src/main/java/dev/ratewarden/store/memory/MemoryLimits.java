package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.InvalidRequestException;
import java.time.Duration;

/**
 * How many users a store in memory keeps, and for how long. Kept whatever these say: whoever is banned, blocked, exempt, noted or has a
 * limit of its own; and, where there are too many users, whoever has a score from CAUTION up.
 *
 * @param retentionMs a user who was not seen for so long, in ms, is dropped
 * @param maxUsers where there are more users, those without a score go first
 */
public record MemoryLimits(long retentionMs, long maxUsers) {

    /** 30 days. */
    public static final Duration RETENTION = Duration.ofDays(30);

    /** What a user takes, roughly: 230 bytes after one check, with an id of 20 characters; 590 with a violation; less than 10,000. */
    static final long BYTES_A_USER = 600;

    /** @throws InvalidRequestException naming the figure that is out of range */
    public MemoryLimits {
        if (retentionMs < 1) {
            throw new InvalidRequestException("retentionMs %d: must be at least 1".formatted(retentionMs));
        }
        if (maxUsers < 1) {
            throw new InvalidRequestException("maxUsers %d: must be at least 1".formatted(maxUsers));
        }
    }

    /** As many users as fit into so many bytes, roughly, each for {@link #RETENTION}. */
    public static MemoryLimits ofBytes(long bytes) {
        return new MemoryLimits(RETENTION.toMillis(), Math.max(1, bytes / BYTES_A_USER));
    }

    /** As many users as fit into a quarter of the memory that this process may take. */
    public static MemoryLimits forThisProcess() {
        return ofBytes(Runtime.getRuntime().maxMemory() / 4);
    }

    public MemoryLimits withRetention(Duration retention) {
        return new MemoryLimits(retention.toMillis(), maxUsers);
    }

    public MemoryLimits withMaxUsers(long users) {
        return new MemoryLimits(retentionMs, users);
    }
}
