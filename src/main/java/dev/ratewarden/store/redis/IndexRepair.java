package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.watch.WatchStore.Repair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Walks through the indexes of all shards, and has the users found there looked at; see reindex.lua. */
final class IndexRepair {

    private static final List<String> INDEXES =
            List.of("seen", "scores", "blocked", "bans", "exempt", "marked", "names");

    private static final int NAMES = INDEXES.size() - 1;
    private static final int PAGE = 100;

    private IndexRepair() {}

    /** A cursor of ZSCAN in one of a shard's indexes. */
    private record Place(int shard, int index, String cursor) {

        static Place of(@Nullable String text, int shards) {
            if (text == null) {
                return new Place(0, 0, "0");
            }
            String[] parts = text.split(" ", -1);
            if (!text.matches("\\d{1,3} \\d \\d{1,20}")
                    || Integer.parseInt(parts[0]) >= shards
                    || Integer.parseInt(parts[1]) > NAMES) {
                throw new InvalidRequestException("page %s: is none of this store".formatted(Inputs.quote(text)));
            }
            return new Place(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]);
        }

        /** Null after the last index of the last shard. */
        @Nullable
        Place next(String after, int shards) {
            if (!after.equals("0")) {
                return new Place(shard, index, after);
            }
            if (index < NAMES) {
                return new Place(shard, index + 1, "0");
            }
            return shard + 1 < shards ? new Place(shard + 1, 0, "0") : null;
        }

        String text() {
            return shard + " " + index + " " + cursor;
        }
    }

    static Repair run(Link link, Keyspace keyspace, Policies policies, @Nullable String after, int limit) {
        Keys keys = keyspace.keys();
        DecayClock decay = policies.upToDate(link, keys).decay();
        Place place = Place.of(after, keys.shards());
        long added = 0;
        long removed = 0;
        int seen = 0;
        // Small and empty indexes are many: several of them are one part.
        for (int steps = 0; place != null && seen < limit && steps < 2 * INDEXES.size(); steps++) {
            link.send(
                    Command.ZSCAN,
                    keys.shard(place.shard(), INDEXES.get(place.index())),
                    Keys.utf8(place.cursor()),
                    Keys.utf8("COUNT"),
                    Keys.number(Math.min(PAGE, limit)));
            List<?> scanned = Replies.list(Replies.orThrow(link.replies(1).getFirst()));
            List<String> members = members(Replies.list(scanned.get(1)));
            if (!members.isEmpty()) {
                ScriptCall call = call(keyspace, place, members, decay);
                List<?> reply =
                        Replies.list(Replies.orThrow(link.runAll(List.of(call)).getFirst()));
                added += Replies.number(reply.get(0));
                removed += Replies.number(reply.get(1));
            }
            seen += members.size();
            place = place.next(Replies.text(scanned.get(0)), keys.shards());
        }
        return new Repair(added, removed, place == null ? null : place.text());
    }

    private static List<String> members(List<?> pairs) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            members.add(Replies.text(pairs.get(i)));
        }
        return members;
    }

    private static ScriptCall call(Keyspace keyspace, Place place, List<String> members, DecayClock decay) {
        Keys keys = keyspace.keys();
        List<byte[]> names = new ArrayList<>();
        INDEXES.forEach(index -> names.add(keys.shard(place.shard(), index)));
        List<Object> args = new ArrayList<>(List.of(DecayText.text(decay), keyspace.now()));
        for (String member : members) {
            String id = place.index() == NAMES ? member.substring(member.lastIndexOf('\0') + 1) : member;
            names.add(keys.shard(place.shard(), "user:" + id));
            args.add(id);
            args.add(place.index() == NAMES ? member : "");
        }
        return ScriptCall.of(Script.REINDEX, names, args.toArray());
    }
}
