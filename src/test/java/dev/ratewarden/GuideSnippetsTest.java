package dev.ratewarden;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the guides show compiles as it stands: each snippet that brings its imports, classes by themselves, statements in a method of a bot
 * that can play and reply.
 */
class GuideSnippetsTest {

    @TempDir
    Path classes;

    static List<GuideCode> snippets() throws IOException {
        return GuideCode.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("snippets")
    void compiles(GuideCode snippet) {
        if (snippet.className().isEmpty()) {
            GuideCode.compile("Bot", bot(lines(snippet, true), lines(snippet, false)), classes);
        } else {
            GuideCode.compile(snippet.className(), snippet.code(), classes);
        }
    }

    private static String bot(String imports, String statements) {
        return """
            %s
            abstract class Bot {
                dev.ratewarden.store.outage.OutageStore store;
                dev.ratewarden.limiter.RateLimiter limiter;
                dev.ratewarden.guard.Guard guard;
                abstract void play();
                abstract void reply(String text);
                void run(String userId) {
            %s
                }
            }
            """.formatted(imports, statements);
    }

    private static String lines(GuideCode snippet, boolean imports) {
        return snippet.code()
                .lines()
                .filter(line -> line.startsWith("import ") == imports)
                .collect(Collectors.joining("\n"));
    }
}
