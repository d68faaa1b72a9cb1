/** What was checked, drawn: over time, by action and by tier. */
@NullMarked
package dev.ratewarden.dashboard.charts;

import org.jspecify.annotations.NullMarked;
