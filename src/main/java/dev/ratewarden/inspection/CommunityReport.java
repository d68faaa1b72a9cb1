package dev.ratewarden.inspection;

import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.InstanceFigures;
import dev.ratewarden.moderation.Statistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One community in Redis.
 *
 * @param prefix of its keys
 * @param version of its keyspace
 * @param nowMs the server's clock at the reading
 * @param policyRevision of its policies
 * @param decayPerHour points that a score loses an hour; 0 means never
 * @param totals what the store counted beside checks
 * @param beats the latest sign of life of each instance
 * @param streams how much each kind of stream holds
 * @param handed what other parts of the program say of themselves
 */
public record CommunityReport(
        String prefix,
        int version,
        int shards,
        long nowMs,
        CommunityProfile profile,
        Statistics statistics,
        List<ActionCount> actions,
        long policyRevision,
        double decayPerHour,
        Totals totals,
        List<Beat> beats,
        List<StreamSize> streams,
        Handed handed) {

    private static final long SILENT_MS = 20_000;
    private static final long GONE_MS = 60_000;

    public CommunityReport {
        actions = List.copyOf(actions);
        beats = List.copyOf(beats);
        streams = List.copyOf(streams);
    }

    /** Instances that gave a sign of life within the last 20 seconds. */
    public long live() {
        return beats.stream().filter(beat -> nowMs - beat.atMs() <= SILENT_MS).count();
    }

    /** Instances that gave one within the last minute, but not within the last 20 seconds. */
    public long silent() {
        return beats.stream()
                .filter(beat -> nowMs - beat.atMs() > SILENT_MS && nowMs - beat.atMs() < GONE_MS)
                .count();
    }

    /** What the shards counted ever: users forgotten in time and for want of room, and records that were replaced. */
    public record Totals(long pruned, long evicted, long unreadable) {}

    /** An instance's latest sign of life, epoch ms. */
    public record Beat(String instance, long atMs) {}

    /**
     * @param kind {@code events}, {@code audit} or {@code checks}
     * @param bytes null if the login may not ask
     */
    public record StreamSize(
            String kind, long entries, @Nullable Long bytes) {}

    /**
     * What is known beside the keys that a check leaves.
     *
     * @param checkLog null if checks are not logged
     * @param instances what instances say of themselves
     * @param watcher null if nobody watches
     * @param droppedEvents how many events the sinks of those who watched lost, ever
     */
    public record Handed(
            @Nullable CheckLogFigures checkLog,
            List<InstanceFigures> instances,
            @Nullable WatchHolder watcher,
            long droppedEvents) {

        public Handed {
            instances = List.copyOf(instances);
        }
    }
}
