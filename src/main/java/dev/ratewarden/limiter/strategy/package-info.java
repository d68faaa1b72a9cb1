/**
 * The four strategies, as plain arithmetic on whole milliseconds and integer levels.
 *
 * <p>A level is counted in units of 1/window ms of a request, so that refilling and leaking move it by exactly {@code limit} units a
 * millisecond: no fraction is ever rounded away, and the Lua scripts, whose numbers are doubles, compute the same below 2^53.
 */
@NullMarked
package dev.ratewarden.limiter.strategy;

import org.jspecify.annotations.NullMarked;
