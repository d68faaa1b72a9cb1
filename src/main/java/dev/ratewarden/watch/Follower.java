package dev.ratewarden.watch;

import dev.ratewarden.events.EventLog;
import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventPump;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.watch.WatchStore.Lease;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events from where the holder before stopped, and hands them on. Reads no faster than the sinks take, and keeps for the next holder
 * how far all of them did. Not thread-safe.
 */
final class Follower {

    private static final int PAGE = 500;
    private static final int PAGES = 20;
    private static final int REMEMBERED = 5_000;

    /** What was lost or could not be read is said once in this time. */
    private static final long SAY_MS = 60_000;

    private static final long AGAIN_MS = 10_000;

    private final WatchStore store;
    private final String holder;
    private final RaidRules rules;
    private final EventPump sinks;
    private final @Nullable Alerts alerts;
    private final OwnOutages outages;
    private final Map<String, Long> lost = new HashMap<>();
    private RaidDetector raids;
    private boolean following;
    private long unreadable;

    /** How far it read; null for nothing yet. */
    private @Nullable String position;

    /** How far the store says that the sinks took the events; empty if it does not say. */
    private String saved = "";

    /** Where pages ended of which a sink may still have something to take, oldest first. */
    private final Deque<Mark> marks = new ArrayDeque<>();

    /** @param offered how many the sinks must have settled until it may be saved */
    private record Mark(long offered, String position) {}

    Follower(
            WatchStore store,
            String holder,
            RaidRules rules,
            EventPump sinks,
            @Nullable Alerts alerts,
            OwnOutages outages) {
        this.store = store;
        this.holder = holder;
        this.rules = rules;
        this.sinks = sinks;
        this.alerts = alerts;
        this.outages = outages;
        this.raids = new RaidDetector(rules);
    }

    /** From the next time on it begins where the store says. */
    void stop() {
        following = false;
    }

    /** @return false if the lease was lost meanwhile */
    boolean follow(Lease lease) {
        aim(lease);
        if (!following) {
            begin(lease);
        }
        long now = lease.nowMs();
        boolean more = true;
        for (int pages = 0; more && pages < PAGES && sinks.hasRoom(); pages++) {
            EventPage page = page();
            if (!take(page, now)) {
                return false;
            }
            more = page.more();
            if (!save()) {
                return false;
            }
            if (more) {
                Lease kept = store.lease(holder, Watcher.LEASE_MS);
                now = kept.nowMs();
                if (!kept.held()) {
                    return false;
                }
            }
        }
        return save();
    }

    /** Goes on where it is unless the store says otherwise: because another one watched meanwhile, or because it was emptied. */
    private void aim(Lease lease) {
        if (!lease.position().equals(saved)) {
            position = lease.position().isEmpty() ? EventLog.OLDEST : lease.position();
            saved = lease.position();
            marks.clear();
        }
    }

    /**
     * Keeps in the store how far the sinks took the events.
     *
     * @return false if the lease was lost
     */
    boolean save() {
        long settled = sinks.settled();
        String to = saved;
        for (Mark mark : marks) {
            to = mark.offered() <= settled ? mark.position() : to;
        }
        if (!to.equals(saved) && !store.moved(holder, to)) {
            return false;
        }
        saved = to;
        marks.removeIf(mark -> mark.offered() <= settled);
        return true;
    }

    private void begin(Lease lease) {
        // What the holder before had seen of a raid that goes on.
        raids = new RaidDetector(rules);
        long since = lease.nowMs() - rules.longestMs();
        store.events(new EventQuery(null, EventTypes.rateLimitExceeded("*"), null, since, null, REMEMBERED))
                .reversed()
                .forEach(event -> raids.accept(event, lease.nowMs()));
        following = true;
    }

    private EventPage page() {
        try {
            return store.follow(position, PAGE);
        } catch (InvalidRequestException e) {
            // The keyspace was set up anew, with other streams.
            return store.follow(EventLog.OLDEST, PAGE);
        }
    }

    private boolean take(EventPage page, long nowMs) {
        List<SecurityEvent> events = page.events();
        long offered = sinks.offer(
                events.stream().filter(event -> !outages.said(event)).toList());
        if (alerts != null && !alerts.send(events)) {
            return false;
        }
        if (!page.position().equals(position)) {
            position = page.position();
            marks.add(new Mark(offered, page.position()));
        }
        events.forEach(event -> raids.accept(event, nowMs));
        for (SecurityEvent raid : raids.raids(nowMs)) {
            String action = String.valueOf(raid.action());
            boolean written = store.record(raid, "raid:" + action, RaidDetector.QUIET_MS);
            raids.quiet(action, nowMs + (written ? RaidDetector.QUIET_MS : AGAIN_MS));
        }
        if (page.gap()) {
            say(EventTypes.EVENTS_DROPPED, Map.of("reason", "removed before they were read", "sink", "all"), "gap");
        }
        unreadable += page.unreadable();
        if (unreadable > 0
                && say(EventTypes.UNREADABLE_RECORD, Map.of("entries", Long.toString(unreadable)), "unreadable")) {
            unreadable = 0;
        }
        return true;
    }

    /** @param more events that sinks lost, by the sink's name */
    void tell(Map<String, Long> more) {
        more.forEach((sink, count) -> lost.merge(sink, count, Long::sum));
        lost.entrySet().removeIf(one -> told(one.getKey(), one.getValue()));
    }

    private boolean told(String sink, long events) {
        boolean said = say(
                EventTypes.EVENTS_DROPPED,
                new TreeMap<>(Map.of("sink", sink, "events", Long.toString(events))),
                "dropped:" + sink);
        if (said) {
            store.lost(events);
        }
        return said;
    }

    private boolean say(String type, Map<String, String> figures, String once) {
        return store.record(
                new SecurityEvent(0, type, EventTypes.severity(type), null, null, null, 0, 0, figures), once, SAY_MS);
    }
}
