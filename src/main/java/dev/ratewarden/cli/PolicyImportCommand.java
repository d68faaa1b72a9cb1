package dev.ratewarden.cli;

import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.moderation.Moderation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "import",
        description = "Sets what a document of policies says. Policies that it does not name stay.",
        footer = {
            "",
            "Everything is read before anything is changed. Repeating it changes nothing.",
            "Example: ratewarden policies import policies.json --dry-run"
        })
final class PolicyImportCommand extends PolicyChangeCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "As policies export writes it; - for standard input.")
    private String file = "";

    @Option(names = "--dry-run", description = "Only says what would change.")
    private boolean dryRun;

    private @Nullable PolicyDocument document;

    PolicyImportCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        document = PolicyValidateCommand.read(session(), file);
    }

    @Override
    Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        PolicyBook book = moderation.policies();
        requireExpected(book);
        PolicyPlan plan = PolicyPlan.of(java.util.Objects.requireNonNull(document), book);
        PolicyBook now = book;
        int done = 0;
        try {
            for (PolicyPlan.Step step : dryRun ? List.<PolicyPlan.Step>of() : plan.steps()) {
                now = moderation.change(step.change(), settings.reason(), now.revision());
                done++;
            }
        } catch (RatewardenException e) {
            if (done == 0) {
                throw e;
            }
            throw new ActionConflictException(
                    "%s; stopped after %d of %d changes, at %s. Those before it hold; import again to go on"
                            .formatted(
                                    e.getMessage(),
                                    done,
                                    plan.steps().size(),
                                    plan.steps().get(done).what()));
        }
        return report(plan, now);
    }

    private Report report(PolicyPlan plan, PolicyBook book) {
        ArrayNode changes = Json.array();
        List<String> lines = new ArrayList<>();
        for (PolicyPlan.Step step : plan.steps()) {
            changes.add(Json.object()
                    .put("what", step.what())
                    .put("before", step.before())
                    .put("after", step.after()));
            lines.add("%s %s: %s%s"
                    .formatted(
                            step.before() == null ? "+" : "~",
                            step.what(),
                            step.before() == null ? "" : step.before() + " → ",
                            step.after()));
        }
        lines.add("%s %d, left %d as they are.%s%s"
                .formatted(
                        dryRun ? "Would change" : "Changed",
                        plan.steps().size(),
                        plan.unchanged(),
                        plan.left().isEmpty()
                                ? ""
                                : " Not in the document, and staying: %s.".formatted(String.join(", ", plan.left())),
                        dryRun || plan.steps().isEmpty() ? "" : " " + WITHIN));
        lines.add("Revision " + book.revision());
        ArrayNode left = Json.array();
        plan.left().forEach(left::add);
        ObjectNode json = Json.object()
                .put("revision", book.revision())
                .put("applied", !dryRun)
                .put("unchanged", plan.unchanged())
                .set("left", left)
                .set("changes", changes);
        return Report.ok(json, String.join(System.lineSeparator(), lines));
    }
}
