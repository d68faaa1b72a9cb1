/**
 * A bot's commands behind a limit, in one line: {@link dev.ratewarden.guard.Guard#run guard.run(userId, action, body)}, or
 * {@link dev.ratewarden.guard.RateLimited @RateLimited} on the methods of an interface.
 *
 * <p>No thread that calls in here ever waits for a check: checks run on the limiter's executor, what they let through on the guard's.
 * Everything public is thread-safe.
 */
@NullMarked
package dev.ratewarden.guard;

import org.jspecify.annotations.NullMarked;
