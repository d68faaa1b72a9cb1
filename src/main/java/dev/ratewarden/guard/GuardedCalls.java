package dev.ratewarden.guard;

import dev.ratewarden.limiter.CheckRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stands before an implementation and lets calls through as the limiter says. Immutable. */
final class GuardedCalls implements InvocationHandler {

    private static final Logger LOG = System.getLogger(Guard.class.getName());
    private static final Object[] NO_ARGUMENTS = {};

    private final GuardSettings settings;
    private final ProtectedInterface methods;
    private final Object implementation;

    GuardedCalls(GuardSettings settings, ProtectedInterface methods, Object implementation) {
        this.settings = settings;
        this.methods = methods;
        this.implementation = implementation;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? NO_ARGUMENTS : given;
        ProtectedMethod plan = methods.method(method);
        if (plan != null) {
            return method.getReturnType() == void.class
                    ? inBackground(plan, method, arguments)
                    : answered(plan, method, arguments);
        }
        return isEquals(method) ? implementation.equals(behind(arguments[0])) : call(method, arguments);
    }

    /** There is nobody to whom a failure could be given: the handler has it, or the log. */
    private @Nullable Object inBackground(ProtectedMethod plan, Method method, @Nullable Object[] arguments) {
        BiConsumer<? super Throwable, ? super Invocation> handler =
                settings.ofMethods().onFailure();
        Invocation invocation = new Invocation(method, arguments);
        Callable<CompletionStage<@Nullable Object>> body = () -> {
            call(method, arguments);
            return CompletableFuture.completedFuture(null);
        };
        passage(plan, invocation, body, handler == null).whenComplete((ran, failure) -> {
            if (failure != null && handler != null) {
                tell(handler, failure, invocation);
            }
        });
        return null;
    }

    private CompletableFuture<@Nullable Object> answered(
            ProtectedMethod plan, Method method, @Nullable Object[] arguments) {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        passage(plan, new Invocation(method, arguments), () -> stage(method, arguments), false)
                .whenComplete((guarded, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    } else if (guarded instanceof Guarded.Denied<?> denied) {
                        answer.completeExceptionally(new DeniedException(denied.denial()));
                    } else {
                        answer.complete(guarded.orElseThrow());
                    }
                });
        return answer;
    }

    @SuppressWarnings("unchecked") // Checked when the proxy was made: the method returns a stage.
    private @Nullable CompletionStage<@Nullable Object> stage(Method method, @Nullable Object[] arguments)
            throws Exception {
        return (CompletionStage<@Nullable Object>) call(method, arguments);
    }

    private CompletionStage<Guarded<@Nullable Object>> passage(
            ProtectedMethod plan,
            Invocation invocation,
            Callable<? extends @Nullable CompletionStage<@Nullable Object>> body,
            boolean unattended) {
        List<CheckRequest> requests;
        try {
            boolean exempt = settings.ofMethods().exempt().test(invocation);
            requests = exempt ? List.of() : plan.requests(invocation, settings.ofMethods());
        } catch (RuntimeException e) {
            if (unattended) {
                settings.failures().failed(plan.limits().getFirst().value(), e, false);
            }
            return CompletableFuture.failedFuture(e);
        }
        return new Passage<>(settings, requests, body, denials(invocation), unattended).begin();
    }

    private Consumer<? super Denial> denials(Invocation invocation) {
        BiConsumer<? super Denial, ? super Invocation> handler =
                settings.ofMethods().onDenial();
        return handler == null ? settings.onDenial() : denial -> handler.accept(denial, invocation);
    }

    private void tell(
            BiConsumer<? super Throwable, ? super Invocation> handler, Throwable failure, Invocation invocation) {
        try {
            settings.executor().execute(() -> {
                try {
                    handler.accept(failure, invocation);
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "The handler of failures failed, after " + failure + " of " + invocation, e);
                }
            });
        } catch (RuntimeException rejected) {
            LOG.log(Level.ERROR, invocation + " failed, and nobody could be told", failure);
        }
    }

    /** What a proxy stands for; anything else as it is. */
    private static @Nullable Object behind(@Nullable Object other) {
        return other != null
                        && Proxy.isProxyClass(other.getClass())
                        && Proxy.getInvocationHandler(other) instanceof GuardedCalls calls
                ? calls.implementation
                : other;
    }

    private static boolean isEquals(Method method) {
        return method.getName().equals("equals")
                && List.of(method.getParameterTypes()).equals(List.of(Object.class));
    }

    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Exception {
        // An interface that is not public is none of ours, and may still be called for whoever handed it in.
        method.trySetAccessible();
        try {
            return method.invoke(implementation, arguments);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            if (thrown instanceof Error failure) {
                throw failure;
            }
            throw thrown instanceof Exception failure ? failure : e;
        }
    }
}
