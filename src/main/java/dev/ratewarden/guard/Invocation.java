package dev.ratewarden.guard;

import dev.ratewarden.limiter.InvalidRequestException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of a protected method, as resolvers and handlers see it. Immutable, as far as the arguments are. */
public final class Invocation {

    private final Method method;
    private final List<@Nullable Object> arguments;

    Invocation(Method method, @Nullable Object[] arguments) {
        this.method = method;
        this.arguments = Collections.unmodifiableList(Arrays.asList(arguments.clone()));
    }

    /** The interface's method. */
    public Method method() {
        return method;
    }

    /** In the order of the parameters; read-only. */
    public List<@Nullable Object> arguments() {
        return arguments;
    }

    /**
     * The first argument of this type, such as the event that a command came with.
     *
     * @throws InvalidRequestException if there is none, naming the method
     */
    public <T> T argument(Class<T> type) {
        return find(type)
                .orElseThrow(() -> new InvalidRequestException("%s was called without a %s: give it such a parameter"
                        .formatted(ProtectedMethod.name(method), type.getSimpleName())));
    }

    /** The first argument of this type; empty if there is none. */
    public <T> Optional<T> find(Class<T> type) {
        return arguments.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public String toString() {
        return ProtectedMethod.name(method);
    }
}
