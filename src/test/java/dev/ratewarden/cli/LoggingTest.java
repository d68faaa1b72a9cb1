package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.LogManager;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);

    @AfterEach
    void giveTheTestsTheirLoggingBack() throws IOException {
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void aWarningIsOneLineThatCannotForgeAnother() {
        Logging.configure(Map.of(), err);

        System.getLogger("dev.ratewarden.Some")
                .log(System.Logger.Level.WARNING, "forging\nforged\u202E", new IOException("cut\r"));

        assertThat(lines())
                .filteredOn(LoggingTest::isOfThisTest)
                .singleElement(InstanceOfAssertFactories.STRING)
                .endsWith("WARNING Some: forging\\u{a}forged\\u{202e} (java.io.IOException: cut\\u{d})");
    }

    @Test
    void nothingBelowAWarningAndNothingOfTheRedisClientShows() {
        Logging.configure(Map.of(), err);

        LoggerFactory.getLogger("dev.ratewarden.Some").info("quiet");
        LoggerFactory.getLogger("redis.clients.jedis.JedisPool").warn("quiet");

        assertThat(lines()).noneMatch(line -> line.contains("quiet"));
    }

    @Test
    void debugShowsAllWithTraces() {
        Logging.configure(Map.of("RATEWARDEN_LOG", "DEBUG"), err);

        LoggerFactory.getLogger("redis.clients.jedis.JedisPool").debug("loud", new IOException("cut"));

        assertThat(lines()).anyMatch(line -> line.endsWith("FINE JedisPool: loud (java.io.IOException: cut)"));
        assertThat(lines()).anyMatch(line -> line.contains("debugShowsAllWithTraces"));
    }

    /** Threads that another test left behind may write here, too. */
    private static boolean isOfThisTest(String line) {
        return line.contains("forg") || line.contains(LoggingTest.class.getSimpleName());
    }

    private String[] lines() {
        return written.toString(StandardCharsets.UTF_8).strip().split("\\R", -1);
    }
}
