package dev.ratewarden.store.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * One connection and its lanes. Used by one thread at a time. Throws what the Redis client throws; nothing is ever sent twice, except
 * a script call that Redis answered with NOSCRIPT and so did not run.
 */
final class Link implements AutoCloseable {

    private final Connection connection;

    /** Null where checks are not numbered. */
    private @Nullable Lanes lanes;

    private Link(Connection connection) {
        this.connection = connection;
    }

    static Link open(RedisSettings settings) {
        var config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(settings.connectTimeoutMs())
                .socketTimeoutMillis(settings.readTimeoutMs())
                .user(settings.user())
                .password(settings.password())
                .database(settings.database())
                .protocol(RedisProtocol.RESP2)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (settings.tls()) {
            // Checks the certificate's chain and that it names this host.
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return new Link(new Connection(new HostAndPort(settings.host(), settings.port()), config.build()));
    }

    @Nullable
    Lanes lanes() {
        return lanes;
    }

    void lanes(Lanes opened) {
        this.lanes = opened;
    }

    /** Queues a command; {@link #replies} sends it. */
    void send(Command command, byte[]... args) {
        connection.sendCommand(command, args);
    }

    void send(ScriptCall call) {
        connection.sendCommand(Command.EVALSHA, call.arguments());
    }

    void sendLoad(Script script) {
        connection.sendCommand(Command.SCRIPT, Keyword.LOAD.getRaw(), script.source());
    }

    /** Sends what is queued and reads this many replies; an error reply stands in its place as an exception. */
    List<Object> replies(int count) {
        return connection.getMany(count);
    }

    /** Runs one script, loading it if Redis has not got it. */
    List<?> run(ScriptCall call) {
        return (List<?>) Replies.orThrow(runAll(List.of(call)).get(0));
    }

    /** Runs scripts in one pipeline; a script that Redis has not got is loaded, and its calls, which did not run, are sent again. */
    List<Object> runAll(List<ScriptCall> calls) {
        return runAllAfter(0, calls);
    }

    /** The same in one pipeline with commands that were queued before; their replies come first. */
    List<Object> runAllAfter(int queued, List<ScriptCall> calls) {
        calls.forEach(this::send);
        List<Object> replies = new ArrayList<>(replies(queued + calls.size()));
        resend(calls, replies.subList(queued, replies.size()));
        return replies;
    }

    private void resend(List<ScriptCall> calls, List<Object> replies) {
        List<Integer> missed = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (missedScript(replies.get(i))) {
                missed.add(i);
            }
        }
        if (missed.isEmpty()) {
            return;
        }
        List<Script> scripts =
                missed.stream().map(i -> calls.get(i).script()).distinct().toList();
        scripts.forEach(this::sendLoad);
        missed.forEach(i -> send(calls.get(i)));
        List<Object> again = replies(scripts.size() + missed.size());
        again.subList(0, scripts.size()).forEach(Replies::orThrow);
        for (int i = 0; i < missed.size(); i++) {
            replies.set(missed.get(i), again.get(scripts.size() + i));
        }
    }

    @Override
    public void close() {
        try {
            connection.forceDisconnect();
        } catch (java.io.IOException | RuntimeException e) {
            // It is being given up; there is nothing more to do for it.
            connection.setBroken();
        }
    }

    /** Whether a reply says that the call did not run for want of its script. */
    static boolean missedScript(Object reply) {
        return reply instanceof JedisNoScriptException;
    }
}
