package dev.ratewarden.store;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.InstanceFigures;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.watch.WatchStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A store that several instances share and that can be away. What only its own background work calls is marked so: it may take
 * seconds, and its methods are used by one thread at a time. All throw {@link dev.ratewarden.limiter.StoreUnavailableException} if the
 * store is away and {@link dev.ratewarden.limiter.StoreException} if it refuses.
 */
public interface SharedStore extends LimiterStore, ModerationStore, WatchStore {

    /**
     * Like {@link #check}, but tells of an outage by its answer, and of the call that may have run all the same.
     *
     * @throws dev.ratewarden.limiter.InvalidRequestException as {@link #check} does
     */
    Attempt attempt(CheckRequest request);

    /** The policies as this instance last read them, or would write them where there are none; no I/O. */
    PolicyBook lastPolicies();

    /** What tells this store from others: the same text in every process that uses it. For journals. */
    String identity();

    /**
     * From now on an emptied store, or one with older data, counts as away, so that things are put right before it decides again; and
     * an emptied one gets the policies that this instance knew.
     *
     * @throws dev.ratewarden.limiter.InvalidRequestException if its calls are not numbered
     */
    void awaitRestoring();

    /** Background: makes sure that checks can be decided again, and says that this instance is alive. As hasty as a check. */
    Contact knock(String instance);

    /** Background: says that this instance is alive. */
    Contact beat(String instance);

    /** Background: this instance no longer decides anything. */
    void leave(String instance);

    /**
     * Background: closes the lanes whose connections were given up, so that no call in them can run any more.
     *
     * @return how far each of them came, in every shard; 0 where the store does not know it
     */
    Map<LaneShard, Long> closeLanes();

    /** Which part of a lane a user's calls are in; only after first contact. */
    int shardOf(String userId);

    /** Background: books entries that were not booked before, in the order of their numbers. Safe to repeat. */
    Booked book(String journal, List<JournalEntry.Numbered> entries);

    /** Background: how far a journal was booked, by shard. */
    Map<Integer, Long> booked(String journal);

    /** Background: gives an emptied store what this instance remembers of users; what is there already stays. */
    void restore(Collection<UserRecord> users);

    /** Background: what changed since the last call; everything at the first. */
    Changes changes();

    /**
     * Background: writes checks into the log, and trims it to its size. Safe to repeat.
     *
     * @return false if the store has no room for them
     */
    boolean logChecks(CheckBatch batch);

    /** Background: which part of its memory the store uses, 0 if it has no limit; empty if it may not be asked. */
    OptionalDouble memoryInUse();

    /** Background: says how this instance fares. */
    void tell(InstanceFigures figures);

    /** Background: notes a time without the store, once whatever happens. */
    void report(OutageReport report);

    /**
     * What one contact told.
     *
     * @param created tells whether it is still the same data: another text after the store was emptied
     * @param nowMs its clock, epoch ms
     * @param instances how many long-running instances are alive, this one included, at least 1
     * @param rank how many of them stand before this one, from 0
     */
    record Contact(String created, long nowMs, int instances, int rank) {}

    /** A lane's part in one shard. */
    record LaneShard(String lane, int shard) {}

    /**
     * What became of entries.
     *
     * @param applied how many were booked now
     * @param known how many had been booked before
     * @param twins how many were left out, or booked only in part, because the same check had run in the store
     * @param unreadable of how many the user's record was no record of ours, so that only the totals could be booked
     */
    record Booked(int applied, int known, int twins, int unreadable) {}

    /**
     * What changed.
     *
     * @param users how they stand now
     * @param gone ids of users of whom nothing is known any more
     * @param nowMs the store's clock
     * @param more whether there is more to read at once
     */
    record Changes(List<UserRecord> users, List<String> gone, long nowMs, boolean more) {
        public Changes {
            users = List.copyOf(users);
            gone = List.copyOf(gone);
        }
    }
}
