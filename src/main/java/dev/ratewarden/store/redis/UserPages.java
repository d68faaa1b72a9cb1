package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.UserPage;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Walks through the users of all shards, one shard after the other. */
final class UserPages {

    private static final String[] FIELDS = {"s", "ban", "ex", "name"};

    private UserPages() {}

    /** Where a walk stands: a shard, and a cursor of ZSCAN in its index of those who were seen. */
    private record Place(int shard, String cursor) {

        static Place of(@Nullable String text, int shards) {
            if (text == null) {
                return new Place(0, "0");
            }
            if (!text.matches("\\d{1,3} \\d{1,20}")) {
                throw none(text);
            }
            String[] parts = text.split(" ", 2);
            int shard = Integer.parseInt(parts[0]);
            if (shard >= shards) {
                throw none(text);
            }
            return new Place(shard, parts[1]);
        }

        private static InvalidRequestException none(String text) {
            return new InvalidRequestException("page %s: is none of this store".formatted(Inputs.quote(text)));
        }

        /** Null after the last shard. */
        @Nullable
        String next(String cursor, int shards) {
            if (!cursor.equals("0")) {
                return shard + " " + cursor;
            }
            return shard + 1 < shards ? shard + 1 + " 0" : null;
        }
    }

    static UserPage read(Link link, Keyspace keyspace, Policies policies, @Nullable String after, int limit) {
        Keys keys = keyspace.keys();
        DecayClock decay = policies.upToDate(link, keys).decay();
        Place place = Place.of(after, keys.shards());
        link.send(
                Command.ZSCAN,
                keys.shard(place.shard(), "seen"),
                Keys.utf8(place.cursor()),
                Keys.utf8("COUNT"),
                Keys.number(limit));
        List<?> scanned = Replies.list(link.replies(1).get(0));
        List<?> pairs = Replies.list(scanned.get(1));
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            send(link, keys.shard(place.shard(), "user:" + Replies.text(pairs.get(i))));
        }
        link.send(Command.TIME);
        List<Object> replies = link.replies(pairs.size() / 2 + 1);
        long now = keyspace.now().isEmpty() ? Replies.time(replies.getLast()) : Long.parseLong(keyspace.now());
        List<UserSummary> users = new ArrayList<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            users.add(user(pairs, i, replies.get(i / 2), now, decay));
        }
        return new UserPage(users, place.next(Replies.text(scanned.get(0)), keys.shards()));
    }

    private static void send(Link link, byte[] user) {
        byte[][] args = new byte[1 + FIELDS.length][];
        args[0] = user;
        for (int i = 0; i < FIELDS.length; i++) {
            args[1 + i] = Keys.utf8(FIELDS[i]);
        }
        link.send(Command.HMGET, args);
    }

    private static UserSummary user(List<?> pairs, int at, Object reply, long now, DecayClock decay) {
        List<?> fields = reply instanceof List<?> list ? list : List.of();
        return UserRows.summary(
                new UserRows.Kept(
                        Replies.text(pairs.get(at)),
                        (long) Double.parseDouble(Replies.text(pairs.get(at + 1))),
                        field(fields, 0),
                        field(fields, 1),
                        field(fields, 2),
                        field(fields, 3)),
                now,
                decay);
    }

    private static String field(List<?> fields, int index) {
        Object value = index < fields.size() ? fields.get(index) : null;
        return value == null ? "" : Replies.text(value);
    }
}
