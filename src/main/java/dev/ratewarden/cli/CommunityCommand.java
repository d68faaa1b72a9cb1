package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that opens a community, does one thing, and prints it. */
abstract class CommunityCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    CommunityCommand(Session session) {
        this.session = session;
    }

    final Session session() {
        return session;
    }

    @Override
    public final Integer call() {
        Settings settings = session.settings(options);
        validate();
        Report report;
        try (Community community = session.services().communities().open(settings.requiredSource())) {
            report = run(community, settings);
        }
        return session.print(report, settings.json());
    }

    /**
     * Looks at the command's own input before anything is opened.
     *
     * @throws InvalidRequestException naming the input and the remedy
     */
    abstract void validate();

    abstract Report run(Community community, Settings settings);

    /** Also refuses what the terminal has already mangled: acting on another user than the one meant would be worse. */
    static void requireUserId(String id) {
        Inputs.userId(id);
        if (id.indexOf('\uFFFD') >= 0) {
            throw new InvalidRequestException(
                    "user id %s: did not arrive as valid UTF-8; set LC_ALL=C.UTF-8 and try again"
                            .formatted(Inputs.quote(id)));
        }
    }
}
