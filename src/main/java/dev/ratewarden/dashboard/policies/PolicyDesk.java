package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyChange;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/** Has the policies changed, one order after the other. For the FX thread; the work is done off it. */
final class PolicyDesk {

    /**
     * What somebody wants to be done.
     *
     * @param steps one at least; a later one only after the earlier
     * @param revision that the operator has seen
     */
    record Order(List<PolicyChange> steps, String reason, long revision) {

        Order(PolicyChange change, String reason, long revision) {
            this(List.of(change), reason, revision);
        }
    }

    /** Hears what came of orders. */
    interface Listener {

        /** @param saidSo what to tell people */
        void done(PolicyBook book, String saidSo);

        void failed(String why);
    }

    private record Outcome(
            @Nullable PolicyBook book, @Nullable String failure) {}

    private final Moderation moderation;
    private final Background background;
    private final Function<RuntimeException, String> explain;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final AtomicLong changes = new AtomicLong();

    /** @param explain one line for people on why something failed */
    PolicyDesk(Moderation moderation, Background background, Function<RuntimeException, String> explain) {
        this.moderation = moderation;
        this.background = background;
        this.explain = explain;
    }

    /** Whether an order is under way. */
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** How many orders have ended. Thread-safe. */
    long changes() {
        return changes.get();
    }

    /**
     * @param done what to tell people if all went well
     * @param listeners told in their order
     */
    void submit(Order order, String done, Listener... listeners) {
        busy.set(true);
        Consumer<Consumer<Listener>> tell = told -> {
            busy.set(false);
            changes.incrementAndGet();
            List.of(listeners).forEach(told);
        };
        background.run(
                () -> carryOut(order),
                outcome -> {
                    PolicyBook book = outcome.book();
                    String failure = outcome.failure();
                    tell.accept(listener -> {
                        if (book != null && failure == null) {
                            listener.done(book, done);
                        } else {
                            listener.failed(String.valueOf(failure));
                        }
                    });
                },
                e -> tell.accept(listener -> listener.failed(explain.apply(e))));
    }

    private Outcome carryOut(Order order) {
        long revision = order.revision();
        PolicyBook book = null;
        for (PolicyChange step : order.steps()) {
            try {
                book = moderation.change(step, order.reason(), revision);
                revision = book.revision();
            } catch (RatewardenException e) {
                if (book == null) {
                    throw e;
                }
                return new Outcome(book, text("policies.half", book.revision(), explain.apply(e)));
            }
        }
        return new Outcome(book, null);
    }
}
