/**
 * Goes on deciding while the shared store is away, and books everything there once it is back: nothing lost, nothing twice.
 *
 * <p>{@link dev.ratewarden.store.outage.OutageStore} is the way in. While the shared store answers, it only listens: it remembers
 * (in a mirror) what must be known of users to decide without the store, and the last few seconds of answers. When the store goes
 * away, checks are decided in memory, each written to a journal before its caller hears of it. When the store is back, a background
 * task books the journal there.
 */
@NullMarked
package dev.ratewarden.store.outage;

import org.jspecify.annotations.NullMarked;
