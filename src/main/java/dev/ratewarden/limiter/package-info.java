/**
 * The heart of Ratewarden: may this user do this action now?
 *
 * <p>{@link dev.ratewarden.limiter.RateLimiter} asks a {@link dev.ratewarden.limiter.LimiterStore}, which decides in one atomic
 * step, and answers with a {@link dev.ratewarden.limiter.Decision}. Everything public here is thread-safe. All times are whole
 * milliseconds since the epoch on the store's clock, all durations whole milliseconds.
 */
@NullMarked
package dev.ratewarden.limiter;

import org.jspecify.annotations.NullMarked;
