package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Java that a guide shows with its imports.
 *
 * @param guide the name of its file
 * @param code as it stands there
 * @param output the block without a language that follows next, what the guide says the program prints; empty if none does
 */
record GuideCode(String guide, String code, String output) {

    private static final Path GUIDES = Path.of("src/site/markdown");
    private static final Pattern CODE = Pattern.compile("```java\\R(import .*?)```", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

    static List<GuideCode> all() throws IOException {
        try (Stream<Path> guides = Files.list(GUIDES)) {
            return guides.flatMap(GuideCode::in).toList();
        }
    }

    private static Stream<GuideCode> in(Path guide) {
        try {
            String text = Files.readString(guide);
            return CODE.matcher(text)
                    .results()
                    .map(found -> new GuideCode(guide.getFileName().toString(), found.group(1), after(text, found)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String after(String text, MatchResult code) {
        Matcher next = BLOCK.matcher(text);
        return next.find(code.end()) && next.group(1).isEmpty() ? next.group(2) : "";
    }

    /** The class of this name and what else its file holds. */
    static GuideCode ofClass(String name) throws IOException {
        return all().stream()
                .filter(code -> code.className().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no guide shows the class " + name));
    }

    /** Of its first class; empty if it is none but some statements. */
    String className() {
        Matcher found = CLASS.matcher(code);
        return found.find() ? found.group(1) : "";
    }

    /** Compiles it into this folder, or fails with what the compiler said. */
    static void compile(String className, String source, Path classes) {
        StringWriter said = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        said,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-proc:none"),
                        null,
                        List.of(new Source(className, source)))
                .call();
        assertThat(compiled).as("%s%n%s", source, said).isTrue();
    }

    @Override
    public String toString() {
        return guide + ' ' + className();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
