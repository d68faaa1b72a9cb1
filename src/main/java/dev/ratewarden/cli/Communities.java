package dev.ratewarden.cli;

/** Opens communities. */
@FunctionalInterface
public interface Communities {

    /**
     * Opens for one short command: it waits seconds for the store, not milliseconds, and writes nothing by itself.
     *
     * @throws dev.ratewarden.limiter.StoreUnavailableException if the store does not answer
     * @throws dev.ratewarden.limiter.StoreException if the store refuses
     */
    Community open(Source source);
}
