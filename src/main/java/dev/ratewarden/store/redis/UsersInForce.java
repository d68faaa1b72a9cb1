package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.store.redis.CrossCheck.InForce;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** What the records of a shard's users say of bans and exemptions; checks obey these, not the indexes. Used by one thread. */
final class UsersInForce {

    private static final int PAGE = 500;
    private static final Pattern TIMES = Pattern.compile("^\\[(\\d{1,15}),(null|\\d{1,15})");

    private final Keys keys;
    private final Keyspace.Turns reads;
    private final int shard;
    private final long nowMs;

    UsersInForce(Keys keys, Keyspace.Turns reads, int shard, long nowMs) {
        this.keys = keys;
        this.reads = reads;
        this.shard = shard;
        this.nowMs = nowMs;
    }

    /** Hands out whoever is banned ({@code bans}) or exempt ({@code exempt}) now, some perhaps again. */
    void walk(BiConsumer<String, InForce> taken) {
        String cursor = "0";
        do {
            String from = cursor;
            List<?> page = reads.repeatable(link -> {
                link.send(
                        Command.ZSCAN,
                        keys.shard(shard, "seen"),
                        Keys.utf8(from),
                        Keys.utf8("COUNT"),
                        Keys.number(PAGE));
                return Replies.list(link.replies(1).get(0));
            });
            cursor = Replies.text(page.get(0));
            List<?> flat = Replies.list(page.get(1));
            List<String> users = new ArrayList<>();
            for (int i = 0; i < flat.size(); i += 2) {
                users.add(Replies.text(flat.get(i)));
            }
            List<List<?>> records = records(users);
            for (int i = 0; i < users.size(); i++) {
                tell("bans", users.get(i), records.get(i).get(0), taken);
                tell("exempt", users.get(i), records.get(i).get(1), taken);
            }
        } while (!cursor.equals("0"));
    }

    /** Those entries on users of this shard whose ban or exemption still runs and is in no record. */
    List<AuditEntry> without(Collection<AuditEntry> latest) {
        List<AuditEntry> running =
                latest.stream().filter(this::runs).flatMap(this::ofThisShard).toList();
        List<AuditEntry> without = new ArrayList<>();
        for (int from = 0; from < running.size(); from += PAGE) {
            List<AuditEntry> page = running.subList(from, Math.min(running.size(), from + PAGE));
            List<List<?>> records = records(
                    page.stream().map(entry -> String.valueOf(entry.userId())).toList());
            for (int i = 0; i < page.size(); i++) {
                AuditEntry entry = page.get(i);
                Object field = records.get(i).get(entry.type() == AuditEntry.Type.BAN ? 0 : 1);
                if (inForce("", field) == null) {
                    without.add(entry);
                }
            }
        }
        return without;
    }

    private boolean runs(AuditEntry entry) {
        Long untilMs = entry.untilMs();
        return (entry.type() == AuditEntry.Type.BAN || entry.type() == AuditEntry.Type.EXEMPT)
                && (untilMs == null || untilMs > nowMs);
    }

    private Stream<AuditEntry> ofThisShard(AuditEntry entry) {
        String user = entry.userId();
        return user != null && keys.shardOf(user) == shard ? Stream.of(entry) : Stream.empty();
    }

    private List<List<?>> records(List<String> users) {
        List<List<?>> records = new ArrayList<>();
        if (!users.isEmpty()) {
            List<Object> replies = reads.repeatable(link -> {
                users.forEach(user ->
                        link.send(Command.HMGET, keys.shard(shard, "user:" + user), Keys.utf8("ban"), Keys.utf8("ex")));
                return link.replies(users.size());
            });
            replies.forEach(reply -> records.add(Replies.list(reply)));
        }
        return records;
    }

    private void tell(String index, String user, @Nullable Object field, BiConsumer<String, InForce> taken) {
        InForce inForce = inForce(user, field);
        if (inForce != null) {
            taken.accept(index, inForce);
        }
    }

    /** Null if it is not, or cannot be read, which checks take for none. */
    private @Nullable InForce inForce(String user, @Nullable Object field) {
        Matcher times = TIMES.matcher(field == null ? "" : Replies.text(field));
        if (!times.find()) {
            return null;
        }
        Long untilMs = times.group(2).equals("null") ? null : (Long) Long.parseLong(times.group(2));
        return untilMs != null && untilMs <= nowMs ? null : new InForce(user, untilMs);
    }
}
