package dev.ratewarden.guard;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Decision;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One guarded call on its way: its checks, one after the other, then the body or the denial. Nothing here waits: each step continues
 * where the one before ended.
 */
final class Passage<T extends @Nullable Object> {

    private static final Logger LOG = System.getLogger(Guard.class.getName());

    private final GuardSettings settings;
    private final List<CheckRequest> requests;
    private final Callable<? extends @Nullable CompletionStage<T>> body;
    private final Consumer<? super Denial> onDenial;
    private final boolean unattended;
    private final CompletableFuture<Guarded<T>> result = new CompletableFuture<>();

    /**
     * @param requests all are checked; none for a body that runs unchecked
     * @param unattended whether nobody is likely to look at the result, so that a failure of the body has to be logged
     */
    Passage(
            GuardSettings settings,
            List<CheckRequest> requests,
            Callable<? extends @Nullable CompletionStage<T>> body,
            Consumer<? super Denial> onDenial,
            boolean unattended) {
        this.settings = settings;
        this.requests = requests;
        this.body = body;
        // Of null it is to be heard before anything is consumed.
        this.onDenial = Objects.requireNonNull(onDenial, "onDenial");
        this.unattended = unattended;
    }

    CompletableFuture<Guarded<T>> begin() {
        checkFrom(0, null, 0);
        return result;
    }

    /**
     * @param last the decision of the check before; null if there was none
     * @param delayMs the longest of the delays so far
     */
    private void checkFrom(int index, @Nullable Decision last, long delayMs) {
        if (index == requests.size()) {
            proceed(last, delayMs);
            return;
        }
        CheckRequest request = requests.get(index);
        checked(request).whenComplete((decision, failure) -> {
            if (failure != null) {
                failed(index, unwrapped(failure), last, delayMs);
            } else if (decision.allowed()) {
                checkFrom(index + 1, decision, Math.max(delayMs, decision.delayMs()));
            } else {
                denied(Denial.of(request, decision, settings.clock().instant()));
            }
        });
    }

    private CompletionStage<Decision> checked(CheckRequest request) {
        try {
            return settings.limiter().checkAsync(request);
        } catch (RuntimeException e) {
            // Such as an executor that was shut down.
            return CompletableFuture.failedFuture(e);
        }
    }

    private void failed(int index, Throwable failure, @Nullable Decision last, long delayMs) {
        boolean goesOn = settings.failOpen() && CheckFailureLog.isOfTheStore(failure);
        settings.failures().failed(requests.get(index).action(), failure, goesOn);
        if (goesOn) {
            checkFrom(index + 1, last, delayMs);
        } else {
            result.completeExceptionally(failure);
        }
    }

    private void denied(Denial denial) {
        if (denial.decision().notifyUser()) {
            onExecutor(() -> notifyOf(denial), rejected -> {
                LOG.log(
                        Level.WARNING,
                        "Nobody could be told of the denial of " + denial.action() + ", which stands",
                        rejected);
                result.complete(new Guarded.Denied<>(denial));
            });
        } else {
            result.complete(new Guarded.Denied<>(denial));
        }
    }

    private void notifyOf(Denial denial) {
        try {
            onDenial.accept(denial);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The handler of denials failed; the denial of " + denial.action() + " stands", e);
        } finally {
            result.complete(new Guarded.Denied<>(denial));
        }
    }

    private void proceed(@Nullable Decision decision, long delayMs) {
        if (settings.paced() && delayMs > 0) {
            settings.delays().apply(delayMs).execute(() -> onExecutor(() -> run(decision), this::failedBody));
        } else {
            onExecutor(() -> run(decision), this::failedBody);
        }
    }

    private void onExecutor(Runnable step, Consumer<RuntimeException> otherwise) {
        try {
            settings.executor().execute(step);
        } catch (RuntimeException rejected) {
            otherwise.accept(rejected);
        }
    }

    private void run(@Nullable Decision decision) {
        try {
            CompletionStage<T> stage = body.call();
            if (stage == null) {
                throw new NullPointerException("the guarded body gave null, and no CompletionStage");
            }
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(new Guarded.Ran<>(value, decision));
                } else {
                    failedBody(unwrapped(failure));
                }
            });
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                // The thread is the executor's, which may ask it to end.
                Thread.currentThread().interrupt();
            }
            failedBody(e);
        }
    }

    private void failedBody(Throwable failure) {
        if (unattended) {
            LOG.log(Level.ERROR, "The guarded command " + actions() + " failed", failure);
        }
        result.completeExceptionally(failure);
    }

    private String actions() {
        return String.join(", ", requests.stream().map(CheckRequest::action).toList());
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
