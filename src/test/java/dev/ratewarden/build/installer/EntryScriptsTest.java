package dev.ratewarden.build.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One command for each system, and the same Maven profile behind them. */
class EntryScriptsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"linux.sh", "macos.sh"})
    @DisabledOnOs(OS.WINDOWS)
    void theScriptRunsTheProfileFromTheProjectWhereverItIsCalledFrom(String name) throws Exception {
        Path bin = pretended("mvn", "echo \"$PWD: $*\"");
        pretended("codesign", "");

        String said = run(bin, Path.of("installer", name).toAbsolutePath(), "-o");

        assertThat(said).isEqualTo(Path.of("").toRealPath() + ": -B -ntp -Pinstaller -DskipTests package -o\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux.sh", "macos.sh"})
    @DisabledOnOs(OS.WINDOWS)
    void withoutMavenItSaysWhatToInstall(String name) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));

        assertThat(run(bin, Path.of("installer", name).toAbsolutePath()))
                .startsWith("installer/" + name + ": Maven is missing; install")
                .hasLineCount(1);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void macOsAsksForItsToolsFirst() throws Exception {
        Path bin = pretended("mvn", "echo started");

        assertThat(run(bin, Path.of("installer", "macos.sh").toAbsolutePath()))
                .startsWith("installer/macos.sh: codesign is missing;")
                .doesNotContain("started");
    }

    /** No cmd runs here: what can be told of it by reading. */
    @Test
    void theScriptOfWindowsRunsTheSameProfileAndPassesItsStatusOn() throws Exception {
        String script = Files.readString(Path.of("installer", "windows.bat"), StandardCharsets.US_ASCII);

        assertThat(script.lines())
                .contains("call mvn -B -ntp -Pinstaller -DskipTests package %*", "cd /d \"%~dp0..\"")
                .endsWith("exit /b %ERRORLEVEL%");
        assertThat(script.replace("\r\n", ""))
                .as("every line ends as cmd wants it")
                .doesNotContain("\n", "\r");
        assertThat(depth(script)).as("open brackets").isZero();
    }

    /** Brackets that are not escaped. */
    private static long depth(String script) {
        String bare = script.replaceAll("\\^.", "").replaceAll("(?m)^rem .*$", "");
        return bare.chars().filter(c -> c == '(').count()
                - bare.chars().filter(c -> c == ')').count();
    }

    private Path pretended(String name, String body) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + body + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return bin;
    }

    /** What it printed on both outputs, with the pretended programs and the shell's own alone. */
    private String run(Path bin, Path script, String... arguments) throws Exception {
        for (String tool : new String[] {"dirname", "sh"}) {
            Path copy = bin.resolve(tool);
            if (!Files.exists(copy)) {
                Files.copy(Path.of("/usr/bin", tool), copy);
            }
        }
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", bin.toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
