package dev.ratewarden.guard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the parameter of a {@link RateLimited} method that says who calls: a {@code String}, {@code long} or {@code Long}. Nothing else, since
 * what an object's {@code toString()} gives is seldom its id; for an event or a user object see {@link Guard.Builder#userId}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface UserId {}
