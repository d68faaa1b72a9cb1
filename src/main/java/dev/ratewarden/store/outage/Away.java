package dev.ratewarden.store.outage;

import java.util.concurrent.atomic.LongAdder;

/**
 * A time without the shared store.
 *
 * @param fromMs when it began, epoch ms
 * @param fromNanos the same on a clock that nobody sets
 * @param cause how it showed
 * @param checks how many were decided meanwhile
 */
record Away(long fromMs, long fromNanos, String cause, LongAdder checks) {}
