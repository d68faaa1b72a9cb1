package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.CheckPage;
import dev.ratewarden.moderation.CheckQuery;
import dev.ratewarden.moderation.LoggedCheck;
import dev.ratewarden.store.CheckBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import redis.clients.jedis.Protocol.Command;

/** The log of all checks: a stream in each shard. */
final class CheckLog {

    /** Keeps an entry to some 30 KB, and its script to some microseconds. */
    private static final int IN_ENTRY = 1_024;

    private static final int CALLS = 64;
    private static final int FIRST = 8;
    private static final int MOST = 64;
    private static final Comparator<LoggedCheck> OLDEST_FIRST = Comparator.comparingLong(LoggedCheck::atMs)
            .thenComparing(LoggedCheck::instance)
            .thenComparing(LoggedCheck::userId);

    private CheckLog() {}

    /** Whether there was room. */
    static boolean write(Link link, Keys keys, CheckBatch batch) {
        List<ScriptCall> calls = calls(keys, batch);
        for (int i = 0; i < calls.size(); i += CALLS) {
            for (Object reply : link.runAll(calls.subList(i, Math.min(calls.size(), i + CALLS)))) {
                if (RedisErrors.isFull(reply)) {
                    return false;
                }
                Replies.orThrow(reply);
            }
        }
        return true;
    }

    private record Place(int shard, long revision) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Comparator.comparingInt(Place::shard)
                    .thenComparingLong(Place::revision)
                    .compare(this, other);
        }
    }

    private static List<ScriptCall> calls(Keys keys, CheckBatch batch) {
        Map<Place, List<LoggedCheck>> byPlace = new TreeMap<>();
        for (LoggedCheck check : batch.checks()) {
            byPlace.computeIfAbsent(
                            new Place(keys.shardOf(check.userId()), check.revision()), place -> new ArrayList<>())
                    .add(check);
        }
        List<ScriptCall> calls = new ArrayList<>();
        byPlace.forEach((place, checks) -> {
            for (int i = 0; i < checks.size(); i += IN_ENTRY) {
                List<LoggedCheck> some = checks.subList(i, Math.min(checks.size(), i + IN_ENTRY));
                List<Object> args = new ArrayList<>(
                        List.of(batch.maxBytes() / keys.shards(), calls.isEmpty() ? batch.dropped() : 0, some.size()));
                args.addAll(CheckText.write(batch, calls.size(), some));
                calls.add(ScriptCall.of(Script.CHECKS, keys(keys, place.shard()), args.toArray()));
            }
        });
        if (calls.isEmpty()) {
            calls.add(ScriptCall.of(Script.CHECKS, keys(keys, 0), 0, batch.dropped(), 0));
        }
        return calls;
    }

    private static List<byte[]> keys(Keys keys, int shard) {
        return List.of(keys.shard(shard, "checks"), keys.shard(shard, "checks-size"));
    }

    /** One shard's stream, and how far it was read backwards. */
    private static final class Source {
        final byte[] key;
        String oldest = "+";
        boolean finished;

        Source(byte[] key) {
            this.key = key;
        }
    }

    /** What one reading has found so far. */
    private static final class Found {
        final CheckQuery query;
        final PriorityQueue<LoggedCheck> newest = new PriorityQueue<>(OLDEST_FIRST);

        /** A batch may have been written twice, if Redis went away meanwhile. */
        final Set<String> entries = new HashSet<>();

        long unreadable;

        Found(CheckQuery query) {
            this.query = query;
        }

        /** No entry that was written before this need be read. */
        long bound() {
            long since = query.sinceMs() == null ? Long.MIN_VALUE : query.sinceMs();
            return newest.size() < query.limit()
                    ? since
                    : Math.max(since, newest.element().atMs());
        }

        void take(Map<String, String> fields) {
            List<LoggedCheck> checks = CheckText.read(fields);
            if (checks == null) {
                unreadable++;
            } else if (entries.add(fields.getOrDefault("by", ""))) {
                checks.stream().filter(query::matches).forEach(this::add);
            }
        }

        private void add(LoggedCheck check) {
            newest.add(check);
            if (newest.size() > query.limit()) {
                newest.remove();
            }
        }
    }

    /** Newest first. Asks each shard for some entries at first, and again those that may have more. */
    static CheckPage read(Link link, Keys keys, CheckQuery query) {
        List<Source> left = new ArrayList<>();
        for (int shard = 0; shard < keys.shards(); shard++) {
            if (query.userId() == null || keys.shardOf(query.userId()) == shard) {
                left.add(new Source(keys.shard(shard, "checks")));
            }
        }
        Found found = new Found(query);
        for (int share = FIRST; !left.isEmpty(); share = MOST) {
            read(link, left, share, found);
            left = left.stream().filter(source -> !source.finished).toList();
        }
        List<LoggedCheck> checks = new ArrayList<>(found.newest);
        checks.sort(OLDEST_FIRST.reversed());
        return new CheckPage(checks, found.unreadable);
    }

    private static void read(Link link, List<Source> sources, int share, Found found) {
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
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            List<?> entries = Replies.list(replies.get(i));
            for (Object entry : entries) {
                source.oldest = Replies.text(Replies.list(entry).get(0));
                found.take(Replies.map(Replies.list(entry).get(1)));
            }
            source.finished = entries.size() < share;
        }
        for (Source source : sources) {
            source.finished |= !source.oldest.equals("+") && writtenMs(source.oldest) < found.bound();
        }
    }

    /** A check is written after it was decided, so an entry holds none that is younger than its id. */
    private static long writtenMs(String id) {
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }
}
