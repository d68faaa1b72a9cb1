/** Tests of the Redis store against a real Redis that they start by themselves. */
@NullMarked
package dev.ratewarden.store.redis;

import org.jspecify.annotations.NullMarked;
