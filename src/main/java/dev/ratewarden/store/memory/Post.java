package dev.ratewarden.store.memory;

import dev.ratewarden.watch.WatchStore;
import dev.ratewarden.watch.WatchStore.Alert;
import dev.ratewarden.watch.WatchStore.Lease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who does the background work, how far the events were read, and which alerts were sent. Thread-safe; all is guarded by this. */
final class Post {

    private static final long PRUNE_MS = 60_000;
    private static final long IDLE_MS = 300_000;
    private static final long COUNTED_MS = 3_600_000;

    private final Map<String, Sent> alerts = new HashMap<>();
    private @Nullable String holder;
    private long untilMs;
    private long lastsMs;
    private String position = "";
    private long prunedMs;

    /**
     * @param untilMs when it may be sent again
     * @param folded how many were not sent since
     * @param latestMs time of the latest
     */
    private record Sent(long untilMs, long folded, long latestMs) {

        /** Without times of before the clock went back. */
        Sent asOf(long nowMs, long forMs) {
            return new Sent(untilMs - nowMs > forMs ? 0 : untilMs, folded, latestMs - nowMs > forMs ? -1 : latestMs);
        }
    }

    /** Null if nobody does. */
    synchronized @Nullable String holder(long nowMs) {
        // What would last longer than it was taken for was taken before the clock went back.
        return nowMs < untilMs && untilMs - nowMs <= lastsMs ? holder : null;
    }

    synchronized Lease lease(String name, long forMs, long nowMs) {
        String other = holder(nowMs);
        if (other != null && !other.equals(name)) {
            return new Lease(false, other, position, nowMs);
        }
        holder = name;
        untilMs = nowMs + forMs;
        lastsMs = forMs;
        return new Lease(true, name, position, nowMs);
    }

    synchronized boolean moved(String name, String to, long nowMs) {
        if (!name.equals(holder(nowMs))) {
            return false;
        }
        position = to;
        return true;
    }

    synchronized void release(String name, long nowMs) {
        if (name.equals(holder(nowMs))) {
            holder = null;
        }
    }

    synchronized List<Long> fold(String name, List<Alert> asked, long forMs, long nowMs) {
        if (!name.equals(holder(nowMs))) {
            return List.of();
        }
        prune(nowMs);
        List<Long> answers = new ArrayList<>();
        for (Alert alert : asked) {
            Sent sent = alerts.getOrDefault(alert.about(), new Sent(0, 0, -1)).asOf(nowMs, forMs);
            if (alert.atMs() <= sent.latestMs()) {
                answers.add(WatchStore.FOLDED);
            } else if (nowMs >= sent.untilMs()) {
                answers.add(sent.folded());
                alerts.put(alert.about(), new Sent(nowMs + forMs, 0, alert.atMs()));
            } else {
                answers.add(WatchStore.FOLDED);
                alerts.put(alert.about(), new Sent(sent.untilMs(), sent.folded() + 1, alert.atMs()));
            }
        }
        return answers;
    }

    private void prune(long nowMs) {
        if (nowMs - prunedMs >= PRUNE_MS || nowMs < prunedMs) {
            alerts.values().removeIf(sent -> sent.untilMs() + (sent.folded() > 0 ? COUNTED_MS : IDLE_MS) <= nowMs);
            prunedMs = nowMs;
        }
    }
}
