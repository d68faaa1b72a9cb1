/**
 * A community that does not exist, for the demo and for load: seeded members with habits of their own, a raid at the press of a
 * button, and moderators who look after it.
 *
 * <p>{@link dev.ratewarden.simulation.Simulation} is the demo's living community, {@link dev.ratewarden.simulation.LoadRun} is what
 * {@code ratewarden simulate} runs. Every figure that they cause goes through the real limiter: nothing here writes a score, a
 * violation or a count. All times are epoch ms on the {@link dev.ratewarden.simulation.SimulatedClock}.
 */
@NullMarked
package dev.ratewarden.simulation;

import org.jspecify.annotations.NullMarked;
