package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in the guide for bot developers do what the guide says. */
class GuideProgramsTest {

    @TempDir
    Path classes;

    @Test
    void theFirstBotPrintsWhatTheGuideSays() throws Exception {
        GuideCode bot = GuideCode.ofClass("FirstBot");
        GuideCode.compile("FirstBot", bot.code(), classes);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        "FirstBot")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(bot.output()).isNotBlank();
            assertThat(asOnAFastMachine(said)).isEqualToNormalizingNewlines(bot.output());
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that takes more than a second over four checks is told to wait that much less. */
    private static String asOnAFastMachine(String said) {
        return said.replaceFirst("Try again in 5\\d s\\.", "Try again in 1 min.");
    }

    @Test
    void theTestOfOnesOwnCommandsPasses() throws Exception {
        GuideCode test = GuideCode.ofClass("SongCommandsTest");
        GuideCode.compile("SongCommandsTest", test.code(), classes);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> type = loader.loadClass("SongCommandsTest");
            List<Method> tests = Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .toList();
            assertThat(tests).isNotEmpty();
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            for (Method each : tests) {
                each.setAccessible(true);
                each.invoke(constructor.newInstance());
            }
        }
    }
}
