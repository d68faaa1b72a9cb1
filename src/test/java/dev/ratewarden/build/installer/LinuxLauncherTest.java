package dev.ratewarden.build.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts that start the packaged program on Linux, on a pretended runtime. */
@DisabledOnOs(OS.WINDOWS)
class LinuxLauncherTest {

    private static final String SHORT = "-XX:+UseSerialGC\n-XX:TieredStopAtLevel=1\n";
    private static final String LASTING = "-XX:+UseG1GC\n-XX:-UsePerfData\n";

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void aProgramAsJpackageMakesIt() throws Exception {
        root = folder.resolve("a folder/Ratewarden");
        Path app = Files.createDirectories(root.resolve("lib/app"));
        Files.createDirectories(root.resolve("bin"));
        Files.writeString(root.resolve("lib/libapplauncher.so"), "x");
        for (String cfg : List.of("Ratewarden.cfg", "ratewarden.cfg")) {
            Files.writeString(app.resolve(cfg), "app.classpath=$APPDIR/b.jar\napp.classpath=$APPDIR/a.jar\n");
        }
        Path java = Files.createDirectories(root.resolve("lib/runtime/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\necho \"locale ${LC_ALL:-}\"\nexit 7\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        LinuxLauncher.replace(Path.of("installer/linux/launcher"), root, AppImage.classPath(app));
    }

    @Test
    void theWindowAndTheCommandStartTheirMainClassesWithTheCacheAndTheClassPathOfItsTraining() throws Exception {
        String app = root.toRealPath().resolve("lib/app").toString();

        for (String name : List.of("Ratewarden", "ratewarden")) {
            assertThat(run(root.resolve("bin").resolve(name), "--demo"))
                    .contains("-XX:AOTCache=" + app + "/ratewarden.aot\n")
                    .contains("-cp\n" + app + "/b.jar:" + app + "/a.jar\n")
                    .contains(name.equals("Ratewarden") ? AppImage.WINDOW_MAIN : AppImage.CONSOLE_MAIN)
                    .contains(String.join("\n", JvmMode.COMMON))
                    .contains("\n--demo\n", "exit 7");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ratewarden, status, short",
        "ratewarden, --demo status, short",
        "ratewarden, ban watch, short",
        "ratewarden, watch, lasting",
        "ratewarden, --json simulate --seconds 5, lasting",
        "ratewarden, bench, lasting",
        "ratewarden, --help, short",
        "ratewarden, --demo, lasting",
        "ratewarden, --redis redis://h watch, lasting",
        "ratewarden, dashboard, lasting",
        "ratewarden, , lasting",
        "Ratewarden, , lasting",
        "Ratewarden, guild.rwprofile, lasting"
    })
    void eachCommandRunsAsSuitsIt(String launcher, String line, String mode) throws Exception {
        String[] arguments = line == null ? new String[0] : line.split(" ", -1);

        assertThat(run(root.resolve("bin").resolve(launcher), arguments))
                .startsWith(mode.equals("lasting") ? LASTING : SHORT);
    }

    @Test
    void itFindsItsFolderThroughALinkAndPassesEveryArgumentOnInAUtf8Locale() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("rw"), Path.of("a folder/Ratewarden/bin/ratewarden"));

        assertThat(run(link, "ban", "--", "a b", "", "*", "$HOME", "é"))
                .contains("\nban\n--\na b\n\n*\n$HOME\né\nlocale C.UTF-8\n");
    }

    @Test
    void optionsOfOnesOwnComeLast() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(root.resolve("bin/ratewarden").toString(), "status");
        builder.environment().put("RATEWARDEN_JAVA_OPTS", "-Xmx64m -Dx=y");

        assertThat(said(builder)).contains("-Xlog:cds*=off\n-Xmx64m\n-Dx=y\n-cp\n");
    }

    @Test
    void nothingStaysThatOnlyJpackagesLaunchersUsed() {
        assertThat(root.resolve("lib/libapplauncher.so")).doesNotExist();
        assertThat(Folders.files(root.resolve("lib/app"), ".cfg")).isEmpty();
    }

    private static String run(Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", "/home/somebody"));
        return said(builder);
    }

    private static String said(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit " + process.waitFor();
    }
}
