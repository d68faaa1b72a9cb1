package dev.ratewarden.dashboard;

import dev.ratewarden.dashboard.connections.ConnectionProfile;
import dev.ratewarden.dashboard.connections.Passwords;

/** Opens communities for the window. Thread-safe; methods may block, so background threads only. */
public interface Connector {

    /** What to open. */
    sealed interface Target {

        /** A simulated community. */
        record Demo() implements Target {}

        /** What was named as the program was started. */
        record Given() implements Target {}

        /** One of the connections that somebody keeps. */
        record Profile(ConnectionProfile profile, Passwords passwords) implements Target {}
    }

    /**
     * Opens a community. For what was named at the start a store that is away is no error: the window says so and retries. Of a profile
     * the store must answer and let the login in, since whoever turns to another community leaves one that works.
     *
     * @return to be closed by its {@link DashboardContext#office}
     * @throws dev.ratewarden.limiter.InvalidRequestException if it cannot even be tried, with the remedy
     * @throws dev.ratewarden.limiter.StoreUnavailableException if a profile's store does not answer
     * @throws dev.ratewarden.limiter.StoreException if it refuses
     */
    DashboardContext open(Target target);
}
