package dev.ratewarden.cli;

import dev.ratewarden.inspection.Inspection;

/** Looks at a community's store for operators. */
@FunctionalInterface
public interface Inspections {

    /**
     * Writes nothing.
     *
     * @throws dev.ratewarden.limiter.StoreUnavailableException if the store does not answer
     * @throws dev.ratewarden.limiter.StoreException if it refuses the login
     */
    Inspection inspect(Source.Redis source);
}
