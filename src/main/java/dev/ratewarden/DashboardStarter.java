package dev.ratewarden;

import dev.ratewarden.cli.DashboardLauncher;
import dev.ratewarden.cli.Source;
import dev.ratewarden.cli.Version;
import dev.ratewarden.dashboard.Connector;
import dev.ratewarden.dashboard.Dashboard;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.connections.Profiles;
import dev.ratewarden.moderation.Statistics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Hands the dashboard a community: a Redis, or a simulated one. Used once, or once more after a window could not be opened. */
final class DashboardStarter implements DashboardLauncher {
    private final InstantSource now;
    private volatile boolean toolkitFailed;

    DashboardStarter(InstantSource now) {
        this.now = now;
    }

    @Override
    public void open(Request request) throws NoWindowException {
        try {
            Path folder = folder();
            Profiles profiles = new ProfileFolder(folder.resolve("profiles"), now);
            Dashboard.open(
                    host(request, profiles, folder.resolve("dashboard.properties")), target(request), options(request));
        } catch (UnsupportedOperationException | LinkageError e) {
            toolkitFailed = true;
            throw new NoWindowException("the desktop cannot be used: " + e.getMessage(), e);
        }
    }

    /** A picture shows nobody's own connections, and leaves them as they are. */
    @Override
    public @Nullable Statistics draw(Request request, Path file, Duration after) {
        if (toolkitFailed) {
            return DrawingProcess.draw(request, file, after);
        }
        Profiles shown = request.source() instanceof Source.Demo ? ExampleProfiles.profiles() : Profiles.none();
        return Dashboard.draw(host(request, shown, null), target(request), options(request), file, after);
    }

    private static Path folder() {
        return UserDirectories.config(
                System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")));
    }

    /** @param settings where the window remembers; null for a picture, which looks alike for everybody */
    private DashboardHost host(Request request, Profiles profiles, @Nullable Path settings) {
        return new DashboardHost(
                new CommunityConnector(request.source(), request.operator(), now),
                request.operator(),
                ZoneId.systemDefault(),
                profiles,
                settings,
                Version.current().words(),
                ProcessLog.tail());
    }

    private static Connector.@Nullable Target target(Request request) {
        return switch (request.source()) {
            case null -> null;
            case Source.Demo demo -> new Connector.Target.Demo();
            case Source.Redis redis -> new Connector.Target.Given();
        };
    }

    static DashboardOptions options(Request request) {
        DashboardOptions.Theme theme = switch (request.theme()) {
            case null -> DashboardOptions.Theme.SYSTEM;
            case LIGHT -> DashboardOptions.Theme.LIGHT;
            case DARK -> DashboardOptions.Theme.DARK;
        };
        Page page = request.page();
        dev.ratewarden.dashboard.Page first = page == null ? null : dev.ratewarden.dashboard.Page.valueOf(page.name());
        return new DashboardOptions(theme, first, request.zoomPercent(), request.profile());
    }
}
