package dev.ratewarden;

import dev.ratewarden.ProfileSettings.Manner;
import dev.ratewarden.cli.Source;
import dev.ratewarden.dashboard.Connector;
import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.Office;
import dev.ratewarden.dashboard.connections.ConnectionProfile;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Opens what the window shows: a Redis, or a simulated community. */
final class CommunityConnector implements Connector {

    private static final String DEMO_NAME = "Pixel Packs";

    private final @Nullable Source given;
    private final String operator;
    private final InstantSource now;

    /** @param given what was named as the program was started; null for nothing */
    CommunityConnector(@Nullable Source given, String operator, InstantSource now) {
        this.given = given;
        this.operator = operator;
        this.now = now;
    }

    @Override
    public DashboardContext open(Target target) {
        return switch (target) {
            case Target.Demo demo -> demo();
            case Target.Given named -> given();
            case Target.Profile one -> profile(one.profile(), ProfileSettings.redis(one.profile(), one.passwords()));
        };
    }

    private DashboardContext given() {
        return switch (given) {
            case null -> throw new InvalidRequestException("nothing was named as the window was opened");
            case Source.Demo demo -> demo();
            case Source.Redis redis -> {
                RedisSettings settings = RedisSources.forPeople(redis);
                Manner manner = manner(redis);
                yield redis(settings, new RedisStore(settings), CommunityProfile.UNNAMED, name(settings.prefix()))
                        .as(manner.readOnly(), manner.expected());
            }
        };
    }

    /** Whoever was sent a file for looking only looks only, also where another address is named beside it. */
    private static Manner manner(Source.Redis redis) {
        Path file = RedisSettings.nearestFile(redis.environment(), redis.file());
        return file == null ? Manner.FREE : ProfileSettings.manner(file);
    }

    private DashboardContext demo() {
        DemoCommunity community = new DemoCommunity(now);
        return DashboardContext.of(
                DEMO_NAME,
                Environment.DEMO,
                "a simulated community in memory",
                community.moderation(operator),
                new SimulationControls(community.start()),
                Office.of(community::close));
    }

    /** Whoever leaves a community for this one must find it: the login is tried before. */
    private DashboardContext profile(ConnectionProfile profile, RedisSettings settings) {
        RedisStore store = new RedisStore(settings);
        try {
            return redis(settings, store, store.profile(), profile.name()).as(profile.readOnly(), profile.expected());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private DashboardContext redis(RedisSettings settings, RedisStore store, CommunityProfile said, String otherwise) {
        return DashboardContext.of(
                said.name() != null ? said.name() : otherwise,
                Environment.of(said.environment()),
                "%s, prefix %s".formatted(settings.address(), settings.prefix()),
                new Moderation(store, operator),
                null,
                new RedisOffice(store, settings));
    }

    /** One prefix is one community; without a name of its own it goes by that. */
    private static String name(String prefix) {
        return prefix.endsWith(":") && prefix.length() > 1 ? prefix.substring(0, prefix.length() - 1) : prefix;
    }
}
