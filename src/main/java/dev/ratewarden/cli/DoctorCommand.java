package dev.ratewarden.cli;

import dev.ratewarden.inspection.Doctor;
import dev.ratewarden.inspection.Finding;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "doctor",
        description = "Looks a Redis and the community in it over, and says what to do. Writes nothing.",
        footer = {
            "",
            "Each line is OK, NOTE (worth knowing), WARN (will hurt one day) or FAIL. The status is 1 if there is a FAIL.",
            "",
            "Example: ratewarden doctor --redis redis://localhost:6379"
        })
final class DoctorCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        if (!(settings.requiredSource() instanceof Source.Redis redis)) {
            throw new InvalidRequestException("doctor: a demo is always well; name a Redis with --redis");
        }
        List<Finding> findings;
        try {
            findings = Doctor.judge(session.services().inspections().inspect(redis));
        } catch (StoreUnavailableException | StoreException e) {
            findings = Doctor.unreachable(e);
        }
        boolean fails = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL);
        return session.print(
                new Report(json(findings), text(findings), fails ? ExitCode.FAILURE : ExitCode.OK), settings.json());
    }

    private static ObjectNode json(List<Finding> findings) {
        ArrayNode lines = Json.array();
        for (Finding finding : findings) {
            lines.addObject()
                    .put("level", word(finding))
                    .put("topic", finding.topic())
                    .put("found", finding.found())
                    .put("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
        }
        ObjectNode all = Json.object();
        all.put(
                "fails",
                findings.stream()
                        .filter(one -> one.level() == Finding.Level.FAIL)
                        .count());
        all.put(
                "warnings",
                findings.stream()
                        .filter(one -> one.level() == Finding.Level.WARN)
                        .count());
        all.set("findings", lines);
        return all;
    }

    private static String word(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT);
    }

    private static String text(List<Finding> findings) {
        Table table = new Table("", "", "");
        findings.forEach(one -> table.row(
                one.level().name(),
                one.topic(),
                Errors.oneLine(one.found()) + (one.remedy().isEmpty() ? "" : " -> " + Errors.oneLine(one.remedy()))));
        return table.toString();
    }
}
