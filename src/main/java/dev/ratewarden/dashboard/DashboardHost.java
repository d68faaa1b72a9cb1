package dev.ratewarden.dashboard;

import dev.ratewarden.dashboard.connections.Profiles;
import dev.ratewarden.dashboard.settings.LogTail;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the window needs from outside for as long as it is open, whichever community it shows.
 *
 * @param connector opens communities
 * @param operator in whose name the window acts
 * @param zone in which times are shown
 * @param profiles the connections that this user keeps
 * @param settings the file in which the window remembers what a person wants; null to remember nothing
 * @param version of this program, such as {@code 1.4.0 (2deef6b, 2026-11-28)}
 * @param log the latest log records of this process
 */
public record DashboardHost(
        Connector connector,
        String operator,
        ZoneId zone,
        Profiles profiles,
        @Nullable Path settings,
        String version,
        LogTail log) {

    /** One that keeps and remembers nothing, has no version and hears no log. */
    public DashboardHost(Connector connector, String operator, ZoneId zone) {
        this(connector, operator, zone, Profiles.none());
    }

    /** One that remembers nothing but connections, has no version and hears no log. */
    public DashboardHost(Connector connector, String operator, ZoneId zone, Profiles profiles) {
        this(connector, operator, zone, profiles, null, "", new LogTail());
    }
}
