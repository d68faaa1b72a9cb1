/**
 * The moderators' window, a face over {@link dev.ratewarden.moderation.Moderation}.
 *
 * <p>Views hold nodes and know their view-model only; view-models hold observable state and commands and know no control. Data comes
 * from one {@link dev.ratewarden.dashboard.feed.Poller} off the FX thread and crosses to it through
 * {@link dev.ratewarden.dashboard.feed.LatestValue}; commands run beside it, so that a ban never waits behind a slow read.
 */
@NullMarked
package dev.ratewarden.dashboard;

import org.jspecify.annotations.NullMarked;
