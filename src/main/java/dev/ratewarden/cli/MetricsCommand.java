package dev.ratewarden.cli;

import dev.ratewarden.inspection.CommunityReport;
import dev.ratewarden.inspection.Inspection;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "metrics",
        description =
                "Prints the community's figures in the OpenMetrics text format, for Prometheus. Writes nothing to Redis.",
        footer = {
            "",
            "Example, for node_exporter's textfile collector, from cron:",
            "  ratewarden metrics --output /var/lib/node_exporter/ratewarden.prom"
        })
final class MetricsCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Writes there instead; whoever reads it never sees half of it.")
    private @Nullable Path output;

    MetricsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        if (!(settings.requiredSource() instanceof Source.Redis redis)) {
            throw new InvalidRequestException("metrics: a demo has none; name a Redis with --redis");
        }
        if (output != null && Files.isDirectory(output)) {
            throw new InvalidRequestException(
                    "--output %s: is a folder; name a file in it".formatted(Inputs.quote(output.toString())));
        }
        Inspection found = session.services().inspections().inspect(redis);
        CommunityReport community = found.community();
        if (community == null) {
            throw new StoreException(String.valueOf(found.problem()), null);
        }
        List<Family> families = Metrics.of(community, found.server().roundTripMicros());
        String text = settings.json() ? Json.line(json(families)) + "\n" : Metrics.text(families);
        if (output == null) {
            return session.print(text, ExitCode.OK);
        }
        OutputFile.replace(output, out -> out.append(text));
        return ExitCode.OK;
    }

    private static JsonNode json(List<Family> families) {
        ArrayNode all = Json.array();
        for (Family family : families) {
            for (Family.Sample sample : family.samples()) {
                ObjectNode one = all.addObject().put("name", family.sampleName());
                ObjectNode labels = one.putObject("labels");
                sample.labels().forEach(labels::put);
                one.put("value", sample.value());
            }
        }
        return all;
    }
}
