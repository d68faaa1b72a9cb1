/** What moderators tell each other: the pinned note, "I'm on it", reviewed, and what happened since they were last here. */
@NullMarked
package dev.ratewarden.dashboard.handover;

import org.jspecify.annotations.NullMarked;
