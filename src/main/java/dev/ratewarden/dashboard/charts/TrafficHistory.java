package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.charts.TrafficMinutes.MINUTE_MS;

import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Timer;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModerationStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was checked minute by minute, as far back as somebody in sight wants to see: the newest first, at most an hour at a time,
 * and with pauses, so that the store's work for its bots is not held up. A minute that is over is read once. For the FX thread; the
 * reading itself happens off it.
 */
public final class TrafficHistory implements AutoCloseable {

    /** How long minutes are kept by stores. */
    public static final int KEPT_MINUTES = 48 * 60;

    /** Between two reads. */
    static final long PAUSE_MS = 250;
    /** After a read that failed. */
    static final long RETRY_MS = 10_000;
    /** A minute that just ended may still get a check that is on its way. */
    private static final long SETTLED_MS = 2_000;

    /**
     * How far the reading has come.
     *
     * @param readMinutes how many of those are read
     * @param wantedMinutes how many minutes somebody wants to see
     * @param failure why the latest read failed; null if it did not
     */
    public record Progress(
            int readMinutes, int wantedMinutes, @Nullable String failure) {

        public boolean isDone() {
            return readMinutes >= wantedMinutes;
        }
    }

    private record Chunk(long first, int minutes) {}

    private final Moderation moderation;
    private final Background background;
    private final Timer timer;
    private final Function<RuntimeException, String> explain;
    private final Map<Object, Integer> wishes = new HashMap<>();
    private final NavigableMap<Long, List<ActionMinute>> over = new TreeMap<>();
    private final ReadOnlyObjectWrapper<TrafficMinutes> minutes = new ReadOnlyObjectWrapper<>(TrafficMinutes.NONE);
    private final ReadOnlyObjectWrapper<Progress> progress = new ReadOnlyObjectWrapper<>(new Progress(0, 0, null));
    private @Nullable String failure;
    private long nowMs;
    private int emptied;
    private boolean busy;
    private boolean closed;

    /** @param explain one line for people on why a read failed */
    public TrafficHistory(
            Moderation moderation, Background background, Timer timer, Function<RuntimeException, String> explain) {
        this.moderation = moderation;
        this.background = background;
        this.timer = timer;
        this.explain = explain;
    }

    /** What is known by now; a new one whenever something was read. */
    public ReadOnlyObjectProperty<TrafficMinutes> minutesProperty() {
        return minutes.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Progress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /**
     * @param who wants it, and replaces its earlier wish; several may want at once
     * @param spanMinutes how far back, at most {@value #KEPT_MINUTES}; 0 for nothing more, to be said when its view goes out of sight
     */
    public void want(Object who, int spanMinutes) {
        wishes.put(who, Math.min(spanMinutes, KEPT_MINUTES));
        next();
    }

    /** @param storeNowMs the store's clock, as last read */
    public void accept(long storeNowMs) {
        if (storeNowMs < nowMs - MINUTE_MS) {
            // Another store, or one whose clock was wrong: what was read is of other minutes.
            over.clear();
        }
        nowMs = storeNowMs;
        next();
    }

    /** What was read is of what is gone. */
    public void forget() {
        over.clear();
        emptied++;
        minutes.set(TrafficMinutes.of(over, nowMs));
        next();
    }

    @Override
    public void close() {
        closed = true;
    }

    private int wanted() {
        return wishes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private void next() {
        progress();
        if (closed || busy || nowMs == 0 || wanted() == 0) {
            return;
        }
        Chunk missing = missing();
        if (missing != null) {
            read(missing);
        }
    }

    /** The newest minutes that are over and were not read; null if all that is wanted was. */
    private @Nullable Chunk missing() {
        long newest = newestOver();
        long oldest = oldestWanted();
        while (newest >= oldest && over.containsKey(newest)) {
            newest--;
        }
        long first = newest;
        while (first - 1 >= oldest
                && newest - first + 1 < ModerationStore.MAX_TRAFFIC_MINUTES
                && !over.containsKey(first - 1)) {
            first--;
        }
        return newest < oldest ? null : new Chunk(first, (int) (newest - first + 1));
    }

    private long newestOver() {
        return (nowMs - SETTLED_MS) / MINUTE_MS - 1;
    }

    private long oldestWanted() {
        return nowMs / MINUTE_MS - wanted();
    }

    private void read(Chunk chunk) {
        busy = true;
        long askedMs = nowMs;
        int asked = emptied;
        background.run(
                () -> moderation.traffic(chunk.first(), chunk.minutes()),
                found -> took(chunk, askedMs, asked == emptied ? found : null),
                e -> failed(explain.apply(e)));
    }

    /** @param found null for what was asked before all was forgotten */
    private void took(Chunk chunk, long askedMs, @Nullable List<ActionMinute> found) {
        if (found == null) {
            pause(0);
            return;
        }
        Map<Long, List<ActionMinute>> byMinute = new HashMap<>();
        found.forEach(each -> byMinute.computeIfAbsent(each.startMs() / MINUTE_MS, minute -> new ArrayList<>())
                .add(each));
        failure = null;
        for (long minute = chunk.first(); minute < chunk.first() + chunk.minutes(); minute++) {
            over.put(minute, List.copyOf(byMinute.getOrDefault(minute, List.of())));
        }
        over.headMap(nowMs / MINUTE_MS - KEPT_MINUTES).clear();
        minutes.set(TrafficMinutes.of(over, askedMs));
        pause(PAUSE_MS);
    }

    /** What was read stays, and is asked for again later. */
    private void failed(String why) {
        failure = why;
        pause(RETRY_MS);
    }

    private void pause(long ms) {
        if (closed) {
            return;
        }
        progress();
        timer.after(
                ms,
                () -> background.tell(() -> {
                    busy = false;
                    next();
                }));
    }

    private void progress() {
        int wanted = (int) Math.max(0, newestOver() - oldestWanted() + 1);
        int read = nowMs == 0
                ? 0
                : over.subMap(oldestWanted(), true, Math.max(oldestWanted(), newestOver()), true)
                        .size();
        progress.set(new Progress(read, nowMs == 0 ? wanted() : wanted, failure));
    }
}
