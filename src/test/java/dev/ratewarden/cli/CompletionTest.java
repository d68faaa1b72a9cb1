package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completion, asked for as a shell does. */
class CompletionTest {
    private static final Path BASH = Path.of("/bin/bash");
    private final Shell shell = new Shell();

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void bashCompletesCommandsOptionsAndTheirValues() throws IOException, InterruptedException {
        assumeThat(BASH).exists();
        Files.writeString(
                folder.resolve("completion"), shell.run("completion", "bash").out());

        assertThat(completed("ratewarden", "une")).isEqualTo("unexempt");
        assertThat(completed("ratewarden", "policies", "sw")).isEqualTo("switch");
        assertThat(completed("ratewarden", "ban", "--end")).isEqualTo("--end-exemption");
        assertThat(completed("ratewarden", "events", "--severity", "CR")).isEqualTo("CRITICAL");
    }

    @Test
    void zshGetsTheSameBehindItsOwnBeginning() {
        assertThat(shell.run("completion", "zsh").out())
                .startsWith("autoload")
                .contains("bashcompinit")
                .endsWith(shell.run("completion", "bash").out());
        assertThat(shell.run("completion", "fish").error(ExitCode.USAGE)).contains("fish", "ZSH");
    }

    private String completed(String... words) throws IOException, InterruptedException {
        String line = String.join(" ", words);
        String script =
                "source completion; f=$(complete -p ratewarden | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); COMP_WORDS=("
                        + line + "); COMP_CWORD=" + (words.length - 1) + "; COMP_LINE='" + line + "'; COMP_POINT="
                        + line.length() + "; $f 2> /dev/null; echo \"${COMPREPLY[*]}\"";
        Process bash = new ProcessBuilder(BASH.toString(), "--norc", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return out.strip();
    }
}
