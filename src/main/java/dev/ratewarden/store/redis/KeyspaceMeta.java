package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.CommunityProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * What a keyspace says of itself.
 *
 * @param created differs whenever it was set up anew
 */
record KeyspaceMeta(int shards, String created, CommunityProfile profile) {

    /** A client that meets a newer one refuses to work. */
    static final int VERSION = 1;

    static final int DEFAULT_SHARDS = 16;
    private static final int MAX_SHARDS = 256;
    private static final String[] FIELDS = {"version", "shards", "created", "name", "environment", "colour"};

    /** Queues the question for {@code created}, which has one reply. */
    static void sendCreated(Link link, Keys keys) {
        link.send(Command.HMGET, keys.global("meta"), Keys.utf8("created"));
    }

    /** Empty if there is no keyspace. */
    static String created(Object reply) {
        Object created = Replies.list(reply).getFirst();
        return created == null ? "" : Replies.text(created);
    }

    /** Whether the keyspace that was met is there, and not another one that was set up since. */
    static boolean isStill(Keyspace.Meta met, Link link) {
        sendCreated(link, met.keys());
        return created(link.replies(1).getFirst()).equals(met.created());
    }

    /** Null if there is nothing. Needs no right to write. */
    static @Nullable KeyspaceMeta read(Link link, RedisSettings settings) {
        byte[][] args = new byte[1 + FIELDS.length][];
        args[0] = key(settings);
        for (int i = 0; i < FIELDS.length; i++) {
            args[1 + i] = Keys.utf8(FIELDS[i]);
        }
        link.send(Command.HMGET, args);
        List<?> values = Replies.list(link.replies(1).get(0));
        return values.stream().allMatch(value -> value == null) ? null : of(values, settings);
    }

    /** Sets it up unless it is there by now. */
    static KeyspaceMeta create(Link link, RedisSettings settings, boolean manualClock) {
        return write(link, settings, DEFAULT_SHARDS, false, manualClock, CommunityProfile.UNNAMED);
    }

    /**
     * Sets it up unless it is there, and writes those parts of the profile that are not null.
     *
     * @param mustMatch whether a keyspace with another number of shards is refused, unchanged
     */
    static KeyspaceMeta write(
            Link link,
            RedisSettings settings,
            int shards,
            boolean mustMatch,
            boolean manualClock,
            CommunityProfile profile) {
        List<Object> args = new ArrayList<>(List.of(VERSION, shards, manualClock ? "manual" : "server", mustMatch));
        add(args, "name", profile.name());
        add(
                args,
                "environment",
                profile.environment() == null ? null : profile.environment().word());
        add(args, "colour", profile.colour());
        KeyspaceMeta found = of(link.run(ScriptCall.of(Script.INIT, List.of(key(settings)), args.toArray())), settings);
        if (mustMatch && found.shards() != shards) {
            throw new StoreException(
                    "keyspace %s in Redis at %s has %d shards, and that cannot be changed; leave --shards out, or choose another prefix"
                            .formatted(settings.prefix(), settings.address(), found.shards()),
                    null);
        }
        return found;
    }

    /** @throws InvalidRequestException unless null or 1 to 256 */
    static int shards(@Nullable Integer wanted) {
        if (wanted != null && (wanted < 1 || wanted > MAX_SHARDS)) {
            throw new InvalidRequestException("shards %d: must be 1 to %d".formatted(wanted, MAX_SHARDS));
        }
        return wanted == null ? DEFAULT_SHARDS : wanted;
    }

    private static void add(List<Object> args, String field, @Nullable String value) {
        if (value != null) {
            args.add(field);
            args.add(value);
        }
    }

    private static byte[] key(RedisSettings settings) {
        return new Keys(settings.prefix(), DEFAULT_SHARDS).global("meta");
    }

    private static KeyspaceMeta of(List<?> values, RedisSettings settings) {
        String version = text(values, 0);
        try {
            if (Integer.parseInt(version) > VERSION) {
                throw new StoreException(
                        "keyspace %s in Redis at %s has version %s, this program knows up to %d; update this program"
                                .formatted(settings.prefix(), settings.address(), version, VERSION),
                        null);
            }
            int shards = Integer.parseInt(text(values, 1));
            if (shards >= 1 && shards <= MAX_SHARDS) {
                return new KeyspaceMeta(shards, text(values, 2), profile(values));
            }
        } catch (NumberFormatException e) {
            throw foreign(settings);
        }
        throw foreign(settings);
    }

    private static StoreException foreign(RedisSettings settings) {
        return new StoreException(
                "keyspace %s in Redis at %s is not one of ours: its meta has no version and shards; choose another prefix"
                        .formatted(settings.prefix(), settings.address()),
                null);
    }

    /** Others may write it too: what cannot be shown is left out. */
    private static CommunityProfile profile(List<?> values) {
        String name = Text.displayName(text(values, 3));
        String colour = text(values, 5);
        return new CommunityProfile(
                name.isEmpty() ? null : name,
                CommunityProfile.Environment.of(text(values, 4)),
                colour.matches("#[0-9a-fA-F]{6}") ? colour : null);
    }

    private static String text(List<?> values, int index) {
        Object value = index < values.size() ? values.get(index) : null;
        return value == null ? "" : Replies.text(value);
    }
}
