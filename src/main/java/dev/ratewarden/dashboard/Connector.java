package dev.ratewarden.dashboard;

/** Opens communities for the window. Thread-safe; methods may block, so background threads only. */
public interface Connector {

    /** What to open. */
    sealed interface Target {

        /** A simulated community. */
        record Demo() implements Target {}

        /** What was named as the program was started. */
        record Given() implements Target {}
    }

    /**
     * Opens a community. One whose store is away is no error: the window says so and retries.
     *
     * @return to be closed by its {@link DashboardContext#office}
     * @throws dev.ratewarden.limiter.InvalidRequestException if it cannot even be tried, with the remedy
     */
    DashboardContext open(Target target);
}
