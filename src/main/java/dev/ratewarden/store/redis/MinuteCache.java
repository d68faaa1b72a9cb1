package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The chart's minutes. A minute that is over does not change any more, so that a poll reads only what is new. Used by one thread at a
 * time.
 */
final class MinuteCache {

    private static final long MINUTE_MS = 60_000;
    private static final int SHOWN = 60;
    private static final int VALUES = 5;
    private static final Pattern GAUGES = Pattern.compile("(\\d{1,15}) (\\d{1,15}) (\\d{1,15})");

    private String created = "";
    private final Map<Integer, Shard> shards = new HashMap<>();

    /** One shard's part of one minute. */
    private record Part(
            long allowed,
            long denied,
            long violations,
            @Nullable Gauges gauges) {}

    private static final class Shard {
        final NavigableMap<Long, Part> minutes = new TreeMap<>();
        long current;
        Gauges now = new Gauges(0, 0, 0);
    }

    /** Forgets everything if the keyspace is another one than last time. */
    void belongsTo(String keyspaceCreated) {
        if (!created.equals(keyspaceCreated)) {
            shards.clear();
            created = keyspaceCreated;
        }
    }

    /** The first minute that a poll of this shard has to read. */
    long from(int shard) {
        Shard known = shards.get(shard);
        return known == null ? 0 : known.current;
    }

    /** Takes what {@code shard.lua} answered. */
    void take(int index, long nowMs, List<?> minutes, Gauges now) {
        Shard shard = shards.computeIfAbsent(index, i -> new Shard());
        shard.current = nowMs / MINUTE_MS;
        shard.now = now;
        for (int i = 0; i + VALUES <= minutes.size(); i += VALUES) {
            shard.minutes.put(
                    Replies.number(minutes.get(i)),
                    new Part(
                            Replies.number(minutes.get(i + 1)),
                            Replies.number(minutes.get(i + 2)),
                            Replies.number(minutes.get(i + 3)),
                            gauges(Replies.text(minutes.get(i + 4)))));
        }
        shard.minutes.headMap(shard.current - SHOWN + 1).clear();
        shard.minutes.tailMap(shard.current, false).clear();
    }

    /** The last 60 minutes that had checks, oldest first. */
    List<MinuteCount> lastHour(long nowMs) {
        long current = nowMs / MINUTE_MS;
        var all = new TreeSet<Long>();
        shards.values().forEach(shard -> all.addAll(shard.minutes.keySet()));
        List<MinuteCount> counts = new ArrayList<>();
        for (long minute : all.tailSet(current - SHOWN + 1)) {
            MinuteCount count = merged(minute);
            if (count.allowed() + count.denied() > 0) {
                counts.add(count);
            }
        }
        return counts;
    }

    private MinuteCount merged(long minute) {
        long allowed = 0;
        long denied = 0;
        long violations = 0;
        Gauges gauges = new Gauges(0, 0, 0);
        for (Shard shard : shards.values()) {
            Part part = shard.minutes.get(minute);
            if (part != null) {
                allowed += part.allowed();
                denied += part.denied();
                violations += part.violations();
            }
            gauges = plus(gauges, gaugesAt(shard, minute));
        }
        return new MinuteCount(minute * MINUTE_MS, allowed, denied, violations, gauges);
    }

    /** A shard without checks in a minute changed nothing in it: it began as the shard's next minute did, or as the shard is now. */
    private static Gauges gaugesAt(Shard shard, long minute) {
        return shard.minutes.tailMap(minute).values().stream()
                .map(Part::gauges)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(shard.now);
    }

    private static Gauges plus(Gauges a, Gauges b) {
        return new Gauges(a.tracked() + b.tracked(), a.highAbuse() + b.highAbuse(), a.blocked() + b.blocked());
    }

    /** Null if they were not taken, or cannot be read. */
    private static @Nullable Gauges gauges(String text) {
        Matcher three = GAUGES.matcher(text);
        return three.matches()
                ? new Gauges(
                        Long.parseLong(three.group(1)), Long.parseLong(three.group(2)), Long.parseLong(three.group(3)))
                : null;
    }
}
