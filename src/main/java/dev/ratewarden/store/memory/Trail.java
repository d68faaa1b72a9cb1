package dev.ratewarden.store.memory;

import dev.ratewarden.moderation.AuditEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The moderators' actions on one user. Guarded by the user's monitor. */
final class Trail {

    private static final int MAX_ENTRIES = 50;

    private long revision;

    /** Newest first. */
    private final Deque<AuditEntry> entries = new ArrayDeque<>(4);

    private @Nullable Before before;

    /**
     * The user before its latest action.
     *
     * @param scoreReset whether the action reset the score
     * @param blockLifted whether it lifted a block without resetting the score
     */
    record Before(Measures measures, Abuse.Standing standing, boolean scoreReset, boolean blockLifted) {}

    /** Grows by one with every action. */
    long revision() {
        return revision;
    }

    /** After actions whose entries were not kept. */
    void beginAt(long earlier) {
        revision = earlier;
    }

    @Nullable
    AuditEntry latest() {
        return entries.peekFirst();
    }

    @Nullable
    Before beforeLatest() {
        return before;
    }

    /** Newest first. */
    List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    void add(AuditEntry entry, Before userBefore) {
        revision++;
        before = userBefore;
        entries.addFirst(entry);
        if (entries.size() > MAX_ENTRIES) {
            entries.removeLast();
        }
    }
}
