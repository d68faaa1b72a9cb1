package dev.ratewarden;

import dev.ratewarden.cli.DashboardLauncher;
import dev.ratewarden.cli.Source;
import dev.ratewarden.dashboard.Dashboard;
import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
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
            show(request, context -> {
                Dashboard.open(context, options(request));
                return null;
            });
        } catch (UnsupportedOperationException | LinkageError e) {
            toolkitFailed = true;
            throw new NoWindowException("the desktop cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable Statistics draw(Request request, Path file, Duration after) {
        return toolkitFailed
                ? DrawingProcess.draw(request, file, after)
                : show(request, context -> Dashboard.draw(context, options(request), file, after));
    }

    private @Nullable Statistics show(Request request, Function<DashboardContext, @Nullable Statistics> shown) {
        return switch (request.source()) {
            case Source.Demo demo -> {
                try (DemoCommunity community = new DemoCommunity(now)) {
                    yield shown.apply(DashboardContext.of(
                            DEMO_NAME,
                            Environment.DEMO,
                            "a simulated community in memory",
                            community.moderation(request.operator()),
                            new SimulationControls(community.start())));
                }
            }
            case Source.Redis redis -> {
                RedisSettings settings = RedisSources.forPeople(redis);
                CommunityProfile profile = profile(settings);
                try (RedisStore store = new RedisStore(settings)) {
                    yield shown.apply(DashboardContext.of(
                            profile.name() != null ? profile.name() : name(settings.prefix()),
                            environment(profile),
                            "%s, prefix %s".formatted(settings.address(), settings.prefix()),
                            new Moderation(store, request.operator()),
                            null));
                }
            }
        };
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
        DashboardOptions.Page page = switch (request.page()) {
            case OVERVIEW -> DashboardOptions.Page.OVERVIEW;
        };
        return new DashboardOptions(theme, page);
    }
}
