package dev.ratewarden.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page lists every type of event with its severity. */
class EventsPageTest {

    @Test
    void everyTypeIsListedWithItsSeverity() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/events.md"));
        EventTypes.fixed()
                .forEach((type, severity) -> assertThat(page).contains("| `%s` | %s | ".formatted(type, severity)));
        assertThat(page)
                .contains(
                        "| `RATE_LIMIT_EXCEEDED_<ACTION>` | WARNING |", "| `EXCESSIVE_<ACTION>_ATTEMPTS` | WARNING |");
        long rows = page.lines().filter(line -> line.startsWith("| `")).count();
        assertThat(rows).isEqualTo(EventTypes.fixed().size() + 2);
    }
}
