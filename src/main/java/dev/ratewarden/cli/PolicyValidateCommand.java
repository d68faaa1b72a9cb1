package dev.ratewarden.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = "Reads a document of policies and names everything that is wrong with it. Connects to nothing.",
        footer = {"", "Example: ratewarden policies validate policies.json"})
final class PolicyValidateCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "The document; - for standard input.")
    private String file = "";

    PolicyValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        PolicyDocument document = read(session, file);
        int policies = document.policies().size();
        return session.print(
                Report.ok(
                        Json.object().put("valid", true).put("policies", policies),
                        "%s: %s, all can be".formatted(InputText.name(file), Words.plural(policies, "policy"))),
                settings.json());
    }

    /** @throws dev.ratewarden.limiter.InvalidRequestException if anything is wrong, which was told */
    static PolicyDocument read(Session session, String file) {
        Problems problems = new Problems();
        String name = InputText.name(file);
        PolicyDocument document = PolicyDocument.read(name, InputText.read(session, file), problems);
        problems.refuse(session, "correct %s".formatted(name));
        return document;
    }
}
