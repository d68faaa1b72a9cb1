package dev.ratewarden.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.ratewarden.limiter.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is typed: settings, or one clear error; and the password is in neither's text. */
class RedisSettingsFuzzTest {

    private static final int INPUTS = 100_000;
    private static final int FILES = 300;
    private static final String SECRET = "hu5h";
    private static final String[] PARTS = {
        "redis",
        "rediss",
        "redis-cluster",
        "redis-sentinel",
        "http",
        "://",
        ":/",
        "/",
        "user",
        ":" + SECRET,
        ":" + SECRET + "@",
        "@",
        "h",
        "h2,h3",
        "127.0.0.1",
        "[::1]",
        "[",
        "]",
        ":6379",
        ":0",
        ":99999999999",
        ",",
        "/0",
        "/mymaster",
        "/-1",
        "?",
        "protocol=3",
        "&",
        "timeout=20ms",
        "ca=/x",
        "sentinel-password=" + SECRET,
        "=",
        "#",
        "%",
        "%41",
        "%zz",
        " ",
        "\u202e",
        "\n",
        "\u0000",
        "\ud800",
        "\u00e4",
        "{",
        "\\"
    };

    private static String made(SplittableRandom random) {
        StringBuilder text = new StringBuilder(random.nextInt(3) > 0 ? "redis://user:" + SECRET + "@h" : "");
        for (int parts = random.nextInt(8); parts > 0; parts--) {
            text.insert(
                    random.nextInt(4) == 0 ? random.nextInt(text.length() + 1) : text.length(),
                    PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }

    @Test
    void anyUriIsReadOrRefused() {
        SplittableRandom random = new SplittableRandom(1);
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            String uri = made(random);
            try {
                RedisSettings settings = RedisSettings.forBots(uri, "rw:");
                assertThat(settings.toString()).as(uri).doesNotContain(":" + SECRET + "@");
                read++;
            } catch (InvalidRequestException refused) {
                boolean inOptions =
                        uri.contains("?sentinel-password=" + SECRET) || uri.contains("&sentinel-password=" + SECRET);
                assertThat(refused.getMessage())
                        .as(uri)
                        .isNotBlank()
                        .doesNotContain(":" + SECRET + "@")
                        .doesNotContain(inOptions ? "password=" + SECRET : ":" + SECRET + "@")
                        .doesNotContain("\n")
                        .doesNotContain("\u202e");
            } catch (RuntimeException other) {
                fail(uri, other);
            }
        }
        assertThat(read).isBetween(INPUTS / 50, INPUTS / 2);
    }

    @Test
    void anyFileIsReadOrRefused(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        Path file = folder.resolve("settings");
        for (int i = 0; i < FILES; i++) {
            String content =
                    (random.nextBoolean() ? "{" : "") + "uri" + made(random) + "\n" + made(random) + "=" + made(random);
            Files.write(file, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            try {
                RedisSettings.load(file);
            } catch (InvalidRequestException refused) {
                assertThat(refused.getMessage()).as(content).isNotBlank().doesNotContain("\n");
            } catch (RuntimeException other) {
                fail(content, other);
            }
        }
    }

    @Test
    void anyEnvironmentIsReadOrRefused() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < INPUTS / 10; i++) {
            Map<String, String> environment = Map.of(
                    "RATEWARDEN_REDIS",
                    made(random),
                    "RATEWARDEN_REDIS_TIMEOUT",
                    made(random),
                    "REDIS_HOST",
                    made(random),
                    "REDIS_PORT",
                    made(random));
            try {
                RedisSettings.fromEnvironment(environment);
            } catch (InvalidRequestException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            } catch (RuntimeException other) {
                fail(environment.toString(), other);
            }
        }
    }
}
