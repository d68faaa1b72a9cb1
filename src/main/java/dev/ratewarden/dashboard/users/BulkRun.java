package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** Does something to many users, one after the other off the FX thread, until it is done or stopped. For the FX thread. */
final class BulkRun {

    /** How it went with one user. */
    enum Outcome {
        DONE,
        /** It is not for this user, or another moderator was first. */
        REFUSED,
        FAILED,
        /** Not tried: stopped before. */
        LEFT
    }

    /**
     * How it went with one user.
     *
     * @param words why, where it was not done
     * @param entry what the audit trail has of it; null where it was not done
     */
    record Result(
            String id,
            String name,
            Outcome outcome,
            String words,
            @Nullable AuditEntry entry) {}

    /**
     * One of those that it is done to.
     *
     * @param act does it; throws what is told as the reason
     */
    record Step(String id, String name, Function<Step, ActionReceipt> act) {

        private Result not(Outcome outcome, String why) {
            return new Result(id, name, outcome, why, null);
        }
    }

    private final BulkAct.@Nullable Kind kind;
    private final List<Step> steps;
    private final ObservableList<Result> results = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(true);
    private volatile boolean stopped;
    /** Why the rest was not tried, as a key of messages. */
    private volatile String left = "users.bulk.left.stopped";

    /** @param kind null where it takes back what was done */
    BulkRun(BulkAct.@Nullable Kind kind, List<Step> steps) {
        this.kind = kind;
        this.steps = List.copyOf(steps);
    }

    /** As keys of messages end. */
    String word() {
        return kind == null ? "undo" : kind.word();
    }

    boolean isUndo() {
        return kind == null;
    }

    int count() {
        return steps.size();
    }

    ObservableList<Result> results() {
        return results;
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    int count(Outcome outcome) {
        return (int)
                results.stream().filter(result -> result.outcome() == outcome).count();
    }

    /** Those that can be taken back. */
    List<Result> done() {
        return results.stream()
                .filter(result -> result.outcome() == Outcome.DONE && result.entry() != null)
                .toList();
    }

    /** After the user that it is at. Thread-safe. */
    void stop() {
        stopped = true;
    }

    /**
     * Begins.
     *
     * @param closed whether the community was left; thread-safe
     * @param explain one line for people on why something failed; thread-safe
     * @param ended is told on the FX thread
     */
    void start(
            Background background, BooleanSupplier closed, Function<RuntimeException, String> explain, Runnable ended) {
        background.run(
                () -> {
                    run(background, closed, explain);
                    return true;
                },
                ran -> {
                    // What went wrong first, each in the order in which it was tried.
                    FXCollections.sort(
                            results, Comparator.comparing((Result result) -> result.outcome() == Outcome.DONE));
                    running.set(false);
                    ended.run();
                },
                e -> running.set(false));
    }

    private void run(Background background, BooleanSupplier closed, Function<RuntimeException, String> explain) {
        for (Step step : steps) {
            if (closed.getAsBoolean()) {
                return;
            }
            Result result = stopped ? step.not(Outcome.LEFT, text(left)) : result(step, explain);
            background.tell(() -> results.add(result));
        }
    }

    private Result result(Step step, Function<RuntimeException, String> explain) {
        try {
            ActionReceipt receipt = step.act().apply(step);
            return new Result(step.id(), step.name(), Outcome.DONE, "", receipt.entry());
        } catch (StoreUnavailableException e) {
            // The next ones would each wait as long for the same answer.
            left = "users.bulk.left.away";
            stopped = true;
            return step.not(Outcome.FAILED, explain.apply(e));
        } catch (ActionRefusedException e) {
            return step.not(Outcome.REFUSED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return step.not(Outcome.FAILED, explain.apply(e));
        }
    }
}
