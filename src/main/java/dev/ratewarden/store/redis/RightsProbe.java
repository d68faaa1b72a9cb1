package dev.ratewarden.store.redis;

import dev.ratewarden.inspection.Rights;
import dev.ratewarden.inspection.Rights.Right;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Finds out what a login may do without doing it. Redis looks at rights before it looks at arguments: a write whose arguments cannot be
 * is refused with NOPERM where it is not permitted, and with another error, untouched, where it is. ACL DRYRUN needs a right that none of
 * our roles has, and Redis 7.
 */
final class RightsProbe {

    /** A field without its value, behind a field that has one: HSET refuses it before it looks at the key. */
    private static final byte[][] HALF_A_FIELD = {Keys.utf8("a"), Keys.utf8("b"), Keys.utf8("c")};

    private static final byte[] NO_SCRIPT = Keys.utf8("0".repeat(40));

    private final Link link;
    private final Keys keys;
    private final List<Right> asked = new ArrayList<>();

    private RightsProbe(Link link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    /** @param keys of the community, whether or not it is there */
    static Rights of(Link link, Keys keys) {
        return new RightsProbe(link, keys).run();
    }

    /** Whether the login may write this key, a hash or nothing at all. */
    static boolean mayWrite(Link link, byte[] key) {
        link.send(Command.HSET, half(key));
        return permitted(link.replies(1).get(0));
    }

    /** The name that the login goes by; {@code NAME} if it may not be asked. */
    static String login(Link link) {
        link.sendTo(null, Command.ACL, Keys.utf8("WHOAMI"));
        Object login = link.replies(1).get(0);
        return login instanceof RuntimeException ? "NAME" : Replies.text(login);
    }

    private static byte[][] half(byte[] key) {
        return new byte[][] {key, HALF_A_FIELD[0], HALF_A_FIELD[1], HALF_A_FIELD[2]};
    }

    private Rights run() {
        byte[] meta = keys.global("meta");
        ask(Right.READ, meta, Command.HMGET, meta, Keys.utf8("version"));
        ask(Right.CALL, meta, Command.EVALSHA, NO_SCRIPT, Keys.number(0));
        askWrite(Right.USERS, keys.shard(0, "user:_"));
        askWrite(Right.LANES, keys.shard(0, "lanes"));
        askWrite(Right.AUDIT, keys.shard(0, "audit-head"));
        askWrite(Right.HANDOVER, keys.global("handover"));
        askWrite(Right.META, keys.global("meta"));
        ask(Right.INFO, null, Command.INFO, Keys.utf8("server"));
        ask(Right.CONFIG, null, Command.CONFIG, Keys.utf8("GET"), Keys.utf8("maxmemory"));
        ask(Right.MEMORY, meta, Command.MEMORY, Keys.utf8("USAGE"), meta);
        ask(Right.LATENCY, null, Command.LATENCY, Keys.utf8("LATEST"));
        // An odd number of names and values is no setting.
        ask(
                Right.ADMINISTER,
                null,
                Command.CONFIG,
                Keys.utf8("SET"),
                Keys.utf8("maxmemory"),
                Keys.utf8("x"),
                Keys.utf8("y"));
        link.sendTo(null, Command.ACL, Keys.utf8("WHOAMI"));
        List<Object> replies = link.replies(asked.size() + 1);
        Set<Right> has = EnumSet.noneOf(Right.class);
        for (int i = 0; i < asked.size(); i++) {
            if (permitted(replies.get(i))) {
                has.add(asked.get(i));
            }
        }
        Object login = replies.get(asked.size());
        return new Rights(login instanceof RuntimeException ? "" : Replies.text(login), has);
    }

    private void ask(Right right, byte @Nullable [] key, Command command, byte[]... args) {
        asked.add(right);
        link.sendTo(key, command, args);
    }

    private void askWrite(Right right, byte[] key) {
        ask(right, key, Command.HSET, half(key));
    }

    private static boolean permitted(Object reply) {
        if (!(reply instanceof RuntimeException error)) {
            return true;
        }
        if (!(error instanceof JedisDataException)) {
            throw error;
        }
        String said = String.valueOf(error.getMessage()).toUpperCase(Locale.ROOT);
        return !said.startsWith("NOPERM") && !said.startsWith("NOAUTH") && !said.contains("UNKNOWN COMMAND");
    }
}
