package dev.ratewarden.store.redis;

import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditEvents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * The events of a community: every shard has a stream of them and an audit trail, whose entries are events as well, and so has the
 * community as a whole. An entry that cannot be read is left out and counted.
 */
final class EventStreams {

    private static final int MOST = 1_000;
    private static final int LEAST = 8;

    /** An audit entry's time is the one at which it was prepared, so much before it was written at most. */
    private static final long PREPARED_MS = 5_000;

    private EventStreams() {}

    /** One stream, and how far it was read. */
    private static final class Source {
        final byte[] key;
        final boolean audit;

        /** Id of the oldest entry that was read, when reading backwards. */
        String oldest = "+";

        boolean finished;

        Source(byte[] key, boolean audit) {
            this.key = key;
            this.audit = audit;
        }
    }

    /**
     * Of one ms, those of one stream as they were written, and actions after what may have led to them: an action is written later than
     * the time that it has. The ids of a trail are numbers, those of events are times, so the two do not compare.
     */
    private record Found(SecurityEvent event, boolean audit, String id) {
        static final Comparator<Found> OLDEST_FIRST = Comparator.comparingLong(
                        (Found found) -> found.event().atMs())
                .thenComparing(Found::audit)
                .thenComparing(Found::id, StreamPosition.OLDEST_FIRST);
    }

    private static List<Source> sources(Keys keys, @Nullable String userId) {
        List<Source> sources = new ArrayList<>();
        if (userId != null) {
            int shard = keys.shardOf(userId);
            sources.add(new Source(keys.shard(shard, "events"), false));
            sources.add(new Source(keys.shard(shard, "audit"), true));
            return sources;
        }
        for (int shard = 0; shard < keys.shards(); shard++) {
            sources.add(new Source(keys.shard(shard, "events"), false));
            sources.add(new Source(keys.shard(shard, "audit"), true));
        }
        sources.add(new Source(keys.global("events"), false));
        sources.add(new Source(keys.global("audit"), true));
        return sources;
    }

    /** Asks each stream for its share and some more at first, and again those that may have more. */
    static List<SecurityEvent> events(Link link, Keys keys, EventQuery query) {
        List<Source> sources = sources(keys, query.userId());
        PriorityQueue<Found> newest = new PriorityQueue<>(Found.OLDEST_FIRST);
        int share = Math.min(MOST, Math.max(LEAST, 2 * query.limit() / sources.size() + LEAST));
        for (List<Source> left = sources; !left.isEmpty(); share = Math.min(MOST, 4 * share)) {
            read(link, left, share, query, newest);
            left = left.stream().filter(source -> !source.finished).toList();
        }
        List<Found> sorted = new ArrayList<>(newest);
        sorted.sort(Found.OLDEST_FIRST.reversed());
        return sorted.stream().map(Found::event).toList();
    }

    private static void read(
            Link link, List<Source> sources, int share, EventQuery query, PriorityQueue<Found> newest) {
        for (Source source : sources) {
            link.send(
                    Command.XREVRANGE,
                    source.key,
                    Keys.utf8(source.oldest.equals("+") ? "+" : "(" + source.oldest),
                    Keys.utf8("-"),
                    Keys.utf8("COUNT"),
                    Keys.number(share));
        }
        List<Object> replies = link.replies(sources.size());
        long[] reached = new long[sources.size()];
        for (int i = 0; i < sources.size(); i++) {
            reached[i] = take(sources.get(i), Replies.list(replies.get(i)), share, query, newest);
        }
        long since = query.sinceMs() == null ? Long.MIN_VALUE : query.sinceMs();
        if (newest.size() >= query.limit()) {
            since = Math.max(since, newest.element().event().atMs());
        }
        for (int i = 0; i < sources.size(); i++) {
            sources.get(i).finished |= reached[i] < since;
        }
    }

    /** How old the entries may be at least that were not read yet. */
    private static long take(Source source, List<?> entries, int share, EventQuery query, PriorityQueue<Found> newest) {
        long reached = Long.MAX_VALUE;
        for (Object entry : entries) {
            source.oldest = id(entry);
            SecurityEvent event = event(source, entry);
            if (event == null) {
                continue;
            }
            reached = source.audit ? event.atMs() + PREPARED_MS : writtenMs(source.oldest);
            if (query.matches(event)) {
                newest.add(new Found(event, source.audit, source.oldest));
                if (newest.size() > query.limit()) {
                    newest.remove();
                }
            }
        }
        source.finished = entries.size() < share;
        return reached;
    }

