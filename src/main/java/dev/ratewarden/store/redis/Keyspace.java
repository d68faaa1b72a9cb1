package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * One community's keyspace: opens connections, finds out what is there, and creates the keyspace if there is none. Thread-safe.
 */
final class Keyspace {

    static final int VERSION = 1;
    private static final int SHARDS = 16;

    private final RedisSettings settings;
    private final @Nullable InstantSource manualClock;
    private volatile @Nullable Meta meta;
    private volatile FirstContact firstContact = (link, keys) -> {};

    /** What the keyspace said of itself when it was last met. */
    record Meta(Keys keys, String created) {}

    /** Called when this keyspace is met for the first time, or was emptied since. */
    interface FirstContact {
        void met(Link link, Keys keys);
    }

    Keyspace(RedisSettings settings, @Nullable InstantSource manualClock) {
        this.settings = settings;
        this.manualClock = manualClock;
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

    Keys keys() {
        Meta known = meta;
        if (known == null) {
            throw new IllegalStateException("keyspace not met yet");
        }
        return known.keys();
    }

    /** A new connection to a keyspace that is known to be ours and not newer than this client. */
    Link open(boolean withLanes) {
        Link link = Link.open(settings);
        try {
            Keys keys = enter(link);
            if (withLanes) {
                link.lanes(Lanes.open(link, keys));
            }
            return link;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    /** After the lanes were lost, which shows that Redis may have come back empty: looks again, and opens new ones. */
    void enterAgain(Link link) {
        link.lanes(Lanes.open(link, enter(link)));
    }

    private Keys enter(Link link) {
        byte[] key = new Keys(settings.prefix(), SHARDS).global("meta");
        List<?> reply = link.run(
                ScriptCall.of(Script.INIT, List.of(key), VERSION, SHARDS, manualClock == null ? "server" : "manual"));
        Meta found = read(reply);
        Meta known = meta;
        if (known == null || !known.equals(found)) {
            if (manualClock != null) {
                shareManualClock(link, found.keys());
            }
            firstContact.met(link, found.keys());
            meta = found;
        }
        return found.keys();
    }

    private Meta read(List<?> reply) {
        String version = Replies.text(reply.get(0));
        int shards;
        try {
            if (Integer.parseInt(version) > VERSION) {
                throw new StoreException(
                        "keyspace %s in Redis at %s has version %s, this program knows up to %d; update this program"
                                .formatted(settings.prefix(), settings.address(), version, VERSION),
                        null);
            }
            shards = Integer.parseInt(Replies.text(reply.get(1)));
        } catch (NumberFormatException e) {
            throw new StoreException(
                    "keyspace %s in Redis at %s is not one of ours: its meta has no version and shards; choose another prefix"
                            .formatted(settings.prefix(), settings.address()),
                    e);
        }
        return new Meta(new Keys(settings.prefix(), shards), Replies.text(reply.get(2)));
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

        private volatile boolean closed;

        /** Runs {@code work}, which may safely be done twice: again on a new connection if the kept one turns out to be closed. */
        <T> T repeatable(Function<Link, T> work) {
            return run(work, true);
        }

        /** Runs {@code work} once. If the connection fails, it may or may not have been done. */
        <T> T once(Function<Link, T> work) {
            return run(work, false);
        }

        private <T> T run(Function<Link, T> work, boolean repeat) {
            takeTurn();
            boolean kept = link != null;
            try {
                return work.apply(linked());
            } catch (RuntimeException e) {
                if (repeat && kept && RedisErrors.breaksConnection(e) && !RedisErrors.timedOut(e)) {
                    return again(work);
                }
                throw failed(e);
            } finally {
                if (closed) {
                    giveUp();
                }
                turn.release();
            }
        }

        private <T> T again(Function<Link, T> work) {
            giveUp();
            try {
                return work.apply(linked());
            } catch (RuntimeException e) {
                throw failed(e);
            }
        }

        private RuntimeException failed(RuntimeException e) {
            if (RedisErrors.breaksConnection(e)) {
                giveUp();
            }
            return RedisErrors.translated(e, settings);
        }

        private Link linked() {
            Link used = link == null ? open(false) : link;
            link = used;
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
