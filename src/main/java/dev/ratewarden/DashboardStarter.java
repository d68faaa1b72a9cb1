package dev.ratewarden;

import dev.ratewarden.cli.DashboardLauncher;
import dev.ratewarden.cli.Source;
import dev.ratewarden.cli.Version;
import dev.ratewarden.dashboard.Connector;
import dev.ratewarden.dashboard.Dashboard;
import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.Office;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Hands the dashboard a community: a Redis, or a simulated one. Used once, or once more after a window could not be opened. */
final class DashboardStarter implements DashboardLauncher {
    private static final String DEMO_NAME = "Pixel Packs";
    private static final int PROFILE_WAIT_MS = 500;
    private final InstantSource now;
    private volatile boolean toolkitFailed;

    DashboardStarter(InstantSource now) {
        this.now = now;
    }

    @Override
    public void open(Request request) throws NoWindowException {
        try {
            Dashboard.open(host(request, settings()), new Connector.Target.Given(), options(request));
        } catch (UnsupportedOperationException | LinkageError e) {
            toolkitFailed = true;
            throw new NoWindowException("the desktop cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable Statistics draw(Request request, Path file, Duration after) {
        return toolkitFailed
                ? DrawingProcess.draw(request, file, after)
                : Dashboard.draw(host(request, null), new Connector.Target.Given(), options(request), file, after);
    }

    /** @param settings where the window remembers; null for a picture, which looks alike for everybody */
    private DashboardHost host(Request request, @Nullable Path settings) {
        return new DashboardHost(
                target -> connect(request, target),
                request.operator(),
                ZoneId.systemDefault(),
                settings,
                Version.current(),
                ProcessLog.tail());
    }

    private static Path settings() {
        return UserDirectories.config(
                        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")))
                .resolve("dashboard.properties");
    }

    private DashboardContext connect(Request request, Connector.Target target) {
        return switch (target) {
            case Connector.Target.Demo demo -> demo(request);
            case Connector.Target.Given given ->
                switch (request.source()) {
                    case Source.Demo demo -> demo(request);
                    case Source.Redis redis -> redis(request, redis);
                };
        };
    }

    private DashboardContext demo(Request request) {
        DemoCommunity community = new DemoCommunity(now);
        return DashboardContext.of(
                DEMO_NAME,
                Environment.DEMO,
                "a simulated community in memory",
                community.moderation(request.operator()),
                new SimulationControls(community.start()),
                Office.of(community::close));
    }

    private DashboardContext redis(Request request, Source.Redis redis) {
        RedisSettings settings = RedisSources.forPeople(redis);
        CommunityProfile profile = profile(settings);
        RedisStore store = new RedisStore(settings);
        return DashboardContext.of(
                profile.name() != null ? profile.name() : name(settings.prefix()),
                environment(profile),
                "%s, prefix %s".formatted(settings.address(), settings.prefix()),
                new Moderation(store, request.operator()),
                null,
                new RedisOffice(store, settings, now));
    }

    /** A window opens also while Redis is away or empty: then it does without, and does not wait long for it. */
    private static CommunityProfile profile(RedisSettings settings) {
        try (RedisStore store =
                new RedisStore(settings.withTimeouts(PROFILE_WAIT_MS, PROFILE_WAIT_MS, PROFILE_WAIT_MS))) {
            return store.profile();
        } catch (RatewardenException e) {
            return CommunityProfile.UNNAMED;
        }
    }

    private static Environment environment(CommunityProfile profile) {
        return switch (profile.environment()) {
            case null -> Environment.UNSTATED;
            case PRODUCTION -> Environment.PRODUCTION;
            case STAGING -> Environment.STAGING;
            case TEST -> Environment.TEST;
            case DEMO -> Environment.DEMO;
        };
    }

    /** One prefix is one community; without a name of its own it goes by that. */
    private static String name(String prefix) {
        return prefix.endsWith(":") && prefix.length() > 1 ? prefix.substring(0, prefix.length() - 1) : prefix;
    }

    private static DashboardOptions options(Request request) {
        DashboardOptions.Theme theme = switch (request.theme()) {
            case null -> DashboardOptions.Theme.SYSTEM;
            case LIGHT -> DashboardOptions.Theme.LIGHT;
            case DARK -> DashboardOptions.Theme.DARK;
        };
        // The command opens the Overview unless it is told otherwise: so that stands for the page that was open last.
        dev.ratewarden.dashboard.Page page = request.page() == Page.OVERVIEW
                ? null
                : dev.ratewarden.dashboard.Page.valueOf(request.page().name());
        return new DashboardOptions(theme, page, 0);
    }
}
