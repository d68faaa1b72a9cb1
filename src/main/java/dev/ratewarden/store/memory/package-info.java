/**
 * Everything in the memory of one process: for tests, for the demo, and for a single bot without Redis.
 *
 * <p>{@link dev.ratewarden.store.memory.MemoryStore} is the door. Each user is one object with one lock; nothing holds two of them.
 */
@NullMarked
package dev.ratewarden.store.memory;

import org.jspecify.annotations.NullMarked;
