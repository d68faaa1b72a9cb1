package dev.ratewarden.watch;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.watch.WatchStore.Repair;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks through the users, some at a time, and puts the store's indexes right where they do not agree with the records. Not thread-safe. */
final class IndexRepairs implements Chore {

    private static final int USERS = 500;
    private static final Duration CALM = Duration.ofMinutes(1);
    private static final Duration HURRY = Duration.ofSeconds(1);
    private static final long SAY_MS = 300_000;

    private final WatchStore store;
    private final int parts;
    private @Nullable String next;
    private boolean hurry;
    private long added;
    private long removed;

    /** @param parts how many times in a row it looks at some users, at most, in one run */
    IndexRepairs(WatchStore store, int parts) {
        this.store = store;
        this.parts = parts;
    }

    @Override
    public String name() {
        return "index repair";
    }

    /** Where something was wrong there is often more. */
    @Override
    public Duration every() {
        return hurry ? HURRY : CALM;
    }

    @Override
    public String run() {
        hurry = false;
        int left = parts;
        do {
            String at = next;
            // A walk that cannot go on begins anew.
            next = null;
            Repair repair = store.repair(at, USERS);
            next = repair.next();
            hurry |= repair.added() + repair.removed() > 0;
            added += repair.added();
            removed += repair.removed();
            left--;
        } while (left > 0 && next != null);
        if (added + removed == 0) {
            return "";
        }
        String done = "%d entries added, %d taken out".formatted(added, removed);
        if (!store.record(event(), "index-repair", SAY_MS)) {
            return "";
        }
        added = 0;
        removed = 0;
        return done;
    }

    private SecurityEvent event() {
        String type = EventTypes.INDEX_REPAIRED;
        return new SecurityEvent(
                0,
                type,
                EventTypes.severity(type),
                null,
                null,
                null,
                0,
                0,
                Map.of("added", Long.toString(added), "removed", Long.toString(removed)));
    }
}
