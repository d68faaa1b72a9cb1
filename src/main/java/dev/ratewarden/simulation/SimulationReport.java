package dev.ratewarden.simulation;

/**
 * What a simulation counted itself, from the decisions that it was given.
 *
 * @param checks all checks, {@code allowed + denied}
 * @param allowed checks allowed, whatever the reason
 * @param denied checks denied, whatever the reason
 * @param violations checks denied by a limit
 * @param degraded checks decided without the shared store
 */
public record SimulationReport(long checks, long allowed, long denied, long violations, long degraded) {

    public SimulationReport(long allowed, long denied, long violations, long degraded) {
        this(allowed + denied, allowed, denied, violations, degraded);
    }
}
