package dev.ratewarden.guard;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.RateLimiter;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a bot's commands if the limiter allows them.
 *
 * <pre>{@code
 * Guard guard = Guard.of(limiter);
 * guard.run(userId, "play_song", () -> play(), denial -> reply(denial.message()));
 * }</pre>
 *
 * <ul>
 *   <li>The calling thread, often the one that hears from the chat, never waits: the check runs on the limiter's executor, then body and
 *       handlers run on the guard's.
 *   <li>A denial reaches the handler where its decision says {@code notifyUser}: once until the wait is over. Else nobody hears of it, so
 *       that a spammer cannot make the bot spam. A handler that throws is logged; the denial stands.
 *   <li>A leaky bucket lets requests through at a steady pace: the body begins {@code delayMs} after its check, without holding a thread
 *       meanwhile, unless {@link Builder#paced} says otherwise.
 *   <li>When the check itself fails, because the store refuses (a wrong password) or, without an
 *       {@code OutageStore}, is away, the body does not run, the future fails with what the check threw, and the log says so at most once
 *       a minute; see {@link Builder#failOpen}. With an {@code OutageStore} the policies decide during outages.
 *   <li>Futures fail with what the body threw, as it was thrown. What a {@link Runnable} throws is logged too, since few look at its
 *       future.
 * </ul>
 *
 * <p>Thread-safe. All methods throw {@link InvalidRequestException}, at once, for a user id or action that cannot be.
 */
@SuppressWarnings(
        "FunctionalInterfaceClash") // As in ExecutorService.submit: a lambda that gives a stage is taken for one that
// does.
public final class Guard {

    private final GuardSettings settings;

    private Guard(GuardSettings settings) {
        this.settings = settings;
    }

    /** A guard that says nothing on denials, but where a call brings a handler. */
    public static Guard of(RateLimiter limiter) {
        return builder(limiter).build();
    }

    public static Builder builder(RateLimiter limiter) {
        return new Builder(limiter);
    }

    /** Runs the body if the user may do the action now. */
    public CompletableFuture<Guarded<@Nullable Void>> run(String userId, String action, Runnable body) {
        return run(CheckRequest.of(userId, action), body);
    }

    /** @param onDenial instead of the guard's own handler */
    public CompletableFuture<Guarded<@Nullable Void>> run(
            String userId, String action, Runnable body, Consumer<? super Denial> onDenial) {
        return run(CheckRequest.of(userId, action), body, onDenial);
    }

    /** The same with a cost, a role or a place. */
    public CompletableFuture<Guarded<@Nullable Void>> run(CheckRequest request, Runnable body) {
        return run(request, body, settings.onDenial());
    }

    /** @param onDenial instead of the guard's own handler */
    public CompletableFuture<Guarded<@Nullable Void>> run(
            CheckRequest request, Runnable body, Consumer<? super Denial> onDenial) {
        Objects.requireNonNull(body, "body");
        Callable<CompletionStage<@Nullable Void>> stage = () -> {
            body.run();
            return CompletableFuture.completedFuture(null);
        };
        return new Passage<>(settings, List.of(request), stage, onDenial, true).begin();
    }

    /** Begins what goes on by itself; the future ends when that has ended. */
    public <T extends @Nullable Object> CompletableFuture<Guarded<T>> run(
            String userId, String action, Supplier<? extends CompletionStage<T>> body) {
        return run(CheckRequest.of(userId, action), body);
    }

    /** @param onDenial instead of the guard's own handler */
    public <T extends @Nullable Object> CompletableFuture<Guarded<T>> run(
            String userId,
            String action,
            Supplier<? extends CompletionStage<T>> body,
            Consumer<? super Denial> onDenial) {
        return run(CheckRequest.of(userId, action), body, onDenial);
    }

    /** The same with a cost, a role or a place. */
    public <T extends @Nullable Object> CompletableFuture<Guarded<T>> run(
            CheckRequest request, Supplier<? extends CompletionStage<T>> body) {
        return run(request, body, settings.onDenial());
    }

    /** @param onDenial instead of the guard's own handler */
    public <T extends @Nullable Object> CompletableFuture<Guarded<T>> run(
            CheckRequest request, Supplier<? extends CompletionStage<T>> body, Consumer<? super Denial> onDenial) {
        return new Passage<T>(settings, List.of(request), body::get, onDenial, false).begin();
    }

    /** Runs the body, which may block and may throw, and gives what it gave. */
    public <T extends @Nullable Object> CompletableFuture<Guarded<T>> call(
            String userId, String action, Callable<? extends T> body) {
        return call(CheckRequest.of(userId, action), body);
    }

    /** @param onDenial instead of the guard's own handler */
    public <T extends @Nullable Object> CompletableFuture<Guarded<T>> call(
            String userId, String action, Callable<? extends T> body, Consumer<? super Denial> onDenial) {
        return call(CheckRequest.of(userId, action), body, onDenial);
    }

    /** The same with a cost, a role or a place. */
    public <T extends @Nullable Object> CompletableFuture<Guarded<T>> call(
            CheckRequest request, Callable<? extends T> body) {
        return call(request, body, settings.onDenial());
    }

    /** @param onDenial instead of the guard's own handler */
    public <T extends @Nullable Object> CompletableFuture<Guarded<T>> call(
            CheckRequest request, Callable<? extends T> body, Consumer<? super Denial> onDenial) {
        Objects.requireNonNull(body, "body");
        Callable<CompletionStage<T>> stage = () -> CompletableFuture.<T>completedFuture(body.call());
        return new Passage<>(settings, List.of(request), stage, onDenial, false).begin();
    }

    /**
     * The implementation, behind the {@link RateLimited} of its interface. Protected are calls through what this returns; a method that
     * calls another of its own object does not pass the guard.
     *
     * <ul>
     *   <li>Who calls is the parameter with {@link UserId}, or what {@link Builder#userId} makes of the call.
     *   <li>A protected method that returns nothing runs in the background; its failures go to {@link Builder#onFailedCall}, else to the log.
     *   <li>One that returns a {@link CompletionStage} or {@link CompletableFuture} gives one that fails with {@link DeniedException} when
     *       denied, and with what the method threw or its stage failed with, as it was thrown.
     *   <li>Methods without the annotation, and {@code equals}, {@code hashCode} and {@code toString}, go straight to the implementation.
     * </ul>
     *
     * @param type the interface, not sealed
     * @throws InvalidRequestException if an annotation could not do what it says, naming the method and the remedy: another return type,
     *     nothing that says who calls, an impossible action or cost, an annotation on the implementation's method alone, or none at all
     */
    public <T> T protect(Class<T> type, T implementation) {
        ProtectedInterface methods = ProtectedInterface.of(
                type, implementation.getClass(), settings.ofMethods().userId() != null);
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new GuardedCalls(settings, methods, implementation)));
    }

    /** Not thread-safe while building; the guard is. */
    public static final class Builder {

        private final RateLimiter limiter;
        private Executor executor =
                task -> Thread.ofVirtual().name("ratewarden-guard").start(task);
        private InstantSource clock = InstantSource.system();
        private LongFunction<? extends Executor> delays =
                ms -> CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS, Runnable::run);
        private boolean paced = true;
        private boolean failOpen;
        private Consumer<? super Denial> onDenial = denial -> {};
        private @Nullable Function<? super Invocation, ? extends @Nullable String> userId;
        private Function<? super Invocation, ? extends @Nullable String> role = call -> null;
        private Function<? super Invocation, ? extends @Nullable String> where = call -> null;
        private Predicate<? super Invocation> exempt = call -> false;
        private @Nullable BiConsumer<? super Denial, ? super Invocation> onDeniedCall;
        private @Nullable BiConsumer<? super Throwable, ? super Invocation> onFailedCall;

        private Builder(RateLimiter limiter) {
            this.limiter = limiter;
        }

        /** Runs bodies and handlers. Default: one virtual thread each. */
        public Builder executor(Executor threads) {
            this.executor = threads;
            return this;
        }

        /** The clock by which {@link Denial#retryAt} is told. Default: the system's. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** Whether a body waits as long as a leaky bucket's decision says, so that bodies run at the steady pace. Default: yes. */
        public Builder paced(boolean on) {
            this.paced = on;
            return this;
        }

        /**
         * Whether commands run, unchecked, when the check fails. Default: no. It does not concern outages that an {@code OutageStore}
         * bridges, nor an impossible request.
         */
        public Builder failOpen(boolean on) {
            this.failOpen = on;
            return this;
        }

        /** Tells users of denials where a call brings no handler of its own; called once a denial's wait. Default: silence. */
        public Builder onDenial(Consumer<? super Denial> handler) {
            this.onDenial = handler;
            return this;
        }

        /** The same for protected methods, with the call, whose arguments tell where to reply. */
        public Builder onDeniedCall(BiConsumer<? super Denial, ? super Invocation> handler) {
            this.onDeniedCall = handler;
            return this;
        }

        /**
         * Is told when a protected method that returns nothing, or its check, failed. Default: the log.
         */
        public Builder onFailedCall(BiConsumer<? super Throwable, ? super Invocation> handler) {
            this.onFailedCall = handler;
            return this;
        }

        /**
         * Who calls a protected method that has no {@link UserId} parameter, such as
         * {@code call -> call.argument(Event.class).userId()}. This and the following run on the calling thread and must be quick.
         */
        public Builder userId(Function<? super Invocation, ? extends @Nullable String> resolver) {
            this.userId = resolver;
            return this;
        }

        /** What role the caller of a protected method has; null for none. */
        public Builder role(Function<? super Invocation, ? extends @Nullable String> resolver) {
            this.role = resolver;
            return this;
        }

        /** In which guild or channel a protected method is called; null for none. */
        public Builder where(Function<? super Invocation, ? extends @Nullable String> resolver) {
            this.where = resolver;
            return this;
        }

        /** Whose calls of protected methods run without being checked or counted, such as an administrator's. Default: nobody's. */
        public Builder exempt(Predicate<? super Invocation> whom) {
            this.exempt = whom;
            return this;
        }

        /** For tests: begins what it is given so many ms later. */
        Builder delays(LongFunction<? extends Executor> source) {
            this.delays = source;
            return this;
        }

        public Guard build() {
            CheckFailureLog failures = new CheckFailureLog(System.getLogger(Guard.class.getName()), clock);
            var ofMethods = new GuardSettings.OfMethods(userId, role, where, exempt, onDeniedCall, onFailedCall);
            return new Guard(new GuardSettings(
                    limiter, executor, clock, delays, paced, failOpen, failures, onDenial, ofMethods));
        }
    }
}
