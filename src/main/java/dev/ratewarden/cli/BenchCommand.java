package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "bench",
        description = "Measures checks through this Redis beside PING, under a prefix that is thrown away.",
        footer = {"", "Example: ratewarden bench --threads 50 --seconds 10 --mix 90:10"})
final class BenchCommand implements Callable<Integer> {
    private static final int MAX_THREADS = 256;
    private static final int MAX_SECONDS = 600;
    private static final Pattern MIX = Pattern.compile("(\\d{1,3}):(\\d{1,3})");
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many check at the same time, 1 to 256. Default: 8")
    private int threads = 8;

    @Option(names = "--seconds", paramLabel = "S", description = "How long in all, 1 to 600. Default: 10")
    private int seconds = 10;

    @Option(
            names = "--mix",
            paramLabel = "A:D",
            description = "Percent of checks that are allowed and denied. Default: 100:0")
    private String mix = "100:0";

    BenchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        within("--threads", threads, MAX_THREADS);
        within("--seconds", seconds, MAX_SECONDS);
        int denied = deniedPercent(mix);
        if (!(settings.requiredSource() instanceof Source.Redis redis)) {
            throw new InvalidRequestException("bench: a demo needs no Redis; name one with --redis");
        }
        Benches.Result result = session.services()
                .benches()
                .run(
                        new Benches.Request(redis, threads, seconds, denied),
                        line -> session.err().println(Errors.oneLine(line)));
        return session.print(Report.ok(json(result), text(result)), settings.json());
    }

    private static void within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new InvalidRequestException("%s %d: must be 1 to %d".formatted(option, value, most));
        }
    }

    static int deniedPercent(String mix) {
        Matcher parts = MIX.matcher(mix);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) + Integer.parseInt(parts.group(2)) != 100) {
            throw new InvalidRequestException(
                    "--mix %s: must be two percentages that make 100, allowed first, such as 90:10"
                            .formatted(Inputs.quote(mix)));
        }
        return Integer.parseInt(parts.group(2));
    }

    private static double ratio(Benches.Result result) {
        return result.pingPerSecond() == 0 ? 0 : result.checksPerSecond() / result.pingPerSecond();
    }

    private static double rounded(double value, double steps) {
        return Math.round(value * steps) / steps;
    }

    private ObjectNode json(Benches.Result result) {
        return Json.object()
                .put("checksPerSecond", Math.round(result.checksPerSecond()))
                .put("pingPerSecond", Math.round(result.pingPerSecond()))
                .put("ratio", rounded(ratio(result), 1_000))
                .put("p50Micros", Math.round(result.p50Micros()))
                .put("p99Micros", Math.round(result.p99Micros()))
                .put("threads", threads)
                .put("seconds", seconds)
                .put("deniedShare", rounded(result.deniedShare(), 10_000))
                .put("connections", result.connections())
                .put("redisVersion", result.redisVersion());
    }

    private String text(Benches.Result result) {
        return new Table("", ">")
                        .row("Checks a second", Words.count(Math.round(result.checksPerSecond())))
                        .row("PINGs a second", Words.count(Math.round(result.pingPerSecond())))
                        .row("Checks for each PING", String.format(Locale.ROOT, "%.2f", ratio(result)))
                        .row("Half of the checks within", Words.count(Math.round(result.p50Micros())) + " µs")
                        .row("99 of 100 within", Words.count(Math.round(result.p99Micros())) + " µs")
                        .row("Denied", String.format(Locale.ROOT, "%.1f %%", 100 * result.deniedShare()))
                        .row("Redis", Words.orDash(Text.visible(result.redisVersion())))
                + "\n%s, %s. A PING has a connection to itself; checks that wait at the same time share a pipeline."
                        .formatted(Words.plural(threads, "thread"), Words.plural(result.connections(), "connection"))
                + "\nRead the ratio rather than the rates: they depend on this machine, the network and who else is there.";
    }
}
