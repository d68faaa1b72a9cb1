package dev.ratewarden.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who copies the dependency from a guide gets the version that the guide came with. */
class ShownVersionTest {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>ratewarden</artifactId>\\s*<version>([^<]+)</version>");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "src/site/markdown/bots.md"})
    void theDependencyHasTheVersionOfThePom(String guide) throws IOException {
        assertThat(version(guide)).isEqualTo(version("pom.xml"));
    }

    /** A snapshot comes before the version that it is called after. */
    @Test
    void theClientForPythonHasTheVersionThatThePomComesTo() throws IOException {
        assertThat(Path.of("src/main/python/ratewarden/__init__.py"))
                .content()
                .contains("__version__ = \"%s\"".formatted(version("pom.xml").replace("-SNAPSHOT", "")));
    }

    private static String version(String file) throws IOException {
        Matcher found = VERSION.matcher(Files.readString(Path.of(file)));
        assertThat(found.find()).as(file).isTrue();
        return found.group(1);
    }
}
