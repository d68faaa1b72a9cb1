package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

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
            Map.entry("ASK", "is moving keys between cluster nodes; try again"),
            Map.entry("BUSY", "is busy running a script; wait, or stop it with SCRIPT KILL"));

    private static final Map<String, String> REFUSALS = Map.of(
            "WRONGPASS", "refuses the user name or password; correct them",
            "NOPERM", "denies a right; give the login the role that it needs: see ratewarden acl --help",
            "WRONGTYPE", "holds something else under one of our keys; choose another prefix or remove that key",
            "CROSSSLOT", "is in a cluster and refuses keys of several slots; is this program of another version?",
            "NOAUTH", "asks for a password; give one, and a user name if it has one",
            "NOSCRIPT", "does not keep the scripts that were loaded; try again");

    private static final Set<String> LOGIN = Set.of("WRONGPASS", "NOAUTH");

    /** With these a server says that another one has its place, or none. */
    private static final Set<String> GONE = Set.of("READONLY", "CLUSTERDOWN", "MASTERDOWN", "MOVED");

    /**
     * How Redis 6.2 tells what went wrong in a script; Redis 7 tells the error itself, and the script behind it:
     * {@code ERR Error running script (call to f_…): @user_script:12: @user_script: 12: -OOM command not allowed …}.
     */
    private static final Pattern IN_A_SCRIPT =
            Pattern.compile("ERR Error running script \\(call to f_\\w+\\): (?:@\\w+: ?\\d+: )*-?(?=[A-Z]{2})");

    private RedisErrors() {}

    static RatewardenException translated(RuntimeException error, RedisSettings settings) {
        return switch (error) {
            case RatewardenException ours -> ours;
            case JedisDataException answer -> answered(answer, settings);
            case JedisException away -> unreachable(away, settings);
            // A fault of our own is none of Redis', and must never look like an outage.
            default ->
                new StoreException(
                        "the call to Redis at %s failed in this program: %s".formatted(settings.address(), error),
                        error);
        };
    }

    static StoreUnavailableException exhausted(RedisSettings settings) {
        return new StoreUnavailableException(
                "Redis at %s: no free connection within %d ms; it is slow, or there are more calls than %d connections carry"
                        .formatted(settings.address(), settings.poolWaitMs(), settings.connections()),
                null);
    }

    /** While the servers settle who is the master. */
    static StoreUnavailableException changing(RedisSettings settings) {
        return new StoreUnavailableException(
                "Redis at %s is changing its master; try again".formatted(settings.address()), null);
    }

    /** Whether an answer shows that this server will not serve us any more, so that it must be looked for anew. */
    static boolean servesNoMore(RuntimeException error) {
        return error instanceof JedisDataException && GONE.contains(code(error));
    }

    /** Whether it had no memory left for what was to be written. */
    static boolean isFull(Object reply) {
        return reply instanceof JedisDataException error && code(error).equals("OOM");
    }

    private static String code(RuntimeException error) {
        String message = oneLine(error.getMessage());
        Matcher wrapped = IN_A_SCRIPT.matcher(message);
        return message.substring(wrapped.lookingAt() ? wrapped.end() : 0).split(" ", 2)[0];
    }

    private static RatewardenException answered(JedisDataException error, RedisSettings settings) {
        String message = oneLine(error.getMessage());
        String code = code(error);
        if (code.equals("MOVED")) {
            return moved(message, settings, error);
        }
        String outage = OUTAGES.get(code);
        if (outage == null && message.contains("max number of clients reached")) {
            outage = "has no room for another client; raise maxclients";
        }
        if (outage != null) {
            return new StoreUnavailableException(line(settings, outage, message), error);
        }
        String refusal = REFUSALS.getOrDefault(
                code, "refuses the call; is it Redis 6.2 or later, and is the prefix ours alone?");
        if (LOGIN.contains(code)) {
            // All else that Redis says of it is how its own commands are written.
            return StoreException.ofLogin(line(settings, refusal, code), error);
        }
        return new StoreException(line(settings, refusal, message), error);
    }

    private static RatewardenException moved(String message, RedisSettings settings, JedisDataException error) {
        return settings.topology().shape() == Topology.Shape.CLUSTER
                ? new StoreUnavailableException(
                        line(settings, "redirects too often; look at CLUSTER SLOTS", message), error)
                : new StoreException(
                        line(
                                settings,
                                "is a node of a cluster; write %s:// instead of %s://"
                                        .formatted(
                                                Topology.Shape.CLUSTER.scheme(settings.tls()),
                                                settings.topology().shape().scheme(settings.tls())),
                                message),
                        error);
    }

    private static RatewardenException unreachable(RuntimeException error, RedisSettings settings) {
        String where =
                error instanceof NodeException node && settings.topology().shape() != Topology.Shape.STANDALONE
                        ? "%s of %s".formatted(node.endpoint(), settings.address())
                        : settings.address();
        String untrusted = TlsErrors.remedy(error, settings.tls());
        if (untrusted != null) {
            return new StoreException("Redis at %s: %s".formatted(where, untrusted), error);
        }
        return new StoreUnavailableException("Redis at %s %s".formatted(where, away(error, settings)), error);
    }

    private static String away(RuntimeException error, RedisSettings settings) {
        if (has(error, Node.TooFewReplicasException.class)) {
            return "has too few replicas that keep up (%d are asked for); check the replication, or lower replicas"
                    .formatted(settings.replicas());
        }
        if (has(error, Node.DemotedException.class)) {
            return "became a replica before another had what was written; try again: who is master now is asked anew";
        }
        if (hungUp(error) && error instanceof NodeException node && node.isKnown()) {
            return "hung up; it is stopping or was restarted, or the network on the way broke: try again, and look at its log";
        }
        if (settings.tls() && !timedOut(error) && !has(error, ConnectException.class)) {
            // The server's reason may be lost on the way, when it hangs up at once.
            return "hung up; is it stopping, or does it want a client certificate (certificate and key)?";
        }
        if (has(error, UnknownHostException.class)) {
            return "cannot be found: this machine knows no host of that name; correct it, or see whether the network is there";
        }
        if (saysRubbish(error)) {
            return "answers what no Redis would; correct the port, or write rediss:// if it speaks TLS there";
        }
        if (hungUp(error)) {
            return "hung up at once; is it stopping, does it speak TLS on this port (rediss://), or does something else listen there?";
        }
        return timedOut(error)
                ? "does not answer within %d ms; is it hung, or the network slow%s?"
                        .formatted(
                                settings.readTimeoutMs(), settings.tls() ? ", or does it speak TLS on this port" : "")
                : "cannot be reached; start it, or correct the host and port";
    }

    private static boolean saysRubbish(RuntimeException error) {
        return said(error, "Unknown reply");
    }

    private static boolean hungUp(RuntimeException error) {
        return said(error, "Unexpected end of stream") || said(error, "Connection reset") || said(error, "Broken pipe");
    }

    private static boolean said(Throwable error, String words) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().contains(words)) {
                return true;
            }
        }
        return false;
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
