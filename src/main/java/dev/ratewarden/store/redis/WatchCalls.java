package dev.ratewarden.store.redis;

import dev.ratewarden.watch.WatchStore.Alert;
import dev.ratewarden.watch.WatchStore.Lease;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** What the holder of the lease asks; see watch.lua. */
final class WatchCalls {

    private WatchCalls() {}

    static Lease lease(Link link, Keyspace keyspace, String holder, long forMs) {
        List<?> reply = Replies.list(call(link, keyspace, "LEASE", holder, List.of(forMs)));
        return new Lease(
                Replies.number(reply.get(0)) == 1,
                Replies.text(reply.get(2)),
                Replies.text(reply.get(3)),
                Replies.number(reply.get(1)));
    }

    static boolean moved(Link link, Keyspace keyspace, String holder, String position) {
        return Replies.number(call(link, keyspace, "MOVE", holder, List.of(position))) == 1;
    }

    static long lost(Link link, Keyspace keyspace, long events) {
        link.send(Command.HINCRBY, keyspace.keys().global("watch"), Keys.utf8("dropped"), Keys.number(events));
        return Replies.number(Replies.orThrow(link.replies(1).getFirst()));
    }

    static boolean release(Link link, Keyspace keyspace, String holder) {
        return Replies.number(call(link, keyspace, "RELEASE", holder, List.of())) == 1;
    }

    static List<Long> fold(Link link, Keyspace keyspace, String holder, List<Alert> alerts, long forMs) {
        List<Object> args = new ArrayList<>(List.of(forMs));
        for (Alert alert : alerts) {
            args.add(alert.about());
            args.add(alert.atMs());
        }
        List<Long> folded = new ArrayList<>();
        Replies.list(call(link, keyspace, "FOLD", holder, args)).forEach(one -> folded.add(Replies.number(one)));
        return folded;
    }

    private static Object call(Link link, Keyspace keyspace, String what, String holder, List<?> more) {
        Keys keys = keyspace.keys();
        List<Object> args = new ArrayList<>(List.of(keyspace.now(), what, holder));
        args.addAll(more);
        ScriptCall call =
                ScriptCall.of(Script.WATCH, List.of(keys.global("watch"), keys.global("alerts")), args.toArray());
        return Replies.orThrow(link.runAll(List.of(call)).getFirst());
    }
}
