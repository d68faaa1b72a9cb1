package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of boxes names classes and tests that are there. */
class BoxesPageTest {

    private static final Path SOURCES = Path.of("src");
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+(?:Test|Contract))\\.(\\w+)`");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)(?:[.(][^`]*)?`");

    private final String page = Files.readString(Path.of("src/site/markdown/boxes.md"));
    private final Map<String, Path> files = files();

    BoxesPageTest() throws IOException {}

    @Test
    void everyRowNamesATestThatIsThere() throws IOException {
        List<String> rows = page.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| box") && !line.startsWith("| ---"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(20);
        for (String row : rows) {
            List<MatchResult> tests = NAMED_TEST.matcher(row).results().toList();
            assertThat(tests).as(row).isNotEmpty();
            for (MatchResult test : tests) {
                Path file = files.get(test.group(1));
                assertThat(file).as(row).isNotNull();
                assertThat(Files.readString(file)).as(row).contains("void " + test.group(2) + "(");
            }
        }
    }

    @Test
    void everyClassThatItNamesIsThere() {
        assertThat(CLASS.matcher(page).results().map(match -> match.group(1)).distinct())
                .allSatisfy(name -> assertThat(files).containsKey(name));
    }

    private static Map<String, Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            Map<String, Path> files = new TreeMap<>();
            all.filter(path -> path.toString().endsWith(".java"))
                    .forEach(path -> files.put(path.getFileName().toString().replace(".java", ""), path));
            return files;
        }
    }
}
