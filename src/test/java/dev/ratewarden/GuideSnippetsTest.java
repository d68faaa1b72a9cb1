package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guides show compiles as it stands: each snippet that brings its imports, in a method of a bot that can play and reply. */
class GuideSnippetsTest {

    private static final Path GUIDES = Path.of("src/site/markdown");
    private static final Pattern SNIPPET = Pattern.compile("```java\\R(import .*?)```", Pattern.DOTALL);

    @TempDir
    Path classes;

    /** A snippet, and the guide that shows it. */
    private record Snippet(String guide, String code) {
        @Override
        public String toString() {
            return guide;
        }
    }

    static List<Snippet> snippets() throws IOException {
        try (Stream<Path> guides = Files.list(GUIDES)) {
            return guides.flatMap(GuideSnippetsTest::snippets).toList();
        }
    }

    private static Stream<Snippet> snippets(Path guide) {
        try {
            return SNIPPET.matcher(Files.readString(guide))
                    .results()
                    .map(found -> new Snippet(guide.getFileName().toString(), found.group(1)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("snippets")
    void compiles(Snippet snippet) {
        String imports = lines(snippet, true);
        String body = lines(snippet, false);
        String source =
                "%s%nabstract class Bot { abstract void play(); abstract void reply(String text);%nvoid run(String userId) {%n%s%n} }"
                        .formatted(imports, body);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-proc:none"),
                        null,
                        List.of(new Source(source)))
                .call();
        assertThat(compiled).as("%s%n%s", source, said).isTrue();
    }

    private static String lines(Snippet snippet, boolean imports) {
        return snippet.code()
                .lines()
                .filter(line -> line.startsWith("import ") == imports)
                .collect(Collectors.joining("\n"));
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Bot.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
