package dev.ratewarden.dashboard;

import dev.ratewarden.dashboard.connections.Profiles;
import java.time.ZoneId;

/**
 * What the window needs from outside for as long as it is open, whichever community it shows.
 *
 * @param connector opens communities
 * @param operator in whose name the window acts
 * @param zone in which times are shown
 * @param profiles the connections that this user keeps
 */
public record DashboardHost(Connector connector, String operator, ZoneId zone, Profiles profiles) {

    /** Without any connections that are kept. */
    public DashboardHost(Connector connector, String operator, ZoneId zone) {
        this(connector, operator, zone, Profiles.none());
    }
}
