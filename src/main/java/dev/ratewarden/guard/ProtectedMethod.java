package dev.ratewarden.guard;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What stands on a method of an interface.
 *
 * @param limits in the order in which they are checked
 * @param userIdAt which parameter says who calls; negative for none
 */
record ProtectedMethod(List<RateLimited> limits, int userIdAt) {

    private static final int NONE = -1;
    private static final Set<Class<?>> IDS = Set.of(String.class, long.class, Long.class);

    /** Where a method returns something else, its caller would have to wait for the check. */
    private static final Set<Class<?>> RESULTS = Set.of(void.class, CompletionStage.class, CompletableFuture.class);

    /**
     * @param hasResolver whether something else says who calls
     * @throws InvalidRequestException if it cannot be protected, naming the method and the remedy
     */
    static ProtectedMethod of(Method method, boolean hasResolver) {
        List<RateLimited> limits = limits(method);
        for (RateLimited limit : limits) {
            try {
                Inputs.action(limit.value());
                Inputs.cost(limit.cost());
            } catch (InvalidRequestException e) {
                throw refused(method, "its @RateLimited is wrong: " + e.getMessage());
            }
        }
        if (!RESULTS.contains(method.getReturnType())) {
            throw refused(
                    method,
                    "it returns %s, for which its caller would have to wait: let it return void, CompletionStage or CompletableFuture"
                            .formatted(method.getReturnType().getSimpleName()));
        }
        return new ProtectedMethod(limits, userIdAt(method, hasResolver));
    }

    /** None if it is not protected. */
    static List<RateLimited> limits(Method method) {
        return List.of(method.getAnnotationsByType(RateLimited.class));
    }

    private static int userIdAt(Method method, boolean hasResolver) {
        int[] marked = IntStream.range(0, method.getParameterCount())
                .filter(i -> isUserId(method.getParameterAnnotations()[i]))
                .toArray();
        if (marked.length > 1) {
            throw refused(method, "several of its parameters have @UserId: leave it on one");
        }
        if (marked.length == 1 && !IDS.contains(method.getParameterTypes()[marked[0]])) {
            throw refused(
                    method,
                    "its @UserId is of type %s: give it a String or long, or take the id from the object by Guard.builder(…).userId(…)"
                            .formatted(method.getParameterTypes()[marked[0]].getSimpleName()));
        }
        if (marked.length == 0 && !hasResolver) {
            throw refused(
                    method,
                    "nothing says which user calls: put @UserId on a parameter, or use Guard.builder(…).userId(…)");
        }
        return marked.length == 0 ? NONE : marked[0];
    }

    private static boolean isUserId(Annotation[] annotations) {
        return Arrays.stream(annotations).anyMatch(UserId.class::isInstance);
    }

    /**
     * @throws InvalidRequestException if it is not known who calls, or an id, role or place cannot be
     */
    List<CheckRequest> requests(Invocation call, GuardSettings.OfMethods settings) {
        String userId = userId(call, settings.userId());
        String role = settings.role().apply(call);
        String where = settings.where().apply(call);
        return limits.stream()
                .map(limit -> new CheckRequest(userId, limit.value(), limit.cost(), role, where))
                .toList();
    }

    private String userId(
            Invocation call, @Nullable Function<? super Invocation, ? extends @Nullable String> resolver) {
        Object id = userIdAt >= 0 ? call.arguments().get(userIdAt) : resolver == null ? null : resolver.apply(call);
        if (id == null) {
            throw new InvalidRequestException("%s was called without a user id: it must not be null".formatted(call));
        }
        return id.toString();
    }

    /** Such as {@code Commands.create(String)}. */
    static String name(Method method) {
        return "%s.%s(%s)"
                .formatted(
                        method.getDeclaringClass().getSimpleName(),
                        method.getName(),
                        Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ")));
    }

    static InvalidRequestException refused(Method method, String why) {
        return new InvalidRequestException(name(method) + " cannot be protected: " + why);
    }
}
