package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "simulate",
        description =
                "Lets a made-up community live for a while and prints what it counted itself. In memory unless a Redis is named.",
        footer = {"", "Example: ratewarden simulate --seconds 60"})
final class SimulateCommand implements Callable<Integer> {
    private static final int MAX_SECONDS = 86_400;
    private static final double MAX_SPEED = 1_000;
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--seconds", paramLabel = "N", description = "How long, in real seconds, up to 86400. Default: 10")
    private long seconds = 10;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "How many times as fast as life, above 0, up to 1000. Default: 1")
    private double speed = 1;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Any 64-bit integer; the same gives the same community. Default: 1")
    private long seed = 1;

    SimulateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        validate();
        Source.Redis redis = settings.source() instanceof Source.Redis named ? named : null;
        Simulations.Result result = session.services()
                .simulations()
                .run(
                        new Simulations.Request(redis, Duration.ofSeconds(seconds), speed, seed),
                        line -> session.err().println(Errors.oneLine(line)));
        return session.print(Report.ok(json(result), text(result)), settings.json());
    }

    private void validate() {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new InvalidRequestException("--seconds %d: must be 1 to %d".formatted(seconds, MAX_SECONDS));
        }
        if (!(speed > 0 && speed <= MAX_SPEED)) {
            throw new InvalidRequestException(
                    "--speed %s: must be above 0 and at most %.0f".formatted(speed, MAX_SPEED));
        }
    }

    private static ObjectNode json(Simulations.Result result) {
        return Json.object()
                .put("checks", result.checks())
                .put("allowed", result.allowed())
                .put("denied", result.denied())
                .put("violations", result.violations())
                .put("degraded", result.degraded());
    }

    private static String text(Simulations.Result result) {
        return new Table("", ">")
                .row("Checks", Words.count(result.checks()))
                .row("Allowed", Words.count(result.allowed()))
                .row("Denied", Words.count(result.denied()))
                .row("Violations", Words.count(result.violations()))
                .row("Decided without Redis", Words.count(result.degraded()))
                .toString();
    }
}
