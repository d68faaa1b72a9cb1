package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link and picture of the guides that leads into the project leads somewhere, down to the heading; and every guide is led to. */
class GuideLinksTest {

    private static final Path GUIDES = Path.of("src/site/markdown");
    private static final Path FRONT = GUIDES.resolve("index.md");
    private static final long LARGEST_PICTURE = 250_000;
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern WORD = Pattern.compile("`[^`\\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|<img src=\"([^\"]+)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    static List<Path> pages() throws IOException {
        try (Stream<Path> guides = Files.list(GUIDES)) {
            return Stream.concat(
                            Stream.of(
                                            "README.md",
                                            "CONTRIBUTING.md",
                                            "SECURITY.md",
                                            "CHANGELOG.md",
                                            "installer/README.md")
                                    .map(Path::of),
                            guides)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        for (String link : links(page)) {
            String[] parts = link.split("#", 2);
            Path target =
                    parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(target).as("%s links to %s", page, link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as("%s links to %s", page, link).contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPictureIsSmall(Path page) throws IOException {
        for (String link : links(page)) {
            if (link.endsWith(".png")) {
                assertThat(Files.size(page.resolveSibling(link))).as(link).isLessThan(LARGEST_PICTURE);
            }
        }
    }

    @Test
    void theFrontPageLeadsToEveryGuide() throws IOException {
        Set<Path> led = links(FRONT).stream()
                .map(link -> FRONT.resolveSibling(link.split("#", 2)[0]))
                .collect(Collectors.toSet());
        try (Stream<Path> guides = Files.list(GUIDES)) {
            assertThat(guides.filter(guide -> !guide.equals(FRONT))).isSubsetOf(led);
        }
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(WORD.matcher(withoutBlocks(page)).replaceAll(""))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .toList();
    }

    /** A comment in a block of commands looks like a heading, and an index in code like a link. */
    private static String withoutBlocks(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page)).replaceAll("");
    }

    /** As the pages' readers make them of headings: in lower case, without punctuation, a dash for each space. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        withoutBlocks(page).lines().filter(line -> line.matches("#+ .*")).forEach(line -> {
            String anchor = line.replaceFirst("#+ ", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            for (int again = 0; !anchors.add(again == 0 ? anchor : anchor + "-" + again); again++) {
                // The next of the same words gets a number.
            }
        });
        return anchors;
    }
}
