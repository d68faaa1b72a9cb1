package dev.ratewarden.dashboard.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Does several things on the FX thread one after another, each in a turn of its own: what somebody presses meanwhile waits for one of
 * them, not for all. For the FX thread.
 */
public final class Turns {

    private final Executor fxThread;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean turning;

    /** @param fxThread runs a task on the FX thread, later */
    public Turns(Executor fxThread) {
        this.fxThread = fxThread;
    }

    /** In place of what still waits: newer things tell what older ones would have told. */
    public void take(List<Runnable> all) {
        waiting.clear();
        waiting.addAll(all);
        next();
    }

    /** Nothing that waits is done any more. */
    public void clear() {
        waiting.clear();
    }

    public boolean isWaiting() {
        return !waiting.isEmpty();
    }

    private void next() {
        if (!turning && !waiting.isEmpty()) {
            turning = true;
            fxThread.execute(this::turn);
        }
    }

    private void turn() {
        turning = false;
        Runnable now = waiting.poll();
        if (now != null) {
            Background.guarded(now);
        }
        next();
    }
}
