package dev.ratewarden.dashboard.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final List<String> COMPONENTS =
            Stream.concat(Appearance.SHEETS.stream(), Stream.of("popover")).toList();

    @Test
    void lightAndDarkGiveTheSameTokens() throws IOException {
        assertThat(defined("light")).isNotEmpty().isEqualTo(defined("dark"));
    }

    @Test
    void componentsUseTokensThatExistAndNoColoursOfTheirOwn() throws IOException {
        Set<String> known = defined("light");
        for (String sheet : COMPONENTS) {
            String css = read(sheet);
            Set<String> used = Pattern.compile("-rw-[a-z-]+")
                    .matcher(css)
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(known).as("tokens of %s.css", sheet).containsAll(used);
            assertThat(css).as("%s.css", sheet).doesNotContainPattern("#[0-9a-fA-F]{3,8}\\b[^\"]*;");
        }
    }

    @Test
    void everyTokenIsUsed() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String sheet : COMPONENTS) {
            all.append(read(sheet));
        }
        String values = read("light").replaceAll("(?m)^\\s*-rw-[a-z-]+:", "");
        assertThat(defined("light").stream().filter(token -> token.startsWith("-rw-")))
                .allMatch(token -> (all + values).contains(token));
    }

    private static Set<String> defined(String theme) throws IOException {
        return Pattern.compile("(?m)^\\s*(-[a-z-]+):")
                .matcher(read(theme))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(String sheet) throws IOException {
        String path = "/dev/ratewarden/dashboard/css/" + sheet + ".css";
        try (InputStream in = Objects.requireNonNull(TokensTest.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
