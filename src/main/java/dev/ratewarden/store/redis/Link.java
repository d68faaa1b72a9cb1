package dev.ratewarden.store.redis;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A way to the keyspace, and its lanes: one connection, or one to each node of a cluster. Used by one thread at a time. Throws what the
 * Redis client throws; nothing is ever sent twice, except a call that Redis said it did not run.
 */
final class Link implements AutoCloseable {

    private static final int ROUNDS = 4;

    /** Commands that no key tells the way; every other one has its key first. */
    private static final Set<Command> WITHOUT_KEY = EnumSet.of(Command.ACL, Command.INFO, Command.PING, Command.TIME);

    private final Servers servers;
    private final Wire wire;

    /** Whether the servers know EVALSHA_RO (Redis 7), so that a login without a right to write can read. Shared by all links. */
    private final AtomicBoolean readOnlyCalls;

    /** Null where checks are not numbered. */
    private @Nullable Lanes lanes;

    /** An answer showed that this server will not do any more. */
    private boolean spent;

    private Link(Servers servers, AtomicBoolean readOnlyCalls) {
        this.servers = servers;
        this.readOnlyCalls = readOnlyCalls;
        try {
            this.wire = servers.connect();
        } catch (RuntimeException e) {
            servers.suspect();
            throw e;
        }
    }

    static Link open(Servers servers, AtomicBoolean readOnlyCalls) {
        return new Link(servers, readOnlyCalls);
    }

    static Link open(RedisSettings settings) {
        return open(Servers.of(settings), new AtomicBoolean(true));
    }

    @Nullable
    Lanes lanes() {
        return lanes;
    }

    void lanes(Lanes opened) {
        this.lanes = opened;
    }

    /** Whether it may be used again. */
    boolean usable() {
        return !spent && !wire.broken();
    }

    /** Queues a command whose first argument is its key; {@link #replies} sends it. */
    void send(Command command, byte[]... args) {
        wire.send(WITHOUT_KEY.contains(command) ? null : args[0], false, command, args);
    }

    /** Queues a command that changes nothing and whose key, if it has one, is not its first argument. */
    void sendTo(byte @Nullable [] key, Command command, byte[]... args) {
        wire.send(key, false, command, args);
    }

    /** Asks every server that this link has met by now; an error reply stands in its place as an exception. */
    List<Object> everywhere(Command command, byte[]... args) {
        return wire.everywhere(command, args);
    }

    void send(ScriptCall call) {
        boolean reads = call.readOnly();
        Command command = reads && readOnlyCalls.get() ? Command.EVALSHA_RO : Command.EVALSHA;
        wire.send(call.keys().get(0), !reads, command, call.arguments());
    }

    /** Loads a script wherever this link leads. */
    void load(Script script) {
        wire.everywhere(Command.SCRIPT, Keyword.LOAD.getRaw(), script.source()).forEach(Replies::orThrow);
    }

    /** Sends what is queued and reads this many replies; an error reply stands in its place as an exception. */
    List<Object> replies(int count) {
        List<Object> replies;
        try {
            replies = wire.replies(count);
        } catch (RuntimeException e) {
            servers.suspect();
            throw e;
        }
        for (Object reply : replies) {
            if (reply instanceof RuntimeException error) {
                look(error);
            }
        }
        return replies;
    }

    private void look(RuntimeException error) {
        if (unknownReadOnlyCall(error)) {
            readOnlyCalls.set(false);
        } else if (RedisErrors.servesNoMore(error)) {
            spent = true;
            servers.suspect();
        }
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
        List<Object> ofCalls = replies.subList(queued, replies.size());
        for (int i = 0; i < ROUNDS && resend(calls, ofCalls); i++) {
            // A server that has just become the master may not know the script either.
        }
        return replies;
    }

    private boolean resend(List<ScriptCall> calls, List<Object> replies) {
        List<Integer> missed = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (missedScript(replies.get(i))) {
                missed.add(i);
            }
        }
        if (missed.isEmpty()) {
            return false;
        }
        missed.stream().map(i -> calls.get(i).script()).distinct().forEach(this::load);
        missed.forEach(i -> send(calls.get(i)));
        List<Object> again = replies(missed.size());
        for (int i = 0; i < missed.size(); i++) {
            replies.set(missed.get(i), again.get(i));
        }
        return true;
    }

    @Override
    public void close() {
        wire.close();
    }

    /** Whether a reply says that the call did not run, but would if the script were loaded and it were sent again. */
    static boolean missedScript(Object reply) {
        return reply instanceof JedisNoScriptException
                || reply instanceof RuntimeException error && unknownReadOnlyCall(error);
    }

    /** Redis 6.2 does not know the command; an older ACL recipe does not grant it. */
    private static boolean unknownReadOnlyCall(RuntimeException error) {
        if (!(error instanceof JedisDataException)) {
            return false;
        }
        String message = String.valueOf(error.getMessage()).toLowerCase(java.util.Locale.ROOT);
        return message.contains("evalsha_ro")
                && (message.startsWith("err unknown command") || message.startsWith("noperm"));
    }
}
