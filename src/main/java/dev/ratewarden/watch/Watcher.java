package dev.ratewarden.watch;

import dev.ratewarden.events.EventPump;
import dev.ratewarden.events.EventSink;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.watch.WatchStore.Lease;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Watches over a community: hands its events to sinks, sends alerts, notices raids, and does chores. Of all processes that watch the same
 * store one works, the others stand by; when it ends, or is not heard of for {@value #LEASE_MS} ms, another goes on where it stopped.
 *
 * <pre>{@code
 * Watcher watcher = Watcher.over(store)
 *         .sink(new LogSink())
 *         .alert(Webhook.discord(address))
 *         .start();
 * }</pre>
 *
 * <p>An event reaches the sinks at least once, but for sinks that hang for a minute: what waits for them is lost with a process that is killed,
 * and what their queue cannot take is dropped and counted. While a queue is full that its sink still works on, no more events are read. An alert is
 * sent at most once. Nothing of it is on a check's way. Thread-safe.
 */
public final class Watcher implements AutoCloseable {

    /** So long the lease lasts unless it is kept, ms. */
    public static final long LEASE_MS = 20_000;

    private static final Logger LOG = System.getLogger(Watcher.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final long STEP_DOWN_NANOS = Duration.ofSeconds(5).toNanos();

    private final WatchStore store;
    private final String name;
    private final Consumer<String> news;
    private final EventPump sinks;
    private final EventPump alerts;
    private final Follower follower;
    private final Duty duty;
    private final OwnOutages outages;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private boolean closed;
    private boolean running;

    // Used by the thread that takes the turns.
    private boolean holding;
    private String rival = "";
    private String trouble = "";

    private Watcher(Builder builder) {
        this.store = builder.store;
        this.name = builder.name;
        this.news = builder.news;
        this.sinks = new EventPump(builder.sinks, EventPump.DEFAULT_CAPACITY, builder.executor, builder.nanos);
        this.alerts = new EventPump(builder.alertSinks, EventPump.DEFAULT_CAPACITY, builder.executor, builder.nanos);
        this.outages = new OwnOutages(store.instance(), name, builder.clock, sinks);
        Alerts deciding = builder.alertSinks.isEmpty() ? null : new Alerts(store, name, builder.alertAt, alerts);
        this.follower = new Follower(store, name, builder.rules, sinks, deciding, outages);
        List<Chore> chores = new ArrayList<>(builder.chores);
        chores.add(new IndexRepairs(store, builder.repairParts));
        this.duty = new Duty(chores, news);
        store.onOutage(outages);
    }

    /** What is to watch over {@code store}. */
    public static Builder over(WatchStore store) {
        return new Builder(store);
    }

    /** What this watcher is called where people see it. */
    public String name() {
        return name;
    }

    private void start(Executor executor) {
        locked(() -> running = true);
        executor.execute(this::work);
    }

    private void work() {
        try {
            do {
                turn();
            } while (rested());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            locked(() -> running = false);
        }
    }

    /** Whether it goes on afterwards. */
    private boolean rested() throws InterruptedException {
        lock.lock();
        try {
            long left = EVERY.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the lease if it is free, and does what is due. A started watcher does it by itself every second; by hand it is for one thread.
     *
     * @return whether it has the lease
     */
    public boolean turn() {
        try {
            holding = attend();
            if (!holding) {
                follower.stop();
            }
            trouble = "";
        } catch (StoreUnavailableException e) {
            stumbled(e);
            outages.entered(e);
        } catch (RuntimeException e) {
            stumbled(e);
        }
        return holding;
    }

    private boolean attend() {
        Lease lease = store.lease(name, LEASE_MS);
        if (outages.left() || !trouble.isEmpty()) {
            news.accept("the store answers again");
        }
        if (!lease.held()) {
            if (!rival.equals(lease.holder())) {
                news.accept("standing by: %s watches".formatted(Text.visible(lease.holder())));
            }
            rival = lease.holder();
            return false;
        }
        rival = "";
        if (!holding) {
            news.accept("watching as %s".formatted(Text.visible(name)));
        }
        if (!follower.follow(lease)) {
            return false;
        }
        follower.tell(sinks.takeLost());
        follower.tell(alerts.takeLost());
        return duty.doWhatIsDue(lease.nowMs(), this::isStillMine);
    }

    private boolean isStillMine() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        return store.lease(name, LEASE_MS).held();
    }

    /** Said once while it lasts. */
    private void stumbled(RuntimeException e) {
        holding = false;
        follower.stop();
        String message = e instanceof RatewardenException ? String.valueOf(e.getMessage()) : e.toString();
        if (trouble.isEmpty()) {
            news.accept("%s; trying again every second".formatted(Text.visible(message)));
            LOG.log(Level.DEBUG, "The watch stumbled", e);
        }
        trouble = message;
    }

    /** Ends the watch, lets the sinks finish within some seconds, and gives the lease back. */
    @Override
    public void close() {
        if (!stepDown()) {
            return;
        }
        store.offOutage(outages);
        sinks.close();
        try {
            if (holding && !isRunning()) {
                follower.save();
            }
            store.release(name);
        } catch (RatewardenException e) {
            LOG.log(Level.DEBUG, "The lease could not be given back; it ends by itself", e);
        }
        alerts.close();
    }

    /** Whether a turn is still under way, which did not end in time. */
    private boolean isRunning() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the turn under way; false if that was done before. */
    private boolean stepDown() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            changed.signalAll();
            long left = STEP_DOWN_NANOS;
            while (running && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return true;
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Not thread-safe while building; the watcher is. */
    public static final class Builder {

        private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,64}");

        private final WatchStore store;
        private final List<EventSink> sinks = new ArrayList<>();
        private final List<EventSink> alertSinks = new ArrayList<>();
        private final List<Chore> chores = new ArrayList<>();
        private String name;
        private Severity alertAt = Severity.CRITICAL;
        private int repairParts = 1;
        private RaidRules rules = RaidRules.DEFAULT;
        private InstantSource clock = InstantSource.system();
        private LongSupplier nanos = System::nanoTime;
        private Consumer<String> news = line -> LOG.log(Level.INFO, "{0}", line);
        private Executor executor =
                task -> Thread.ofVirtual().name("ratewarden-watch").start(task);

        private Builder(WatchStore store) {
            this.store = store;
            String instance = store.instance();
            this.name = instance != null
                    ? instance
                    : "watch-" + UUID.randomUUID().toString().substring(0, 8);
        }

        /**
         * What it is called where people see who watches; no two at a time may have the same name.
         *
         * @throws InvalidRequestException unless it is 1 to 64 visible ASCII characters
         */
        public Builder name(String watcher) {
            if (!NAME.matcher(watcher).matches()) {
                throw new InvalidRequestException(
                        "name of the watch: must be 1 to 64 visible ASCII characters without spaces");
            }
            this.name = watcher;
            return this;
        }

        /** Takes every event. Closed with the watcher. */
        public Builder sink(EventSink sink) {
            sinks.add(sink);
            return this;
        }

        /** Takes alerts: urgent events, the same about the same user, or about the same action, once in five minutes. */
        public Builder alert(EventSink sink) {
            alertSinks.add(sink);
            return this;
        }

        /** How urgent an event must be to be an alert. Default: CRITICAL. */
        public Builder alertAt(Severity severity) {
            this.alertAt = severity;
            return this;
        }

        public Builder raids(RaidRules raidRules) {
            this.rules = raidRules;
            return this;
        }

        /** Work that one process does for all. */
        public Builder chore(Chore chore) {
            chores.add(chore);
            return this;
        }

        /** As {@link System#nanoTime}, for how long sinks hang. */
        Builder nanos(LongSupplier source) {
            this.nanos = source;
            return this;
        }

        /** For the times of what this watcher itself says while the store is away. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** Takes a line whenever this watcher begins or stops to watch. Default: the log, at INFO. */
        public Builder news(Consumer<String> lines) {
            this.news = lines;
            return this;
        }

        /** Looks at all indexes in one turn, up to a million users, instead of some at a time; for a watch that ends soon. */
        public Builder allIndexesAtOnce() {
            this.repairParts = 2_000;
            return this;
        }

        /** Must start a thread for each task. Default: virtual threads. */
        public Builder executor(Executor threads) {
            this.executor = threads;
            return this;
        }

        /** One that is started, and watches until it is closed. Never waits for the store: it may be away. */
        public Watcher start() {
            Watcher watcher = build();
            watcher.start(executor);
            return watcher;
        }

        /** One that works in {@link Watcher#turn} alone. */
        public Watcher build() {
            return new Watcher(this);
        }
    }
}
