/**
 * The one door for people: statistics, search, history, reset, ban and unban, the same over every store.
 *
 * <p>{@link dev.ratewarden.moderation.Moderation} is what the dashboard and the command line use;
 * {@link dev.ratewarden.moderation.ModerationStore} is what a store implements. All methods do I/O on the calling thread and are
 * thread-safe. All times are epoch ms on the store's clock.
 */
@NullMarked
package dev.ratewarden.moderation;

import org.jspecify.annotations.NullMarked;
