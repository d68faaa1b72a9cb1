package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** Tells an outage, which passes, from a refusal, which somebody must put right. */
final class RedisErrors {

    /** Error codes with which Redis says that it cannot serve just now, and what to do. */
    private static final Map<String, String> OUTAGES = Map.ofEntries(
            Map.entry("LOADING", "is still loading its data; wait until it is done"),
            Map.entry("OOM", "is out of memory; raise maxmemory or free some"),
            Map.entry("READONLY", "is a read-only replica; connect to the master"),
            Map.entry("MISCONF", "cannot save its data to disk and refuses to write; look at its log"),
            Map.entry("CLUSTERDOWN", "belongs to a cluster that is down; look at CLUSTER INFO"),
            Map.entry("TRYAGAIN", "is moving keys between cluster nodes; try again"),
            Map.entry("MASTERDOWN", "has lost its master; check the replication"),
            Map.entry("NOREPLICAS", "has too few replicas to write; check the replication"),
            Map.entry("BUSY", "is busy running a script; wait, or stop it with SCRIPT KILL"));

    private static final Map<String, String> REFUSALS = Map.of(
            "WRONGPASS", "refuses the user name or password; correct them in the URI",
            "NOAUTH", "asks for a password; put it into the URI",
            "NOPERM", "denies a right; grant the login what the keyspace page lists",
            "WRONGTYPE", "holds something else under one of our keys; choose another prefix or remove that key",
            "MOVED", "is a cluster node that does not serve this key; clusters are not supported yet",
            "NOSCRIPT", "does not keep the scripts that were loaded; try again");

    private RedisErrors() {}

    static RatewardenException translated(RuntimeException error, RedisSettings settings) {
        return switch (error) {
            case RatewardenException ours -> ours;
            case JedisDataException answer -> answered(answer, settings);
            default -> unreachable(error, settings);
        };
    }

    static StoreUnavailableException exhausted(RedisSettings settings) {
        return new StoreUnavailableException(
                "Redis at %s: no free connection within %d ms; it is slow, or there are more calls than %d connections carry"
                        .formatted(settings.address(), settings.poolWaitMs(), settings.connections()),
                null);
    }

    private static RatewardenException answered(JedisDataException error, RedisSettings settings) {
        String message = oneLine(error.getMessage());
        String code = message.split(" ", 2)[0];
        String outage = OUTAGES.get(code);
        if (outage == null && message.contains("max number of clients reached")) {
            outage = "has no room for another client; raise maxclients";
        }
        if (outage != null) {
            return new StoreUnavailableException(line(settings, outage, message), error);
        }
        String refusal = REFUSALS.getOrDefault(
                code, "refuses the call; is it Redis 6.2 or later, and is the prefix ours alone?");
        return new StoreException(line(settings, refusal, message), error);
    }

    private static StoreUnavailableException unreachable(RuntimeException error, RedisSettings settings) {
        boolean silent = timedOut(error);
        String what = silent
                ? "does not answer within %d ms; is it hung, or the network slow?".formatted(settings.readTimeoutMs())
                : "cannot be reached; start it, or correct the host and port";
        return new StoreUnavailableException("Redis at %s %s".formatted(settings.address(), what), error);
    }

    private static String line(RedisSettings settings, String what, String message) {
        return "Redis at %s %s (%s)".formatted(settings.address(), what, message);
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("no message");
    }

    /** Whether it was the waiting that ended, rather than the connection. */
    static boolean timedOut(RuntimeException error) {
        return has(error, SocketTimeoutException.class);
    }

    private static boolean has(@Nullable Throwable error, Class<? extends Throwable> kind) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the connection can no longer be used: what was sent on it may or may not have been done. */
    static boolean breaksConnection(RuntimeException error) {
        return !(error instanceof JedisDataException) && !(error instanceof RatewardenException);
    }
}
