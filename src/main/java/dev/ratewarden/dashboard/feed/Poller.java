package dev.ratewarden.dashboard.feed;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserDetail;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads again and again what the window shows. Reads never overlap; they back off while the store is away, stop while the window is
 * hidden or paused, and happen at once when something was done or asked. Thread-safe: the monitor guards all state and is never held
 * during a read.
 */
public final class Poller implements AutoCloseable {

    /** What a poller runs on. */
    public record Machinery(InstantSource clock, Timer timer, Executor worker, Backoff backoff) {}

    private static final System.Logger LOG = System.getLogger(Poller.class.getName());

    private final Moderation moderation;
    private final Function<RuntimeException, String> explainLoss;
    private final Machinery on;
    private final Consumer<FeedState> sink;
    private final List<Extra<?>> extras = new CopyOnWriteArrayList<>();

    private Request request;
    private FeedState state;
    private boolean reading;
    private boolean again;
    private boolean hidden;
    private boolean closed;
    private int failures;
    /** When the first of the reads began that failed since one succeeded, or that runs; null while nobody asks. */
    private @Nullable Long vainSinceMs;
    /** The cause that the log tells of the present loss; empty while there is none. */
    private String logged = "";

    private long sequence;
    private @Nullable Thread reader;
    private Runnable cancelNext = () -> {};

    /** @param sink receives every new state, in order, under this poller's monitor: it must not block */
    public Poller(
            Moderation moderation,
            Function<RuntimeException, String> explainLoss,
            Request request,
            long intervalMs,
            Machinery on,
            Consumer<FeedState> sink) {
        this.moderation = moderation;
        this.explainLoss = explainLoss;
        this.request = request;
        this.on = on;
        this.sink = sink;
        this.state = new FeedState(new Link.Connecting(on.clock().millis()), false, intervalMs, null);
    }

    /** Reads this too from now on, while it is wanted. */
    public void add(Extra<?> extra) {
        extras.add(extra);
    }

    /** Reads at once; if a read is under way, again right after it. Also while paused. */
    public synchronized void refresh() {
        if (closed) {
            return;
        }
        if (reading) {
            again = true;
        } else {
            begin();
        }
    }

    /** Reads something else from now on, at once. */
    public synchronized void request(Request wanted) {
        request = wanted;
        refresh();
    }

    public synchronized void interval(long intervalMs) {
        publish(new FeedState(state.link(), state.paused(), intervalMs, state.reading()));
        refresh();
    }

    public synchronized void paused(boolean paused) {
        publish(new FeedState(state.link(), paused, state.intervalMs(), state.reading()));
        resumeOrStop(!paused);
    }

    /** A window that nobody sees does not read. */
    public synchronized void hidden(boolean nowHidden) {
        if (hidden != nowHidden) {
            hidden = nowHidden;
            resumeOrStop(!nowHidden);
        }
    }

    /** Gives up a read that takes too long, where the store can be interrupted; it then counts as failed. */
    public synchronized void interrupt() {
        if (reader != null) {
            reader.interrupt();
        }
    }

    /** A read that still runs is published to nobody. */
    @Override
    public synchronized void close() {
        closed = true;
        cancelNext.run();
        interrupt();
    }

    private void resumeOrStop(boolean resume) {
        if (resume) {
            refresh();
        } else {
            cancelNext.run();
            vainSinceMs = null;
        }
    }

    private void begin() {
        cancelNext.run();
        reading = true;
        again = false;
        if (state.link() instanceof Link.Lost lost) {
            publish(with(new Link.Lost(lost.cause(), lost.loss(), lost.sinceMs(), null)));
        }
        Request asked = request;
        on.worker().execute(() -> read(asked));
    }

    private void read(Request asked) {
        long startedMs = on.clock().millis();
        long askedMs;
        Reading previous;
        synchronized (this) {
            reader = Thread.currentThread();
            previous = state.reading();
            vainSinceMs = vainSinceMs == null ? startedMs : vainSinceMs;
            askedMs = vainSinceMs;
        }
        try {
            // The store's clock may run apart from ours: "the last 24 h" counts from what it last said.
            long storeNow = previous == null ? startedMs : previous.snapshot().nowMs();
            long from = System.nanoTime();
            Snapshot snapshot = moderation.snapshot(asked.filter().query(storeNow));
            long took = System.nanoTime() - from;
            long answeredMs = on.clock().millis();
            String open = asked.openUserId();
            UserDetail detail = open == null ? null : moderation.user(open).orElse(null);
            Enforcement enforcement = moderation.policies().enforcement();
            succeeded(new Reading(
                    0,
                    asked,
                    snapshot,
                    detail,
                    enforcement,
                    more(),
                    askedMs,
                    startedMs,
                    answeredMs,
                    on.clock().millis(),
                    took));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private List<Runnable> more() {
        return extras.stream()
                .filter(Extra::isWanted)
                .map(extra -> extra.read(moderation))
                .toList();
    }

    private synchronized void succeeded(Reading read) {
        if (!logged.isEmpty()) {
            logged = "";
            LOG.log(Level.INFO, "The store answers again after {0} failed reads", failures);
        }
        failures = 0;
        vainSinceMs = null;
        sequence++;
        Reading taken = read.numbered(sequence);
        ended();
        publish(new FeedState(new Link.Live(), state.paused(), state.intervalMs(), taken));
        next(state.intervalMs());
    }

    private synchronized void failed(RuntimeException e) {
        failures++;
        ended();
        long nowMs = on.clock().millis();
        long delayMs = on.backoff().afterMs(failures);
        long since = state.link() instanceof Link.Lost lost ? lost.sinceMs() : nowMs;
        boolean waits = !state.paused() && !hidden;
        if (!waits) {
            vainSinceMs = null;
        }
        String cause = explainLoss.apply(e);
        log(cause);
        publish(with(new Link.Lost(cause, Loss.of(e), since, waits ? (Long) (nowMs + delayMs) : null)));
        next(delayMs);
    }

    /** Once for each cause, not for each try. */
    private void log(String cause) {
        if (!closed && !cause.equals(logged)) {
            logged = cause;
            LOG.log(Level.WARNING, "The store could not be read: {0}", cause);
        }
    }

    private void ended() {
        reading = false;
        reader = null;
        // An interrupt is for one read: it must not leak into the worker's next one.
        Thread.interrupted();
    }

    private void next(long delayMs) {
        if (closed) {
            return;
        }
        if (again) {
            begin();
        } else if (!state.paused() && !hidden) {
            cancelNext = on.timer().after(delayMs, this::refresh);
        }
    }

    private FeedState with(Link link) {
        return new FeedState(link, state.paused(), state.intervalMs(), state.reading());
    }

    private void publish(FeedState next) {
        state = next;
        if (!closed) {
            sink.accept(next);
        }
    }
}