    /** See {@link dev.ratewarden.events.EventLog#follow}. */
    static EventPage follow(Link link, Keys keys, @Nullable String position, int limit) {
        List<Source> sources = sources(keys, null);
        return position == null
                ? now(link, sources)
                : after(link, sources, StreamPosition.of(position, sources.size()), limit);
    }

    private static EventPage now(Link link, List<Source> sources) {
        StreamPosition position = StreamPosition.of("", sources.size());
        for (Source source : sources) {
            link.send(
                    Command.XREVRANGE, source.key, Keys.utf8("+"), Keys.utf8("-"), Keys.utf8("COUNT"), Keys.number(1));
        }
        List<Object> replies = link.replies(sources.size());
        for (int i = 0; i < sources.size(); i++) {
            List<?> entries = Replies.list(replies.get(i));
            if (!entries.isEmpty()) {
                position.set(i, id(entries.getFirst()));
            }
        }
        return new EventPage(List.of(), position.text(), false, false, 0);
    }

    private static EventPage after(Link link, List<Source> sources, StreamPosition position, int limit) {
        int share = Math.min(MOST, 2 * limit / sources.size() + LEAST);
        for (int i = 0; i < sources.size(); i++) {
            link.send(
                    Command.XRANGE,
                    sources.get(i).key,
                    Keys.utf8("(" + position.get(i)),
                    Keys.utf8("+"),
                    Keys.utf8("COUNT"),
                    Keys.number(share));
        }
        List<Object> replies = link.replies(sources.size());
        List<Found> found = new ArrayList<>();
        List<Integer> full = new ArrayList<>();
        StreamPosition before = position.copy();
        long unreadable = 0;
        for (int i = 0; i < sources.size(); i++) {
            List<?> entries = Replies.list(replies.get(i));
            for (Object entry : entries) {
                position.set(i, id(entry));
                SecurityEvent event = event(sources.get(i), entry);
                if (event == null) {
                    unreadable++;
                } else {
                    found.add(new Found(event, sources.get(i).audit, id(entry)));
                }
            }
            if (entries.size() == share) {
                full.add(i);
            }
        }
        found.sort(Found.OLDEST_FIRST);
        List<SecurityEvent> events = found.stream().map(Found::event).toList();
        return new EventPage(events, position.text(), !full.isEmpty(), gap(link, sources, full, before), unreadable);
    }

    /** Whether of one of these streams, from which a good deal was read, the entry at the position is gone. */
    private static boolean gap(Link link, List<Source> sources, List<Integer> full, StreamPosition before) {
        List<Integer> begun = full.stream().filter(i -> !before.isBeginning(i)).toList();
        for (int i : begun) {
            link.send(
                    Command.XRANGE,
                    sources.get(i).key,
                    Keys.utf8("-"),
                    Keys.utf8("+"),
                    Keys.utf8("COUNT"),
                    Keys.number(1));
        }
        List<Object> replies = begun.isEmpty() ? List.of() : link.replies(begun.size());
        for (int i = 0; i < begun.size(); i++) {
            List<?> first = Replies.list(replies.get(i));
            if (!first.isEmpty() && StreamPosition.isAfter(id(first.getFirst()), before.get(begun.get(i)))) {
                return true;
            }
        }
        return false;
    }

    /** See {@link dev.ratewarden.events.EventLog#record}. */
    static boolean record(Link link, Keyspace keyspace, SecurityEvent event, String once, long forMs) {
        Keys keys = keyspace.keys();
        List<Object> args = new ArrayList<>(List.of(once, forMs, keyspace.now()));
        args.addAll(EventFields.write(event));
        ScriptCall call =
                ScriptCall.of(Script.RECORD, List.of(keys.global("events"), keys.global("once")), args.toArray());
        return Replies.number(Replies.orThrow(link.runAll(List.of(call)).getFirst())) == 1;
    }

    private static String id(Object entry) {
        return Replies.text(Replies.list(entry).get(0));
    }

    /** An event is written when it happens or, after an outage, later; so its id is never older than itself. */
    private static long writtenMs(String id) {
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }

    private static @Nullable SecurityEvent event(Source source, Object entry) {
        if (source.audit) {
            AuditEntry read = AuditChain.entry(Streams.auditJson(entry));
            return read == null ? null : AuditEvents.of(read);
        }
        return EventFields.read(Replies.map(Replies.list(entry).get(1)));
    }
}
