package dev.ratewarden.guard;

import dev.ratewarden.limiter.RateLimiter;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a guard was built with.
 *
 * @param executor runs bodies and handlers
 * @param delays an executor that begins what it is given so many ms later
 * @param paced whether a leaky bucket's delay is waited for
 * @param failOpen whether the body runs when the store refuses to check
 * @param onDenial where a call brings no handler of its own
 */
record GuardSettings(
        RateLimiter limiter,
        Executor executor,
        InstantSource clock,
        LongFunction<? extends Executor> delays,
        boolean paced,
        boolean failOpen,
        CheckFailureLog failures,
        Consumer<? super Denial> onDenial,
        OfMethods ofMethods) {

    /**
     * What protected methods need beyond that.
     *
     * @param userId who calls, where no parameter says so; null if every method has one
     * @param role the caller's role; its answer may be null
     * @param where the guild or channel; its answer may be null
     * @param exempt whom nothing is checked of
     * @param onDenial null to hand denials to the guard's general handler
     * @param onFailure of methods that return nothing; null to log failures
     */
    record OfMethods(
            @Nullable Function<? super Invocation, ? extends @Nullable String> userId,
            Function<? super Invocation, ? extends @Nullable String> role,
            Function<? super Invocation, ? extends @Nullable String> where,
            Predicate<? super Invocation> exempt,
            @Nullable BiConsumer<? super Denial, ? super Invocation> onDenial,
            @Nullable BiConsumer<? super Throwable, ? super Invocation> onFailure) {}
}
