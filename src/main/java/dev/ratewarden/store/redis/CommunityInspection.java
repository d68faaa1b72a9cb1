package dev.ratewarden.store.redis;

import dev.ratewarden.inspection.CheckLogFigures;
import dev.ratewarden.inspection.CommunityReport.Handed;
import dev.ratewarden.inspection.CommunityReport.StreamSize;
import dev.ratewarden.inspection.CommunityReport.Totals;
import dev.ratewarden.inspection.WatchHolder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Reads what nobody else asks for: sizes, counts beside the checks, signs of life. Plain reads, one pipeline each. */
final class CommunityInspection {

    private static final List<String> STREAMS = List.of("events", "audit", "checks");
    private final Link link;
    private final Keys keys;

    CommunityInspection(Link link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    Totals totals() {
        for (int shard = 0; shard < keys.shards(); shard++) {
            link.send(
                    Command.HMGET,
                    keys.shard(shard, "totals"),
                    Keys.utf8("pruned"),
                    Keys.utf8("evicted"),
                    Keys.utf8("unreadable"));
        }
        long[] sums = new long[3];
        for (Object reply : link.replies(keys.shards())) {
            List<?> values = Replies.list(reply);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += whole(values.get(i));
            }
        }
        return new Totals(sums[0], sums[1], sums[2]);
    }

    List<StreamSize> streams() {
        List<StreamSize> sizes = new ArrayList<>();
        for (String kind : STREAMS) {
            List<byte[]> names = new ArrayList<>();
            for (int shard = 0; shard < keys.shards(); shard++) {
                names.add(keys.shard(shard, kind));
            }
            names.add(keys.global(kind));
            names.forEach(name -> link.send(Command.XLEN, name));
            names.forEach(name -> link.sendTo(name, Command.MEMORY, Keys.utf8("USAGE"), name));
            List<Object> replies = link.replies(2 * names.size());
            sizes.add(new StreamSize(
                    kind,
                    sum(replies.subList(0, names.size())),
                    bytes(replies.subList(names.size(), 2 * names.size()))));
        }
        return sizes;
    }

    /** A key of another type counts as nothing. */
    private static long sum(List<Object> replies) {
        return replies.stream()
                .mapToLong(reply -> reply instanceof Long number ? number : 0)
                .sum();
    }

    private static @Nullable Long bytes(List<Object> replies) {
        return replies.stream().anyMatch(reply -> reply instanceof RuntimeException) ? null : (Long) sum(replies);
    }

    /** What other parts of the program keep. */
    Handed handed() {
        link.send(Command.HMGET, keys.global("watch"), Keys.utf8("holder"), Keys.utf8("until"), Keys.utf8("dropped"));
        Object watch = link.replies(1).get(0);
        long dropped = watch instanceof List<?> fields ? whole(fields.get(2)) : 0;
        return new Handed(checkLog(), InstanceTexts.read(link, keys), watcher(watch), dropped);
    }

    private static @Nullable WatchHolder watcher(@Nullable Object reply) {
        List<?> fields = reply instanceof List<?> list ? list : List.of();
        return fields.size() < 2 || fields.get(0) == null
                ? null
                : new WatchHolder(Replies.text(fields.get(0)), whole(fields.get(1)));
    }

    private @Nullable CheckLogFigures checkLog() {
        for (int shard = 0; shard < keys.shards(); shard++) {
            byte[] log = keys.shard(shard, "checks");
            link.send(Command.HMGET, keys.shard(shard, "checks-size"), Keys.utf8("bytes"), Keys.utf8("max"));
            link.send(Command.XLEN, log);
            link.send(Command.XRANGE, log, Keys.utf8("-"), Keys.utf8("+"), Keys.utf8("COUNT"), Keys.number(1));
        }
        List<Object> replies = link.replies(3 * keys.shards());
        long bytes = 0;
        long most = 0;
        long entries = 0;
        Long oldest = null;
        for (int i = 0; i < replies.size(); i += 3) {
            if (replies.get(i) instanceof List<?> size) {
                bytes += whole(size.get(0));
                most = Math.max(most, whole(size.get(1)));
            }
            entries += whole(replies.get(i + 1));
            if (replies.get(i + 2) instanceof List<?> first && !first.isEmpty()) {
                String id = Replies.text(Replies.list(first.getFirst()).getFirst());
                long writtenMs = whole(id.substring(0, id.indexOf('-')));
                oldest = oldest == null ? writtenMs : Math.min(oldest, writtenMs);
            }
        }
        return entries == 0 ? null : new CheckLogFigures(bytes, entries, oldest, most * keys.shards());
    }

    /** What is no number counts as 0. */
    private static long whole(@Nullable Object value) {
        String text = value == null ? "" : Replies.text(value);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
