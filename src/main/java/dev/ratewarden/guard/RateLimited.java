package dev.ratewarden.guard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of an interface that is called through {@link Guard#protect}: the method runs only if this action is allowed.
 *
 * <p>It may be repeated. Then the actions are checked in their order, each for itself, and the first denial stops: what the earlier ones
 * consumed stays consumed. To take from several limits all or nothing, let the policy of one action cascade to the others
 * ({@link dev.ratewarden.limiter.Policy#cascadingTo}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(RateLimited.All.class)
public @interface RateLimited {

    /** The action, {@code [a-z][a-z0-9_.-]{0,63}}. */
    String value();

    /** How much of the limit a call takes, at least 1. */
    long cost() default 1;

    /** Several on one method; the compiler writes it. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        RateLimited[] value();
    }
}
