package dev.ratewarden.guard;

import dev.ratewarden.limiter.InvalidRequestException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
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
        refuseIfNarrowedWithout(type, found);
        for (Class<?> each = implementation; each != null; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                refuseIfOnlyHere(method, found);
            }
        }
        if (found.isEmpty()) {
            throw new InvalidRequestException(
                    "%s cannot be protected: none of its methods has @RateLimited; put it on those to check"
                            .formatted(type.getSimpleName()));
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

    /** Where an interface says of what type a generic parameter is, calls go to its own method, which does not inherit annotations. */
    private static void refuseIfNarrowedWithout(Class<?> type, Map<Signature, ProtectedMethod> found) {
        List<Method> all = withSuperInterfaces(type).stream()
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()))
                .toList();
        for (Method method : all) {
            if (!found.containsKey(Signature.of(method))
                    && all.stream()
                            .anyMatch(other -> found.containsKey(Signature.of(other)) && narrows(method, other))) {
                throw ProtectedMethod.refused(
                        method, "what it overrides has @RateLimited, and it has none: repeat the annotation");
            }
        }
    }

    private static boolean narrows(Method method, Method other) {
        return method.getName().equals(other.getName())
                && method.getParameterCount() == other.getParameterCount()
                && other.getDeclaringClass().isAssignableFrom(method.getDeclaringClass())
                && IntStream.range(0, method.getParameterCount())
                        .allMatch(i -> method.getParameterTypes()[i].equals(other.getParameterTypes()[i])
                                || isOpen(other.getGenericParameterTypes()[i]));
    }

    private static boolean isOpen(Type type) {
        return type instanceof TypeVariable<?> || type instanceof GenericArrayType;
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
