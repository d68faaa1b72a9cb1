package dev.ratewarden.dashboard.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing in this window moves by itself, so that nobody has to ask it to stand still. */
class MotionTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/ratewarden/dashboard");
    private static final Path SHEETS = Path.of("src/main/resources/dev/ratewarden/dashboard/css");

    @Test
    void nothingSlidesOrFades() throws IOException {
        for (Path source : files(SOURCES, ".java")) {
            String code = Files.readString(source);
            boolean moves = code.matches(
                    "(?s).*\\bnew (?:Fade|Translate|Scale|Rotate|Fill|Path|Parallel|Sequential)" + "Transition\\b.*");
            assertThat(moves).as(source.toString()).isFalse();
            assertThat(code).as("these slide in").doesNotContain("org.controlsfx.control.Notifications");
        }
    }

    @Test
    void popOversAppearAtOnce() throws IOException {
        for (Path source : files(SOURCES, ".java")) {
            String code = Files.readString(source);
            assertThat(!code.contains("new PopOver(") || code.contains("setAnimated(false)"))
                    .as(source.toString())
                    .isTrue();
        }
    }

    @Test
    void noStyleSheetFadesOrSlides() throws IOException {
        for (Path sheet : files(SHEETS, ".css")) {
            assertThat(Files.readString(sheet)).as(sheet.toString()).doesNotContain("transition");
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
