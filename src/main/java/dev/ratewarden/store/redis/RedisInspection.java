package dev.ratewarden.store.redis;

import dev.ratewarden.inspection.CommunityReport;
import dev.ratewarden.inspection.CommunityReport.Beat;
import dev.ratewarden.inspection.CommunityReport.Handed;
import dev.ratewarden.inspection.Inspection;
import dev.ratewarden.inspection.ServerReport;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserQuery;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import redis.clients.jedis.Protocol.Command;

/** Looks a Redis and one community in it over, for operators. Writes nothing. Used once, by one thread. */
public final class RedisInspection {

    private static final int PINGS = 20;
    private final RedisSettings settings;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /**
     * @param settings of the community, for people
     * @param clock of this machine
     * @param nanos measures times, such as {@code System::nanoTime}
     */
    public RedisInspection(RedisSettings settings, InstantSource clock, LongSupplier nanos) {
        this.settings = settings;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * @throws dev.ratewarden.limiter.StoreUnavailableException if Redis does not answer
     * @throws StoreException if it refuses the login
     */
    public Inspection inspect() {
        Link link = null;
        try {
            link = Link.open(settings);
            return inspect(link);
        } catch (RuntimeException e) {
            throw RedisErrors.translated(e, settings);
        } finally {
            if (link != null) {
                link.close();
            }
        }
    }

    private Inspection inspect(Link link) {
        double roundTrip = roundTripMicros(link);
        long ahead = clockAheadMs(link);
        CommunityReport community = null;
        String problem = null;
        KeyspaceMeta meta = null;
        try {
            meta = KeyspaceMeta.read(link, settings);
            community = meta == null ? null : community(link, meta);
            problem = meta == null
                    ? "keyspace %s is empty; start a bot there, run ratewarden init, or correct the prefix"
                            .formatted(settings.prefix())
                    : null;
        } catch (RuntimeException e) {
            if (RedisErrors.breaksConnection(e)) {
                throw e;
            }
            problem = String.valueOf(RedisErrors.translated(e, settings).getMessage());
        }
        Keys keys = new Keys(settings.prefix(), meta == null ? KeyspaceMeta.DEFAULT_SHARDS : meta.shards());
        ServerReport server = new ServerReport(
                settings.address(),
                settings.tls(),
                loopback(),
                version(link),
                roundTrip,
                ahead,
                RightsProbe.of(link, keys),
                NodeInspection.read(link, keys.global("meta")));
        return new Inspection(server, community, problem);
    }

    private CommunityReport community(Link link, KeyspaceMeta meta) {
        CommunityInspection inside = new CommunityInspection(link, new Keys(settings.prefix(), meta.shards()));
        try (RedisStore store = new RedisStore(settings)) {
            Snapshot snapshot = store.snapshot(UserQuery.all(1));
            PolicyBook book = store.policies();
            Handed handed = inside.handed();
            return new CommunityReport(
                    settings.prefix(),
                    KeyspaceMeta.VERSION,
                    meta.shards(),
                    snapshot.nowMs(),
                    meta.profile(),
                    snapshot.statistics(),
                    store.actionCounts(),
                    book.revision(),
                    book.scoreRules().decayPerHour(),
                    inside.totals(),
                    handed.instances().stream()
                            .map(one -> new Beat(one.instance(), one.beatMs()))
                            .toList(),
                    inside.streams(),
                    handed);
        }
    }

    /** The median. */
    private double roundTripMicros(Link link) {
        long[] took = new long[PINGS];
        for (int i = 0; i < PINGS; i++) {
            long before = nanos.getAsLong();
            link.sendTo(null, Command.PING);
            Replies.orThrow(link.replies(1).get(0));
            took[i] = nanos.getAsLong() - before;
        }
        Arrays.sort(took);
        return (took[PINGS / 2 - 1] + took[PINGS / 2]) / 2 / 1_000.0;
    }

    /** The server read its clock in the middle of the call, as far as one can tell. */
    private long clockAheadMs(Link link) {
        long before = clock.millis();
        link.sendTo(null, Command.TIME);
        long server = Replies.time(link.replies(1).get(0));
        long after = clock.millis();
        return server - (before + after) / 2;
    }

    /** HELLO needs no right to ask INFO. */
    private static String version(Link link) {
        link.sendTo(null, Command.HELLO);
        Object reply = link.replies(1).get(0);
        return reply instanceof List<?> ? Map.copyOf(Replies.map(reply)).getOrDefault("version", "") : "";
    }

    private boolean loopback() {
        return settings.topology().nodes().stream().allMatch(node -> isLoopback(node.host()));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
