/**
 * What happened, and who is told: {@link dev.ratewarden.events.SecurityEvent} and its {@link dev.ratewarden.events.EventTypes types},
 * {@link dev.ratewarden.events.EventLog} as stores offer them. All times are epoch ms on the store's clock.
 */
@NullMarked
package dev.ratewarden.events;

import org.jspecify.annotations.NullMarked;
