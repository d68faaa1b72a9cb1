package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.FeedState;
import dev.ratewarden.dashboard.feed.Link;
import dev.ratewarden.dashboard.feed.Loss;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Enforcement;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** How fresh the picture is, in words that count on by themselves even if the store hangs. */
public final class LinkViewModel {

    /** How the link looks. */
    public enum Mood {
        CONNECTING,
        LIVE,
        PAUSED,
        STALE,
        LOST
    }

    /** The intervals on offer, ms. */
    public static final List<Long> INTERVALS_MS = List.of(1_000L, 2_000L, 5_000L, 15_000L);

    private static final long PATIENCE_MS = 3_000;

    private final Poller poller;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<Mood> mood = new ReadOnlyObjectWrapper<>(Mood.CONNECTING);
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Loss> loss = new ReadOnlyObjectWrapper<>(Loss.AWAY);
    private final ReadOnlyStringWrapper cause = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper countdown = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper reading = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Enforcement> enforcement = new ReadOnlyObjectWrapper<>(Enforcement.ENFORCE);
    private final ReadOnlyBooleanWrapper slow = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper paused = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper actable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyLongWrapper interval = new ReadOnlyLongWrapper(INTERVALS_MS.getFirst());
    private FeedState state;

    public LinkViewModel(Poller poller, InstantSource clock) {
        this.poller = poller;
        this.clock = clock;
        this.state = new FeedState(new Link.Connecting(clock.millis()), false, interval.get(), null);
        tick();
    }

    public ReadOnlyObjectProperty<Mood> moodProperty() {
        return mood.getReadOnlyProperty();
    }

    /** {@code Live, 2 s ago}. */
    public ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /** Why the link is lost; empty while it is not. */
    public ReadOnlyStringProperty causeProperty() {
        return cause.getReadOnlyProperty();
    }

    /** What kind of loss it is, or was the latest. */
    public ReadOnlyObjectProperty<Loss> lossProperty() {
        return loss.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty countdownProperty() {
        return countdown.getReadOnlyProperty();
    }

    /** The status bar's figures about the latest reading. */
    public ReadOnlyStringProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** The switch over all policies, as last read. */
    public ReadOnlyObjectProperty<Enforcement> enforcementProperty() {
        return enforcement.getReadOnlyProperty();
    }

    /** Whether the first reading takes so long that it should offer to be cancelled. */
    public ReadOnlyBooleanProperty slowProperty() {
        return slow.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty pausedProperty() {
        return paused.getReadOnlyProperty();
    }

    /** Whether commands make sense now. */
    public ReadOnlyBooleanProperty actableProperty() {
        return actable.getReadOnlyProperty();
    }

    public ReadOnlyLongProperty intervalProperty() {
        return interval.getReadOnlyProperty();
    }

    /** The store's time of the latest reading, epoch ms; 0 if nothing was read. */
    public long storeMs() {
        Reading last = state.reading();
        return last == null ? 0 : last.snapshot().nowMs();
    }

    public void accept(FeedState now) {
        state = now;
        paused.set(now.paused());
        interval.set(now.intervalMs());
        Reading last = now.reading();
        if (last != null) {
            enforcement.set(last.enforcement());
        }
        tick();
    }

    /** Lets the words count on; call it once a second. */
    public void tick() {
        long nowMs = clock.millis();
        Reading last = state.reading();
        String age = last == null ? "" : Figures.age(nowMs - last.takenMs());
        slow.set(state.link() instanceof Link.Connecting since && nowMs - since.sinceMs() >= PATIENCE_MS);
        mood.set(moodAt(nowMs));
        words.set(
                switch (mood.get()) {
                    case CONNECTING -> text("link.connecting");
                    case LIVE -> live(nowMs - (last == null ? nowMs : last.takenMs()));
                    case PAUSED -> text("link.paused", age);
                    case STALE -> text("link.stale", age);
                    case LOST -> last == null ? text("link.lost.never") : text("link.lost", age);
                });
        if (last != null) {
            reading.set(told(last));
        }
        lost(nowMs);
        actable.set(mood.get() == Mood.LIVE || mood.get() == Mood.PAUSED || mood.get() == Mood.STALE);
    }

    public void togglePause() {
        poller.paused(!paused.get());
    }

    public void interval(long ms) {
        poller.interval(ms);
    }

    public void retryNow() {
        poller.refresh();
    }

    /** Gives up on a first reading that takes too long. */
    public void cancel() {
        poller.interrupt();
    }

    private Mood moodAt(long nowMs) {
        if (state.link() instanceof Link.Lost) {
            return Mood.LOST;
        }
        if (state.reading() == null) {
            return Mood.CONNECTING;
        }
        if (state.paused()) {
            return Mood.PAUSED;
        }
        return state.staleAt(nowMs) ? Mood.STALE : Mood.LIVE;
    }

    /** What stands beside it in the status bar is as old. */
    private String told(Reading last) {
        boolean old = mood.get() == Mood.LOST || mood.get() == Mood.STALE;
        String took = String.format(Locale.ROOT, "%.1f", last.tookNanos() / 1e6);
        return text(old ? "status.reading.old" : "status.reading", Figures.count(last.sequence()), took);
    }

    /** In whole seconds, since it is said once a second. */
    private static String live(long ageMs) {
        return ageMs < 1_000 ? text("link.live.now") : text("link.live", Durations.words(ageMs / 1_000 * 1_000));
    }

    private void lost(long nowMs) {
        if (!(state.link() instanceof Link.Lost lost)) {
            cause.set("");
            countdown.set("");
            return;
        }
        loss.set(lost.loss());
        cause.set(lost.cause());
        Long retryAt = lost.retryAtMs();
        countdown.set(
                retryAt == null
                        ? text(state.paused() ? "link.retry.paused" : "link.retry.running")
                        : text("link.retry.in", Math.max(0, (retryAt - nowMs + 999) / 1_000)));
    }
}
