package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.CommunityProfile;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * One community's keyspace: opens connections, finds out what is there, and creates the keyspace if there is none. Thread-safe.
 */
final class Keyspace {

    /** How long a connection is used without asking whether the keyspace is still the same. */
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final RedisSettings settings;
    private final @Nullable InstantSource manualClock;
    private final Servers servers;
    private final AtomicBoolean readOnlyCalls = new AtomicBoolean(true);
    private volatile @Nullable Meta meta;
    private volatile boolean empty;

    /** As it was met last; stays when nothing is found any more. */
    private volatile String lastCreated = "";

    private volatile FirstContact firstContact = (link, keys) -> {};

    /** What the keyspace said of itself when it was last met. */
    record Meta(Keys keys, String created) {}

    /** Called when this keyspace is met for the first time, or was emptied since. */
    interface FirstContact {
        void met(Link link, Keys keys);

        /** Called before that, where it had been met before and is empty now. */
        default void emptied(Link link, Keys keys) {}

        /** Whether something that is to be done at the first contact could not be done then. */
        default boolean isWaiting() {
            return false;
        }
    }

    Keyspace(RedisSettings settings, @Nullable InstantSource manualClock) {
        this.settings = settings;
        this.manualClock = manualClock;
        this.servers = Servers.of(settings);
    }

    RedisSettings settings() {
        return settings;
    }

    void onFirstContact(FirstContact firstContact) {
        this.firstContact = firstContact;
    }

    /** The time to send with a call: empty, so that the server's clock decides, except in tests. */
    String now() {
        return manualClock == null ? "" : Long.toString(manualClock.millis());
    }

    /** Null until the keyspace was met. */
    @Nullable
    Meta met() {
        return meta;
    }

    /** Whether there was nothing when it was last looked for. */
    boolean empty() {
        return empty;
    }

    Keys keys() {
        Meta known = meta;
        if (known == null) {
            throw new IllegalStateException("keyspace not met yet");
        }
        return known.keys();
    }

