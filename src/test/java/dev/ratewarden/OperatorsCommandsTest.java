package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.CommandLineFace;
import dev.ratewarden.cli.ExitCode;
import dev.ratewarden.store.redis.RedisAcl;
import dev.ratewarden.store.redis.RedisServerExtension;
import dev.ratewarden.store.redis.TestRedis;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code doctor}, {@code metrics} and {@code bench}, wired as they run, against Redis servers that are set up well and badly. */
class OperatorsCommandsTest {

    private record Run(int exitCode, String out, String err) {

        /** Topic to level. */
        Map<String, String> levels() {
            Map<String, String> levels = new HashMap<>();
            for (JsonNode finding : JsonMapper.shared().readTree(out).get("findings")) {
                levels.put(finding.get("topic").asString(), finding.get("level").asString());
            }
            return levels;
        }
    }

    private static Run run(String uri, String... line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of("--redis", uri));
        arguments.addAll(List.of(line));
        int exitCode = new CommandLineFace(Ratewarden.services(), Map.of())
                .run(
                        arguments,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static TestRedis redis(String... settings) {
        TestRedis redis = TestRedis.start(List.of(settings));
        run(redis.uri(), "init", "--name", "Pixel Packs", "--env", "test");
        run(redis.uri(), "check", "ann", "pack_create");
        return redis;
    }

    @Test
    void aRedisThatKeepsItsDataPasses() {
        try (TestRedis redis =
                redis("--appendonly", "yes", "--maxmemory", "500mb", "--maxmemory-policy", "noeviction")) {
            Run run = run(redis.uri(), "doctor", "--json");
            assertThat(run.exitCode()).as(run.out()).isZero();
            assertThat(run.levels())
                    .hasEntrySatisfying("reachable", OperatorsCommandsTest::okOrSlow)
                    .containsEntry("version", "ok")
                    .containsEntry("persistence", "ok")
                    .containsEntry("saving", "ok")
                    .containsEntry("eviction", "ok")
                    .containsEntry("memory", "ok")
                    .containsEntry("keyspace", "ok")
                    .containsEntry("rights", "note")
                    .containsEntry("decay", "note")
                    .containsEntry("watch", "note");
            assertThat(run(redis.uri(), "doctor").out())
                    .contains("OK    version", "NOTE  decay", " -> run ratewarden policies rules --decay 1");
        }
    }

    /** A busy machine takes more than the 5 ms that are well for bots. */
    private static void okOrSlow(String level) {
        assertThat(level).isIn("ok", "warn");
    }

    /** Seen in Redis 7.0: scripts are transactions in the file, and those are checked by the rights of the user default. */
    @Test
    void aRedisThatWouldNotReadItsOwnFileFails() {
        try (TestRedis redis = redis("--appendonly", "yes")) {
            String admin = "redis://admin:pw@127.0.0.1:" + redis.port();
            try (Jedis jedis = redis.jedis()) {
                jedis.aclSetUser("admin", "on", ">pw", "~*", "&*", "+@all");
                assertThat(run(admin, "doctor", "--json").levels()).containsEntry("persistence", "ok");
                jedis.aclSetUser("default", "resetkeys", "-@all", "+acl|setuser");
                Run run = run(admin, "doctor");
                assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
                assertThat(run.out())
                        .contains("FAIL  persistence")
                        .contains("-> run ACL SETUSER default off ~* &* +@all and then ACL SAVE");
                jedis.aclSetUser("default", "off", "~*", "&*", "+@all");
            }
            assertThat(run(admin, "doctor", "--json").levels()).containsEntry("persistence", "ok");
        }
    }

    @Test
    void aRedisThatForgetsAndEvictsFails() {
        try (TestRedis redis =
                redis("--appendonly", "no", "--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")) {
            Run run = run(redis.uri(), "doctor", "--json");
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(run.levels()).containsEntry("eviction", "fail").containsEntry("persistence", "warn");
        }
    }

    @Test
    void aRedisThatIsNearlyFullIsWarnedOf() {
        try (TestRedis redis = redis("--appendonly", "no")) {
            try (Jedis jedis = redis.jedis()) {
                // Enough that what each connection takes does not matter, in pieces that leave no large buffers.
                for (int i = 0; i < 30; i++) {
                    jedis.set("filler" + i, "x".repeat(1 << 20));
                }
            }
            try (Jedis jedis = redis.jedis()) {
                long used = jedis.info("memory")
                        .lines()
                        .filter(line -> line.startsWith("used_memory:"))
                        .mapToLong(line -> Long.parseLong(
                                line.substring("used_memory:".length()).strip()))
                        .findFirst()
                        .orElseThrow();
                jedis.configSet("maxmemory", Long.toString((long) (used / 0.87)));
                assertThat(run(redis.uri(), "doctor", "--json").levels()).containsEntry("memory", "warn");
                jedis.configSet("maxmemory", Long.toString((long) (used / 0.98)));
                assertThat(run(redis.uri(), "doctor", "--json").levels()).containsEntry("memory", "fail");
            }
        }
    }

    @Test
    void aViewerLearnsWhatItMayAskAndTheRestAreNotes() {
        try (TestRedis redis =
                redis("--appendonly", "no", "--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru")) {
            try (Jedis jedis = redis.jedis()) {
                String[] words = RedisAcl.line("vic", RedisAcl.Role.VIEWER, "rw:", null)
                        .replace(RedisAcl.PLACEHOLDER, "pw")
                        .split(" ");
                jedis.sendCommand(Command.ACL, Arrays.copyOfRange(words, 1, words.length));
            }
            String uri = "redis://vic:pw@127.0.0.1:" + redis.port();
            Run run = run(uri, "doctor", "--json");
            assertThat(run.exitCode()).as(run.out()).isZero();
            assertThat(run.levels())
                    .containsEntry("version", "ok")
                    .containsEntry("keyspace", "ok")
                    .containsEntry("rights", "note")
                    .containsEntry("persistence", "note")
                    .containsEntry("eviction", "note")
                    .containsEntry("memory", "note");
            assertThat(run.out())
                    .contains("login vic has what the role viewer needs")
                    .doesNotContain("pw@");
            Run metrics = run(uri, "metrics");
            assertThat(metrics.exitCode()).isZero();
            assertThat(metrics.out())
                    .contains("Left out: this login may not ask MEMORY USAGE")
                    .endsWith("# EOF\n");
            Run bench = run(uri, "bench", "--seconds", "1");
            assertThat(bench.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(bench.err()).contains("ACL SETUSER vic ~rw-bench-*");
        }
    }

    @Test
    void aRedisThatIsAwayFailsInPlainWords() {
        Run run = run("redis://127.0.0.1:" + RedisServerExtension.freePort(), "doctor");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out()).startsWith("FAIL  reachable  Redis at 127.0.0.1:").contains("cannot be reached");
    }

    @Test
    void metricsAndBenchSpeakOfTheCommunityAndLeaveItAlone() {
        try (TestRedis redis = redis("--appendonly", "no");
                Jedis jedis = redis.jedis()) {
            long before = jedis.dbSize();
            Run bench = run(redis.uri(), "bench", "--threads", "2", "--seconds", "1", "--mix", "80:20", "--json");
            assertThat(bench.exitCode()).as(bench.err()).isZero();
            assertThat(bench.err()).contains("Measuring for 1.0 s", "rw-bench-");
            JsonNode json = JsonMapper.shared().readTree(bench.out());
            assertThat(json.get("deniedShare").asDouble()).isBetween(0.1, 0.25);
            assertThat(json.get("ratio").asDouble()).isPositive();
            assertThat(jedis.dbSize()).isEqualTo(before);
            assertThat(run(redis.uri(), "metrics").out())
                    .contains("ratewarden_checks_total{prefix=\"rw:\",action=\"pack_create\",result=\"allowed\"} 1\n")
                    .contains("ratewarden_users{prefix=\"rw:\",state=\"tracked\"} 1\n");
        }
    }
}
