package dev.ratewarden.store.redis;

import dev.ratewarden.store.SharedStore;
import dev.ratewarden.store.UserRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bot must know of users: first everything, in pages, then what the shards' streams of events and audit entries tell has
 * changed. Where a stream was cut before it was read, its shard is read anew. Used by one thread at a time.
 */
final class MirrorFeed {

    private static final int PAGE = 200;
    private static final List<String> INDEXES = List.of("bans", "exempt", "marked", "blocked", "scores");

    private final List<UserRecord> users = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private Shard[] shards = new Shard[0];
    private String created = "";
    private long nowMs;
    private boolean more;

    /** How far a shard was read. */
    private static final class Shard {
        /** Which index is being read; all are when this is their number. */
        int index;

        String cursor = "0";

        @Nullable
        String events;

        String audit = "";

        boolean loading() {
            return index < INDEXES.size();
        }
    }

    /** One round over all shards, in one pipeline. */
    SharedStore.Changes read(Link link, Keyspace keyspace) {
        Keys keys = keyspace.keys();
        Keyspace.Meta met = keyspace.met();
        beginAnew(keys, met == null ? "" : met.created());
        users.clear();
        gone.clear();
        more = false;
        List<ScriptCall> calls = new ArrayList<>(keys.shards());
        for (int shard = 0; shard < keys.shards(); shard++) {
            calls.add(call(keys, shard));
        }
        List<Object> replies = link.runAll(calls);
        for (int shard = 0; shard < keys.shards(); shard++) {
            take(shards[shard], Replies.list(replies.get(shard)));
        }
        return new SharedStore.Changes(users, gone, nowMs, more);
    }

    /** Another keyspace than before is read from its beginning. */
    private void beginAnew(Keys keys, String nowCreated) {
        if (shards.length != keys.shards() || !created.equals(nowCreated)) {
            shards = new Shard[keys.shards()];
            Arrays.setAll(shards, i -> new Shard());
            created = nowCreated;
            nowMs = 0;
        }
    }

    private ScriptCall call(Keys keys, int shard) {
        Shard at = shards[shard];
        if (at.loading()) {
            return ScriptCall.of(
                    Script.LOAD,
                    List.of(
                            keys.shard(shard, INDEXES.get(at.index)),
                            keys.shard(shard, "seen"),
                            keys.shard(shard, "events"),
                            keys.shard(shard, "audit")),
                    at.cursor,
                    PAGE);
        }
        return ScriptCall.of(
                Script.CHANGES,
                List.of(keys.shard(shard, "events"), keys.shard(shard, "audit"), keys.shard(shard, "seen")),
                at.events == null ? "" : at.events,
                at.audit,
                PAGE);
    }

    private void take(Shard shard, List<?> reply) {
        nowMs = Math.max(nowMs, Replies.number(reply.get(0)));
        if (shard.loading()) {
            loaded(shard, reply);
        } else if (Replies.text(reply.get(1)).equals("LOST")) {
            shard.index = 0;
            shard.cursor = "0";
            shard.events = null;
            more = true;
        } else {
            shard.events = Replies.text(reply.get(2));
            shard.audit = Replies.text(reply.get(3));
            more |= Replies.number(reply.get(4)) == 1;
            add(Replies.list(reply.get(5)));
        }
    }

    private void loaded(Shard shard, List<?> reply) {
        if (shard.events == null) {
            // From here on changes are told by the streams; what is read twice does no harm.
            shard.events = Replies.text(reply.get(2));
            shard.audit = Replies.text(reply.get(3));
        }
        shard.cursor = Replies.text(reply.get(1));
        if (shard.cursor.equals("0")) {
            shard.index++;
        }
        more = true;
        add(Replies.list(reply.get(4)));
    }

    private void add(List<?> found) {
        for (Object one : found) {
            List<?> user = Replies.list(one);
            String id = Replies.text(user.get(0));
            Long seen = Replies.millis(user.get(1));
            if (seen == null) {
                gone.add(id);
            } else {
                users.add(UserFields.read(id, seen, Replies.map(user.get(2))));
            }
        }
    }
}
