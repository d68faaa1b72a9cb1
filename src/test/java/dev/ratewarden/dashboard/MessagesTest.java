package dev.ratewarden.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:\\.[a-zA-Z]+)+)\"");
    private static final Path SOURCES = Path.of("src/main/java/dev/ratewarden/dashboard");

    private final Set<String> keys = Messages.keys();

    @Test
    void everyKeyInTheViewsHasItsWords() throws IOException {
        Set<String> families = Set.copyOf(
                keys.stream().map(key -> key.substring(0, key.indexOf('.'))).toList());
        for (Path source : sources()) {
            assertThat(KEY.matcher(Files.readString(source)).results().map(found -> found.group(1)))
                    .as(source.toString())
                    .filteredOn(key -> families.contains(key.substring(0, key.indexOf('.'))))
                    .allMatch(key -> keys.contains(key));
        }
    }

    @Test
    void wordsWithArgumentsKeepTheirApostrophes() {
        assertThat(Messages.text("detail.unknown", "42"))
                .isEqualTo("42 is not tracked: no check and no moderator's action is known.");
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
