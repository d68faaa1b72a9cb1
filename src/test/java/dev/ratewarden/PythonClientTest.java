package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.store.redis.RedisServerExtension;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client for Python: its own tests, over a real Redis, and what it writes is what our own stores write. */
class PythonClientTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Pattern RAN = Pattern.compile("Ran (\\d+) tests");
    private static final int MOST_TESTS_NEED_NO_MORE_THAN_REDIS = 50;
    private static final long DEADLINE_S = 300;

    @Test
    void itsOwnTestsPass() throws Exception {
        ProcessBuilder tests = PythonRuntime.running("-m", "unittest", "discover", "-s", "src/test/python");
        tests.environment().put("RATEWARDEN_TEST_REDIS", REDIS.uri());
        tests.environment()
                .put(
                        "RATEWARDEN_TEST_REDIS_SERVER",
                        RedisServerExtension.binary().toString());

        String said = outputOf(tests);

        Matcher ran = RAN.matcher(said);
        assertThat(ran.find()).as(said).isTrue();
        assertThat(Integer.parseInt(ran.group(1))).as(said).isGreaterThan(MOST_TESTS_NEED_NO_MORE_THAN_REDIS);
    }

    @Test
    void whatAModeratorDidInPythonIsInTheTrailThatIsVerifiedHere() throws Exception {
        outputOf(PythonRuntime.running("-c", """
                import sys
                from ratewarden import RateLimiter
                with RateLimiter(sys.argv[1], timeout=10, decay_per_hour=1) as limiter:
                    limiter.check("42", "payment")
                    lee = limiter.moderation("lee")
                    lee.ban("42", for_="7d", reason="raid \\u00e4")
                    lee.unban("42", reset_score=True)
                    lee.exempt("42")
                """, REDIS.uri()));

        try (RedisStore store = new RedisStore(RedisSettings.forPeople(REDIS.uri(), "rw:"))) {
            assertThat(store.check(CheckRequest.of("42", "payment")).reason()).isEqualTo(Reason.EXEMPT);
            assertThat(new Moderation(store, "kim").user("42").orElseThrow().audit())
                    .extracting(entry -> entry.type() + " " + entry.operator() + " " + entry.reason())
                    .containsExactly("EXEMPT lee ", "UNBAN lee ", "BAN lee raid ä");
        }
        Process verify = ChildJvm.running(Ratewarden.class, "--redis", REDIS.uri(), "audit", "--verify")
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(verify.waitFor()).as(said).isZero();
    }

    @Test
    void aDefaultOfBothProgramsIsTheSameText() throws Exception {
        outputOf(PythonRuntime.running(
                "-c",
                "import sys; from ratewarden import RateLimiter; RateLimiter(sys.argv[1], timeout=10).start()",
                REDIS.uri()));
        try (RedisStore store = new RedisStore(RedisSettings.forBots(REDIS.uri(), "rw:"));
                var jedis = REDIS.jedis()) {
            var before = jedis.hgetAll("rw:{g}:code-policies");
            dev.ratewarden.limiter.RateLimiter.builder(store).build().close();

            assertThat(before).hasSize(7);
            assertThat(jedis.hgetAll("rw:{g}:code-policies")).isEqualTo(before);
            assertThat(jedis.hget("rw:{g}:policies", "#revision")).isEqualTo("1");
        }
    }

    @Test
    void thePortableFolderHasThePackageAndItsScripts() {
        assertThat(Path.of("src/main/assembly/portable.xml"))
                .content()
                .contains(
                        "<directory>src/main/python</directory>",
                        "<outputDirectory>python/ratewarden/lua</outputDirectory>");
    }

    private static String outputOf(ProcessBuilder python) throws Exception {
        Process process = python.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
