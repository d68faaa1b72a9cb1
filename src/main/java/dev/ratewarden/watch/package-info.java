/**
 * Background work that exactly one instance does for a whole community: {@code ratewarden watch}, or a bot that opts in, holds a lease.
 */
@NullMarked
package dev.ratewarden.watch;

import org.jspecify.annotations.NullMarked;
