package dev.ratewarden.dashboard;

import java.time.ZoneId;

/**
 * What the window needs from outside for as long as it is open, whichever community it shows.
 *
 * @param connector opens communities
 * @param operator in whose name the window acts
 * @param zone in which times are shown
 */
public record DashboardHost(Connector connector, String operator, ZoneId zone) {}
