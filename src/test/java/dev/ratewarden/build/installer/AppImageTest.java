package dev.ratewarden.build.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.Ratewarden;
import dev.ratewarden.RatewardenWindow;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What jpackage is told on each system; two of them are not the one that this runs on. */
class AppImageTest {

    @TempDir
    private Path folder;

    @Test
    void theLaunchersStartTheMainClassesThatThereAre() {
        assertThat(AppImage.WINDOW_MAIN).isEqualTo(RatewardenWindow.class.getName());
        assertThat(AppImage.CONSOLE_MAIN).isEqualTo(Ratewarden.class.getName());
    }

    @ParameterizedTest
    @EnumSource(Os.class)
    void theWindowAndTheCommandAreTwoFilesAlsoWhereCapitalsDoNotCount(Os os) {
        if (os == Os.LINUX) {
            assertThat(AppImage.console(os)).isEqualTo("ratewarden");
        } else {
            assertThat(AppImage.console(os)).isNotEqualToIgnoringCase(Product.NAME);
        }
    }

    @ParameterizedTest
    @EnumSource(Os.class)
    void anImageHasTheRuntimeTheLibrariesTheIconAndBothLaunchers(Os os) {
        List<String> options = options(os);

        assertThat(after(options, "--type")).isEqualTo("app-image");
        assertThat(after(options, "--main-class")).isEqualTo("dev.ratewarden.RatewardenWindow");
        assertThat(after(options, "--runtime-image")).isEqualTo("runtime");
        assertThat(after(options, "--add-launcher")).isEqualTo(AppImage.console(os) + "=console.properties");
        assertThat(Path.of(after(options, "--icon"))).exists();
        assertThat(options).contains("-XX:AOTCache=$APPDIR/ratewarden.aot");
    }

    @Test
    void macOsGetsAnIdentifierAndAVersionThatItTakes() {
        assertThat(after(options(Os.MACOS), "--mac-package-identifier")).isEqualTo("dev.ratewarden");
        assertThat(after(options(Os.MACOS), "--app-version")).isEqualTo("1.0.0");
        assertThat(after(options(Os.WINDOWS), "--app-version")).isEqualTo("0.1.0");
        assertThat(options(Os.WINDOWS)).noneMatch(option -> option.startsWith("--mac"));
    }

    @Test
    void theCommandIsAConsoleProgramWithTheSameJvmAsTheWindow() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(AppImage.consoleLauncher()));

        assertThat(properties.getProperty("main-class")).isEqualTo("dev.ratewarden.Ratewarden");
        assertThat(properties.getProperty("win-console")).isEqualTo("true");
        assertThat(properties.getProperty("java-options").split(" "))
                .containsExactlyElementsOf(AppImage.launcherOptions());
    }

    @Test
    void theCacheIsTrainedWithTheLaunchersOptionsAndTheLaunchersClassPath() throws IOException {
        Files.writeString(folder.resolve("Ratewarden.cfg"), """
                [Application]
                app.classpath=$APPDIR/b.jar
                app.classpath=$APPDIR/a.jar
                app.mainclass=x
                """);

        List<Path> jars = AppImage.classPath(folder);
        List<String> command =
                AotCache.command(Path.of("java"), jars, folder.resolve("x.aot"), List.of("--demo", "status"));

        assertThat(jars).containsExactly(folder.resolve("b.jar"), folder.resolve("a.jar"));
        assertThat(command)
                .containsAll(JvmMode.COMMON)
                .contains("-XX:AOTCacheOutput=" + folder.resolve("x.aot"))
                .endsWith("dev.ratewarden.Rehearsal", "--demo", "status")
                .noneMatch(option -> option.startsWith("-XX:AOTCache="));
    }

    @Test
    void anImageWithoutLibrariesIsRefused() throws IOException {
        Files.writeString(folder.resolve("Ratewarden.cfg"), "[Application]\n");

        assertThatThrownBy(() -> AppImage.classPath(folder))
                .isInstanceOf(InstallerException.class)
                .hasMessageContaining("Ratewarden.cfg names no libraries");
    }

    @Test
    void theRehearsalEndsWithTheWindowSinceJavaFxStartsOnceInAProcess() {
        for (int port : new int[] {0, 6379}) {
            List<String> words = AotCache.rehearsal(port, Path.of("a folder", "p.png"));
            assertThat(words)
                    .endsWith(
                            "dashboard",
                            "--after",
                            "5",
                            "--snapshot",
                            Path.of("a folder", "p.png").toString());
            assertThat(words.stream().filter("dashboard"::equals)).hasSize(1);
            assertThat(words).noneMatch(String::isBlank);
        }
        assertThat(AotCache.rehearsal(6379, Path.of("p.png"))).contains("--redis=redis://127.0.0.1:6379", "simulate");
    }

    private static List<String> options(Os os) {
        return AppImage.options(
                os,
                new Product("0.1.0"),
                Path.of("jars"),
                "ratewarden-0.1.0.jar",
                Path.of("runtime"),
                Path.of("console.properties"),
                Path.of("assets"),
                Path.of("image"));
    }

    private static String after(List<String> options, String name) {
        return options.get(options.indexOf(name) + 1);
    }
}
