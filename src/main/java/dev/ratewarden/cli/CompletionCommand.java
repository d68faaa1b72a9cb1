package dev.ratewarden.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints a script that completes commands and options in a shell.",
        footer = {
            "",
            "Examples:",
            "  source <(ratewarden completion bash)",
            "  ratewarden completion zsh > ~/.ratewarden.zsh; echo 'source ~/.ratewarden.zsh' >> ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {

    /** Which can be completed in. */
    enum Shell {
        BASH,
        ZSH;

        /** As it is written in a command. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("ratewarden", spec.root().commandLine());
        // zsh understands it with this.
        String zsh = "autoload -U +X compinit && compinit%nautoload -U +X bashcompinit && bashcompinit%n".formatted();
        String whole = shell == Shell.ZSH ? zsh + script : script;
        return session.print(
                Report.ok(Json.object().put("shell", shell.toString()).put("script", whole), whole),
                session.settings(options).json());
    }
}
