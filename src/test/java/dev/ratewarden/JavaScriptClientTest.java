package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ratewarden.store.redis.RedisServerExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The client in JavaScript answers as the golden vectors say, on a Redis of this test. Skipped where there is no Node.js, unless the system
 * property {@code ratewarden.node} is {@code required}.
 */
class JavaScriptClientTest {

    private static final int OLDEST = 18;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*");
    private static final Path SCRIPTS = Path.of("src/test/javascript");

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private record Run(int exitCode, String printed) {}

    @BeforeAll
    static void thereIsNode() throws Exception {
        boolean there = version() >= OLDEST;
        String missing = "needs Node.js %d or later as node on the PATH".formatted(OLDEST);
        if (!there && "required".equals(System.getProperty("ratewarden.node"))) {
            fail(missing);
        }
        assumeTrue(there, missing);
    }

    @Test
    @Timeout(120)
    void replaysEveryGoldenVector() throws Exception {
        Run run = node("replay.mjs");

        assertThat(run.exitCode()).as(run.printed()).isZero();
        assertThat(run.printed())
                .contains("acts.json: ", "generated.json: ", "waits.json: ")
                .doesNotContain("passed over");
    }

    @Test
    @Timeout(60)
    void doesWhatThePageSaysWhereNoVectorReaches() throws Exception {
        Run run = node("rest.mjs");

        assertThat(run.exitCode()).as(run.printed()).isZero();
        assertThat(run.printed()).contains("pass 15", "skipped 0");
    }

    /** 0 where there is none. */
    private static int version() throws Exception {
        try {
            Matcher version = VERSION.matcher(
                    run(new ProcessBuilder("node", "--version")).printed().strip());
            return version.matches() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException noSuchProgram) {
            return 0;
        }
    }

    private static Run node(String script) throws Exception {
        ProcessBuilder process =
                new ProcessBuilder(List.of("node", SCRIPTS.resolve(script).toString()));
        process.environment().put("RATEWARDEN_TEST_REDIS", REDIS.uri());
        return run(process);
    }

    private static Run run(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).as(printed).isTrue();
            return new Run(process.exitValue(), printed);
        } finally {
            process.destroyForcibly();
        }
    }
}
