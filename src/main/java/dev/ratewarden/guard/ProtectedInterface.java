package dev.ratewarden.guard;

import dev.ratewarden.limiter.InvalidRequestException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protected methods of an interface and of those that it extends. No {@link RateLimited} is ever silently without effect: one that
 * could not have any is refused. Immutable.
 */
final class ProtectedInterface {

    private record Signature(String name, List<Class<?>> parameters) {
        static Signature of(Method method) {
            return new Signature(method.getName(), List.of(method.getParameterTypes()));
        }
    }

    private final Map<Signature, ProtectedMethod> methods;

    private ProtectedInterface(Map<Signature, ProtectedMethod> methods) {
        this.methods = Map.copyOf(methods);
    }

    /**
     * @param hasResolver whether something else than a parameter says who calls
     * @throws InvalidRequestException if one of its methods cannot be protected, naming it and the remedy
     */
    static ProtectedInterface of(Class<?> type, Class<?> implementation, boolean hasResolver) {
        if (!type.isInterface() || type.isAnnotation() || type.isSealed()) {
            throw new InvalidRequestException(
                    "%s cannot be protected: only an interface can, and no sealed one".formatted(type.getSimpleName()));
        }
        Map<Signature, ProtectedMethod> found = new HashMap<>();
        for (Class<?> each : withSuperInterfaces(type)) {
            for (Method method : each.getDeclaredMethods()) {
                if (!ProtectedMethod.limits(method).isEmpty() && !method.isBridge()) {
                    add(method, hasResolver, found);
                }
            }
        }
        for (Class<?> each = implementation; each != null; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                refuseIfOnlyHere(method, found);
            }
        }
        return new ProtectedInterface(found);
    }

    private static void add(Method method, boolean hasResolver, Map<Signature, ProtectedMethod> found) {
        if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
            throw ProtectedMethod.refused(
                    method, "a static or private method is never called through a proxy: take @RateLimited off it");
        }
        ProtectedMethod plan = ProtectedMethod.of(method, hasResolver);
        ProtectedMethod other = found.putIfAbsent(Signature.of(method), plan);
        if (other != null && !other.equals(plan)) {
            throw ProtectedMethod.refused(
                    method, "two interfaces declare it with different @RateLimited: give both the same, or one alone");
        }
    }

    /** An implementation may repeat what its interface says, and say nothing else. */
    private static void refuseIfOnlyHere(Method method, Map<Signature, ProtectedMethod> found) {
        List<RateLimited> limits = ProtectedMethod.limits(method);
        boolean known = found.entrySet().stream()
                .anyMatch(each -> each.getKey().name().equals(method.getName())
                        && each.getKey().parameters().size() == method.getParameterCount()
                        && each.getValue().limits().equals(limits));
        if (!limits.isEmpty() && !known) {
            throw ProtectedMethod.refused(
                    method, "its @RateLimited stands on the implementation: move it to the interface's method");
        }
    }

    private static Set<Class<?>> withSuperInterfaces(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        List<Class<?>> open = new ArrayList<>(List.of(type));
        while (!open.isEmpty()) {
            Class<?> next = open.removeLast();
            if (all.add(next)) {
                open.addAll(List.of(next.getInterfaces()));
            }
        }
        return all;
    }

    /** Null if it is not protected. */
    @Nullable
    ProtectedMethod method(Method called) {
        return methods.get(Signature.of(called));
    }
}