    /**
     * A new connection to a keyspace that is known to be ours and not newer than this client.
     *
     * @param writes whether it is for something that may set up an empty keyspace
     */
    Link open(boolean withLanes, boolean writes) {
        Link link = Link.open(servers, readOnlyCalls);
        try {
            Keys keys = enter(link, writes || settings.createsKeyspace()).keys();
            if (withLanes) {
                link.lanes(Lanes.open(link, keys));
            }
            return link;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    /** As {@link RedisStore#init}, on a connection of its own. */
    KeyspaceMeta init(CommunityProfile profile, @Nullable Integer shards) {
        int wanted = KeyspaceMeta.shards(shards);
        Link link = null;
        try {
            link = Link.open(servers, readOnlyCalls);
            return KeyspaceMeta.write(link, settings, wanted, shards != null, manualClock != null, profile);
        } catch (RuntimeException e) {
            throw RedisErrors.translated(e, settings);
        } finally {
            if (link != null) {
                link.close();
            }
        }
    }

    /** After the lanes were lost, which shows that Redis may have come back empty: looks again, and opens new ones. */
    void enterAgain(Link link) {
        link.lanes(Lanes.open(link, enter(link, true).keys()));
    }

    /** After a reply that came from another keyspace than the one that was met: looks again. */
    Meta lookAgain(Link link) {
        return enter(link, settings.createsKeyspace());
    }

    private Meta enter(Link link, boolean create) {
        KeyspaceMeta found = KeyspaceMeta.read(link, settings);
        if (found == null && create) {
            found = KeyspaceMeta.create(link, settings, manualClock != null);
        }
        empty = found == null;
        if (found == null) {
            meta = null;
            throw new StoreException(
                    (lastCreated.isEmpty()
                                    ? "keyspace %s in Redis at %s is empty; start a bot there, run ratewarden init, or correct the prefix"
                                    : "keyspace %s in Redis at %s was emptied; start a bot there, which sets it up anew, or restore a copy")
                            .formatted(settings.prefix(), settings.address()),
                    null);
        }
        Meta now = new Meta(
                new Keys(settings.prefix(), found.shards(), settings.usersPerShard(found.shards())), found.created());
        Meta known = meta;
        if (known == null || !known.equals(now) || firstContact.isWaiting()) {
            if (manualClock != null) {
                shareManualClock(link, now.keys());
            }
            if (!lastCreated.isEmpty() && !lastCreated.equals(now.created())) {
                firstContact.emptied(link, now.keys());
            }
            firstContact.met(link, now.keys());
            lastCreated = now.created();
            meta = now;
        }
        return now;
    }

    /** A shard's scripts cannot see the meta key, which has another slot. */
    private void shareManualClock(Link link, Keys keys) {
        for (int shard = 0; shard < keys.shards(); shard++) {
            link.send(Command.HSETNX, keys.shard(shard, "totals"), Keys.utf8("clock"), Keys.utf8("manual"));
        }
        link.replies(keys.shards()).forEach(Replies::orThrow);
    }

    /** One connection that is kept open between calls, for callers who take turns. */
    Turns turns() {
        return new Turns();
    }

    /** Lets one call at a time use one connection. Thread-safe. */
    final class Turns implements AutoCloseable {

        private final Semaphore turn = new Semaphore(1, true);

        /** Guarded by {@link #turn}. */
        private @Nullable Link link;

        /** Guarded by {@link #turn}. */
        private long enteredNanos;

        private volatile boolean closed;

        /** Runs {@code work}, which may safely be done twice: again on a new connection if the kept one turns out to be closed. */
        <T> T repeatable(Function<Link, T> work) {
            return run(work, true, false);
        }

        /** The same for work that may set up an empty keyspace. */
        <T> T creating(Function<Link, T> work) {
            return run(work, true, true);
        }

        /** Runs {@code work} once. If the connection fails, it may or may not have been done. */
        <T> T once(Function<Link, T> work) {
            return run(work, false, false);
        }

        private <T> T run(Function<Link, T> work, boolean repeat, boolean writes) {
            takeTurn();
            boolean kept = link != null;
            try {
                return work.apply(linked(writes));
            } catch (RuntimeException e) {
                if (repeat && kept && !RedisErrors.timedOut(e) && (RedisErrors.breaksConnection(e) || spent())) {
                    return again(work, writes);
                }
                throw failed(e);
            } finally {
                if (closed || spent()) {
                    giveUp();
                }
                turn.release();
            }
        }

        private <T> T again(Function<Link, T> work, boolean writes) {
            giveUp();
            try {
                return work.apply(linked(writes));
            } catch (RuntimeException e) {
                throw failed(e);
            }
        }

        private boolean spent() {
            return link != null && !link.usable();
        }

        private RuntimeException failed(RuntimeException e) {
            if (RedisErrors.breaksConnection(e)) {
                giveUp();
            }
            return RedisErrors.translated(e, settings);
        }

        private Link linked(boolean writes) {
            Link used = link == null ? open(false, writes) : link;
            if (link == null) {
                enteredNanos = System.nanoTime();
            }
            link = used;
            if (meta == null || System.nanoTime() - enteredNanos > AGAIN_NANOS) {
                // It may have been emptied, and set up anew with other shards.
                enter(used, writes || settings.createsKeyspace());
                enteredNanos = System.nanoTime();
            }
            return used;
        }

        private void takeTurn() {
            try {
                // As long as the call before may take.
                long patience = (long) settings.connectTimeoutMs() + settings.readTimeoutMs() + settings.poolWaitMs();
                if (!turn.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
                    throw RedisErrors.exhausted(settings);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailableException(
                        "interrupted while waiting for a connection to Redis at " + settings.address(), e);
            }
        }

        private void giveUp() {
            if (link != null) {
                link.close();
                link = null;
            }
        }

        @Override
        public void close() {
            closed = true;
            if (turn.tryAcquire()) {
                giveUp();
                turn.release();
            }
        }
    }
}
