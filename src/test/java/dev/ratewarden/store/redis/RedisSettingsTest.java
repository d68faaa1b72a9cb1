package dev.ratewarden.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

    @Test
    void everyPartOfTheUriCounts() {
        RedisSettings settings = RedisSettings.forBots("rediss://mod:p%40ss+word@[::1]:7000/3", "pixel:");

        assertThat(settings.tls()).isTrue();
        assertThat(settings.login()).isEqualTo(new Login("mod", "p@ss+word"));
        assertThat(settings.address()).isEqualTo("[::1]:7000");
        assertThat(settings.database()).isEqualTo(3);
        assertThat(settings.prefix()).isEqualTo("pixel:");
    }

    @Test
    void aBotWaitsForMillisecondsAndNumbersItsChecksAndAPersonDoesNeither() {
        RedisSettings bot = RedisSettings.forBots("redis://localhost", "rw:");
        RedisSettings person = RedisSettings.forPeople("redis://localhost", "rw:");

        assertThat(bot.connectTimeoutMs() + bot.readTimeoutMs() + bot.poolWaitMs())
                .isLessThan(50);
        assertThat(bot.lanes()).isTrue();
        assertThat(bot.address()).isEqualTo("localhost:6379");
        assertThat(person.readTimeoutMs()).isGreaterThan(1_000);
        assertThat(person.lanes()).isFalse();
    }

    @Test
    void thePasswordNeverShows() {
        assertThat(RedisSettings.forBots("redis://mod:hush@h", "rw:").toString())
                .doesNotContain("hush");
        assertThat(RedisSettings.forBots("redis://:hush@h", "rw:").toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mod:hush@h",
                "redis://mod:hush@",
                "redis://mod:hush@h:0",
                "redis://mod:hush@h:70000",
                "redis://mod:hush@h/x",
                "redis://mod:hush@h/-1",
                "redis://mod:hush@h/1?x=y",
                "redis://mod:hu@hush@h h",
                "redis://mod:hush/@h",
                "redis://mod:hush@h,h2",
                "redis-sentinel://mod:hush@h",
                "redis-sentinel://mod:hush@h/master/1/2",
                "redis-cluster://mod:hush@h/1",
                "redis-cluster://mod:hush@h,,h2",
                "redis://mod:hush@h?protocol=3&protocol=2",
                "redis://h?sentinel-password=hush&x",
                "redis://mod:%zzhush@h",
                "redis://mod:hush@h#x",
                "mod:hush@h:6379",
                "",
                "redis:"
            })
    void aUriThatCannotBeIsNamedWithItsRemedyAndWithoutItsPassword(String uri) {
        assertThatThrownBy(() -> RedisSettings.forBots(uri, "rw:"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("redis://[user:password@]host")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "{x}", "ü:", "*"})
    void aPrefixThatCannotBeIsNamed(String prefix) {
        assertThatThrownBy(() -> RedisSettings.forBots("redis://h", prefix))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("such as rw:");
    }

    @Test
    void everyShapeHasAnAddress() {
        RedisSettings sentinel = RedisSettings.forBots(
                "rediss-sentinel://mod:hush@a,b:26380/my%2Fmaster/2?sentinel-password=hush", "rw:");
        assertThat(sentinel.topology())
                .isEqualTo(new Topology(
                        Topology.Shape.SENTINEL,
                        List.of(new Endpoint("a", 26379), new Endpoint("b", 26380)),
                        "my/master"));
        assertThat(sentinel.database()).isEqualTo(2);
        assertThat(sentinel.tls()).isTrue();
        assertThat(sentinel.sentinelLogin().password()).isEqualTo("hush");
        assertThat(sentinel.toString()).contains("my/master").doesNotContain("hush");

        RedisSettings cluster = RedisSettings.forBots("redis-cluster://[::1]:7000,redis_2", "rw:");
        assertThat(cluster.address()).isEqualTo("[::1]:7000,redis_2:6379 (cluster)");
    }

    @Test
    void optionsStandBehindTheQuestionMark() {
        RedisSettings settings = RedisSettings.forBots(
                "redis://h?protocol=3&timeout=100&read-timeout=2s&pool-wait=7ms&connections=4&memory=64m&replicas=1",
                "rw:");

        assertThat(settings.protocol()).isEqualTo(3);
        assertThat(settings.connectTimeoutMs()).isEqualTo(100);
        assertThat(settings.readTimeoutMs()).isEqualTo(2_000);
        assertThat(settings.poolWaitMs()).isEqualTo(7);
        assertThat(settings.connections()).isEqualTo(4);
        assertThat(settings.memoryBudgetBytes()).isEqualTo(64L << 20);
        assertThat(settings.replicas()).isEqualTo(1);
        assertThat(settings.forPeople().readTimeoutMs())
                .as("what was said counts for everybody")
                .isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource({
        "protocol=4,protocol,2 to 3",
        "timeout=0,timeout,such as 20ms",
        "timeout=soon,timeout,such as 20ms",
        "timeout=1h,timeout,10m",
        "connections=0,connections,1 to 64",
        "memory=lots,memory,512m",
        "memory=1,memory,1m",
        "replicas=-1,replicas,0 to 5",
        "verify=none,verify,ca",
        "password=hush,password,ca",
        "ca=/nowhere.pem,ca,rediss://"
    })
    void anOptionThatCannotBeIsNamedWithWhatItMustBe(String option, String name, String remedy) {
        assertThatThrownBy(() -> RedisSettings.forBots("redis://mod:hush@h?" + option, "rw:"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(remedy)
                .hasMessageNotContaining("hush");
    }

    @Test
    void aFileMaySayHowTheWindowShowsTheConnectionWhichChangesNothingHere(@TempDir Path folder) throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.properties"), "uri = redis://h\n");
        Path file = Files.writeString(
                folder.resolve("packs.rwprofile"),
                "# mailed\nname = Pixel # Packs\nread-only = true\nenvironment = production\nuri = redis://h\n");

        assertThat(RedisSettings.load(file))
                .hasToString(RedisSettings.load(plain).toString());
        assertThat(RedisSettings.about(file))
                .containsOnly(
                        Map.entry("name", "Pixel # Packs"),
                        Map.entry("read-only", "true"),
                        Map.entry("environment", "production"));
        assertThat(RedisSettings.about(plain)).isEmpty();
        assertThat(RedisSettings.described(Map.of(), file, null, "", null)).containsOnlyKeys("uri", "prefix");
    }

    @Test
    void aFileOfLinesOrJsonHoldsTheSame(@TempDir Path folder) throws IOException {
        Path lines = Files.writeString(
                folder.resolve("redis.properties"), "uri = redis://h\npassword = p@ss word\nprefix=px:\nprotocol=3\n");
        Path json = Files.writeString(folder.resolve("redis.json"), """
                {"uri": "redis://h", "password": "p@ss word", "prefix": "px:", "protocol": 3}""");

        for (Path file : List.of(lines, json)) {
            RedisSettings settings = RedisSettings.load(file);
            assertThat(settings.login()).isEqualTo(new Login(null, "p@ss word"));
            assertThat(settings.prefix()).isEqualTo("px:");
            assertThat(settings.protocol()).isEqualTo(3);
            assertThat(settings.toString()).doesNotContain("p@ss");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uri = redis://h\nhost = h\n",
                "{\"uri\": \"redis://h\", \"host\": 1}",
                "{\"uri\": [\"redis://h\"]}",
                "{\"uri\": ",
                "uri = redis://h\nprotocol = x\n",
                "password = hush",
                "uri = \\u00zz"
            })
    void aFileThatCannotBeIsNamed(String content, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("redis.conf"), content);

        assertThatThrownBy(() -> RedisSettings.load(file))
                .isInstanceOf(InvalidRequestException.class)
                .message()
                .satisfiesAnyOf(
                        message -> assertThat(message).contains("redis.conf"),
                        message -> assertThat(message).contains("set uri in the settings file"))
                .doesNotContain("hush");
        assertThatThrownBy(() -> RedisSettings.load(folder.resolve("none")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void whatIsSaidNearestCounts(@TempDir Path folder) throws IOException {
        Path far = Files.writeString(folder.resolve("far"), "uri=redis://far\nprefix=far:\nconnections=3\nmemory=2m");
        Path near = Files.writeString(folder.resolve("near"), "uri=redis://near\nprefix=near:");
        Map<String, String> environment = Map.of(
                "RATEWARDEN_SETTINGS",
                far.toString(),
                "RATEWARDEN_REDIS_PASSWORD",
                "hush",
                "RATEWARDEN_REDIS_CONNECTIONS",
                "5",
                "REDIS_HOST",
                "farthest");

        assertThat(RedisSettings.fromEnvironment(environment).address()).isEqualTo("far:6379");
        RedisSettings file = RedisSettings.nearest(environment, near, null, "--redis");
        assertThat(file.address()).isEqualTo("near:6379");
        assertThat(file.prefix()).isEqualTo("near:");
        assertThat(file.connections()).isEqualTo(5);
        assertThat(file.memoryBudgetBytes()).isEqualTo(2L << 20);
        RedisSettings uri = RedisSettings.nearest(environment, null, "redis://u:own@nearest", "--redis");
        assertThat(uri.address()).isEqualTo("nearest:6379");
        assertThat(uri.login()).as("a login is never mixed").isEqualTo(new Login("u", "own"));
    }

    @Test
    void anAddressThatNamesOnlyTheUserTakesThePasswordThatIsNamedBesideIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "uri = redis://bot@h\npassword = hush");
        assertThat(RedisSettings.load(file).login()).isEqualTo(new Login("bot", "hush"));

        Map<String, String> environment = Map.of("RATEWARDEN_REDIS_USER", "bot", "RATEWARDEN_REDIS_PASSWORD", "hush");
        assertThat(RedisSettings.nearest(environment, null, "redis://bot@h", "--redis")
                        .login())
                .isEqualTo(new Login("bot", "hush"));
        assertThat(RedisSettings.nearest(environment, null, "redis://kim@h", "--redis")
                        .login())
                .as("the password of somebody else is not sent")
                .isEqualTo(new Login("kim", null));
    }

    @Test
    void theEnvironmentIsNamedWhereItIsWrong() {
        assertThatThrownBy(() -> RedisSettings.fromEnvironment(Map.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("RATEWARDEN_REDIS");
        assertThatThrownBy(() -> RedisSettings.fromEnvironment(Map.of("RATEWARDEN_REDIS", "mod:hush@h")))
                .hasMessageContaining("RATEWARDEN_REDIS \"***@h\"")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> RedisSettings.fromEnvironment(
                        Map.of("RATEWARDEN_REDIS", "rediss://h", "RATEWARDEN_REDIS_CA", "/nowhere.pem")))
                .hasMessageContaining("/nowhere.pem");
    }
}
