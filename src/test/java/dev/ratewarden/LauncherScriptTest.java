package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of the portable folder, with pretended JDKs: does it find the right one, and pass everything on? */
@DisabledOnOs(OS.WINDOWS)
class LauncherScriptTest {
    private static final String SYSTEM_PATH = "/usr/bin:/bin";

    @TempDir
    private Path folder;

    private Path script;
    private Path noJava;

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void aFolderWithASpaceInItsName() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("my tools/ratewarden/bin"));
        script = Files.copy(Path.of("src/main/dist/bin/ratewarden"), bin.resolve("ratewarden"));
        executable(script);
        noJava = pathWithoutJava();
    }

    @Test
    void takesTheJdkOfJavaHome() throws Exception {
        Path jdk = jdk("jdk 26", "26-ea");
        jdk("on path", "25.0.1");

        assertThat(run(Map.of("JAVA_HOME", jdk.toString(), "PATH", path("on path")), script, "status")
                        .out())
                .contains(jdk + "/bin/java");
    }

    @Test
    void skipsAJavaHomeThatIsOlderAndTakesTheOneOnThePath() throws Exception {
        Path old = jdk("old", "17.0.12");
        jdk("on path", "25");

        assertThat(run(Map.of("JAVA_HOME", old.toString(), "PATH", path("on path")), script)
                        .out())
                .contains("/on path/bin/java");
    }

    @Test
    void looksInTheUsualPlacesAndUnderstandsOldVersionNumbers() throws Exception {
        Path old = jdk("old", "1.8.0_392");
        Path usual = jdk(".sdkman/candidates/java/25-tem", "25.0.1");
        jdk(".sdkman/candidates/java/21-tem", "21.0.2");

        Run run = run(Map.of("JAVA_HOME", old.toString(), "PATH", path("old"), "HOME", folder.toString()), script);

        assertThat(run.out()).contains(usual + "/bin/java");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void believesTheReleaseFileWithoutStartingAJvm() throws Exception {
        Path jdk = Files.createDirectories(folder.resolve("released"));
        fakeJava(jdk.resolve("bin"), "must not be asked");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.3\"\n");

        assertThat(run(Map.of("JAVA_HOME", jdk.toString(), "PATH", noJava.toString()), script)
                        .out())
                .contains("released/bin/java");
    }

    @Test
    void saysInOneLineWhatToInstallWhenThereIsNone() throws Exception {
        Path old = jdk("old", "24.0.2");
        Path broken = Files.createDirectories(folder.resolve("broken"));

        for (Path javaHome : List.of(old, broken)) {
            Run run = run(Map.of("JAVA_HOME", javaHome.toString(), "PATH", noJava.toString()), script, "status");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).startsWith("ratewarden: ").contains("JDK 25", "JAVA_HOME");
        }
    }

    @Test
    void findsItsFolderThroughSymbolicLinksFromAnywhere() throws Exception {
        Path jdk = jdk("jdk", "25");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("my tools/ratewarden/bin/ratewarden"));
        Path second = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("elsewhere")).resolve("rw"), link);

        assertThat(run(Map.of("JAVA_HOME", jdk.toString(), "PATH", noJava.toString()), second)
                        .out())
                .contains(folder.toRealPath() + "/my tools/ratewarden/lib/*");
    }

    @Test
    void passesEveryArgumentOnAsItIsInAUtf8Locale() throws Exception {
        Path jdk = jdk("jdk", "25");

        Run run = run(
                Map.of("JAVA_HOME", jdk.toString(), "PATH", noJava.toString(), "LC_ALL", "C"),
                script,
                "ban",
                "--",
                "a b",
                "",
                "*",
                "$HOME",
                "é");

        assertThat(run.out()).contains("<ban>\n<-->\n<a b>\n<>\n<*>\n<$HOME>\n<é>\n", "locale C.UTF-8");
        assertThat(run.exitCode()).isEqualTo(7);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        fakeJava(home.resolve("bin"), version);
        return home;
    }

    /** A java that answers -version, and otherwise tells how it was called and exits with 7. */
    private static void fakeJava(Path bin, String version) throws IOException {
        Files.createDirectories(bin);
        Path java = Files.writeString(bin.resolve("java"), """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'Picked up JAVA_TOOL_OPTIONS: -Dx' >&2
                    echo 'openjdk version "%s" 2026-01-01' >&2
                    exit 0
                fi
                echo "$0"
                printf '<%%s>\\n' "$@"
                echo "locale ${LC_ALL:-}"
                exit 7
                """.formatted(version));
        executable(java);
    }

    /** Folders with the tools that the script uses, but without this machine's own java. */
    private Path pathWithoutJava() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("sh", "sed", "head", "dirname", "readlink", "env", "cat")) {
            for (String where : SYSTEM_PATH.split(":", -1)) {
                Path real = Path.of(where, tool);
                if (Files.isExecutable(real) && !Files.exists(tools.resolve(tool))) {
                    executable(Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(real)));
                }
            }
        }
        return tools;
    }

    private String path(String jdk) {
        return folder.resolve(jdk).resolve("bin") + ":" + noJava;
    }

    private Run run(Map<String, String> environment, Path command, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("/bin/sh", command.toString()));
        line.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(Path.of("/").toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        // No system folders: what this machine has installed must not decide.
        builder.environment().put("RATEWARDEN_JVM_FOLDERS", "");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return new Run(process.exitValue(), said, Files.readString(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
