package dev.ratewarden.dashboard.act;

import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.LatestValue;
import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands off the FX thread, beside the polling, and tells on the FX thread how they went. Methods are for the FX thread.
 */
public final class Commands {

    /** Is told on the FX thread. */
    public interface Listener {

        void started(Command command);

        void done(Command command, ActionReceipt receipt);

        /** @param why one line for people */
        void failed(Command command, String why);
    }

    private record Outcome(Command command, @Nullable ActionReceipt receipt, String why) {}

    private final Moderation moderation;
    private final Executor background;
    private final Function<RuntimeException, String> explain;
    private final LatestValue<List<Outcome>> outcomes;
    private final List<Listener> listeners = new ArrayList<>();
    private volatile boolean closed;

    public Commands(
            Moderation moderation, Executor background, Executor fxThread, Function<RuntimeException, String> explain) {
        this.moderation = moderation;
        this.background = background;
        this.explain = explain;
        this.outcomes = new LatestValue<>(fxThread, Commands::join, all -> all.forEach(this::tell));
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public String operator() {
        return moderation.operator();
    }

    /**
     * Whoever submits from now on, such as a dialog that is still open, submits to nobody.
     *
     * @param staying is told, in place of all others, how what still runs ended
     */
    public void close(Listener staying) {
        closed = true;
        listeners.clear();
        listeners.add(staying);
    }

    /** Whether this community was left: long work on it is to end. Thread-safe. */
    public boolean isClosed() {
        return closed;
    }

    public void submit(Command command) {
        if (closed) {
            return;
        }
        listeners.forEach(listener -> listener.started(command));
        background.execute(() -> outcomes.publish(List.of(run(command))));
    }

    private Outcome run(Command command) {
        try {
            return new Outcome(command, command.run(moderation), "");
        } catch (ActionConflictException e) {
            return new Outcome(command, null, overtaken(command.target(), e));
        } catch (RuntimeException e) {
            return new Outcome(command, null, explain.apply(e));
        }
    }

    /** What the other moderator did, in this window's words; in the store's where that cannot be read. */
    private String overtaken(Target target, ActionConflictException conflict) {
        try {
            return Overtaken.words(target, moderation.user(target.id()).orElse(null));
        } catch (RuntimeException e) {
            return explain.apply(conflict);
        }
    }

    private void tell(Outcome outcome) {
        ActionReceipt receipt = outcome.receipt();
        for (Listener listener : listeners) {
            Background.guarded(() -> {
                if (receipt == null) {
                    listener.failed(outcome.command(), outcome.why());
                } else {
                    listener.done(outcome.command(), receipt);
                }
            });
        }
    }

    private static List<Outcome> join(List<Outcome> older, List<Outcome> newer) {
        return Stream.concat(older.stream(), newer.stream()).toList();
    }
}
