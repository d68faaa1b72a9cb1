package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Moderation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "init",
        description = "Sets a community up in Redis, or changes how it is shown. Repeating it is harmless.",
        footer = {"", "Example: ratewarden init --name \"Pixel Packs\" --env production --decay 1"})
final class InitCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--name", paramLabel = "TEXT", description = "What the community is called; up to 32 characters.")
    private @Nullable String name;

    @Option(names = "--env", paramLabel = "ENV", description = "What it is for: production, staging, test or demo.")
    private @Nullable String environment;

    @Option(names = "--colour", paramLabel = "#RRGGBB", description = "A colour to tell it from others.")
    private @Nullable String colour;

    @Option(
            names = "--shards",
            paramLabel = "N",
            description = "How many parts a new community has, 1 to 256, for good. Default: 16")
    private @Nullable Integer shards;

    @Option(
            names = "--decay",
            paramLabel = "POINTS",
            description =
                    "What a score loses an hour in a new community; 1 is recommended. Default: 0, old sins never fade")
    private @Nullable Double decay;

    InitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        CommunityProfile wanted = new CommunityProfile(name, environment(), colour).checked();
        if (!(settings.requiredSource() instanceof Source.Redis redis)) {
            throw new InvalidRequestException("init: a demo needs none; name a Redis with --redis");
        }
        if (decay != null) {
            ScoreRules.DEFAULT.withDecayPerHour(decay);
        }
        CommunityProfile profile = session.services()
                .operations()
                .init(redis, wanted, shards, decay, settings.operator(), Moderation.reason(settings.reason()));
        return session.print(Report.ok(json(profile), text(profile)), settings.json());
    }

    private CommunityProfile.@Nullable Environment environment() {
        if (environment == null) {
            return null;
        }
        CommunityProfile.Environment known = CommunityProfile.Environment.of(environment);
        if (known == null) {
            throw new InvalidRequestException(
                    "--env %s: must be production, staging, test or demo".formatted(Inputs.quote(environment)));
        }
        return known;
    }

    private static ObjectNode json(CommunityProfile profile) {
        return Json.object()
                .put("name", profile.name())
                .put("environment", word(profile))
                .put("colour", profile.colour());
    }

    private static @Nullable String word(CommunityProfile profile) {
        return profile.environment() == null ? null : profile.environment().word();
    }

    private static String text(CommunityProfile profile) {
        return new Table("", "")
                .row("Name", profile.name() == null ? "-" : Text.visible(profile.name()))
                .row("Environment", Words.orDash(word(profile)))
                .row("Colour", Words.orDash(profile.colour()))
                .toString();
    }
}
