package dev.ratewarden.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "export",
        description = "All policies, trials, score rules and the switch as one JSON document that import reads.",
        footer = {"", "Example: ratewarden policies export --output policies.json"})
final class PolicyExportCommand extends CommunityCommand {

    @Option(names = "--output", paramLabel = "FILE", description = "Writes it there. Default: standard output")
    private @Nullable Path output;

    @Option(names = "--force", description = "Replaces the file if it is there.")
    private boolean force;

    PolicyExportCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        if (output != null) {
            OutputFile.check(output, force);
        }
    }

    @Override
    Report run(Community community, Settings settings) {
        ObjectNode document =
                PolicyDocument.write(community.moderation(settings.operator()).policies());
        String pretty = Json.pretty(document);
        if (output == null) {
            return Report.ok(document, pretty);
        }
        OutputFile.write(output, force, out -> out.append(pretty).append('\n'));
        return Report.ok(
                Json.object()
                        .put("file", output.toString())
                        .put("policies", document.get("policies").size()),
                "Wrote %s to %s"
                        .formatted(
                                Words.plural(document.get("policies").size(), "policy"),
                                dev.ratewarden.limiter.Text.visible(output.toString())));
    }
}
