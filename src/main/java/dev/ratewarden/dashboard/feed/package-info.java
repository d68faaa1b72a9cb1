/** How data gets in: polls off the FX thread, and the one door to it. */
@NullMarked
package dev.ratewarden.dashboard.feed;

import org.jspecify.annotations.NullMarked;
