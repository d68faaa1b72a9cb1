package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.CommandLineFace;
import dev.ratewarden.cli.ExitCode;
import dev.ratewarden.store.redis.RedisServerExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole program, wired as it runs, against a real Redis and in memory. */
class RatewardenTest {
    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private record Run(int exitCode, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    @Test
    void aBanFromOneCommandDeniesTheCheckOfTheNext() {
        assertThat(inRedis("check", "alice", "pack_create").exitCode()).isEqualTo(ExitCode.OK);

        JsonNode ban = inRedis("ban", "alice", "--for", "7d", "--operator", "kim", "--json")
                .json();

        assertThat(ban.get("auditId").asString()).matches("\\d+-\\d+");
        Run check = inRedis("check", "alice", "pack_create", "--json");
        assertThat(check.exitCode()).isEqualTo(ExitCode.DENIED);
        assertThat(check.json().get("reason").asString()).isEqualTo("BANNED");
        assertThat(check.json().get("remaining").asLong()).isEqualTo(4);
        assertThat(inRedis("status", "--json").json().toString())
                .isEqualTo("{\"usersTracked\":1,\"highAbuse\":0,\"blocked\":0,\"banned\":1,\"totalViolations\":0,"
                        + "\"allowed\":1,\"denied\":1,\"enforcement\":\"ENFORCE\",\"botsLive\":0,\"watcher\":null,\"latestOutage\":null,"
                        + "\"name\":null,\"environment\":null}");
    }

    @Test
    void fiveViolationsScoreAsTheDocumentSays() {
        Run run = inRedis("check", "alice", "pack_create", "--times", "10", "--json");

        assertThat(run.json()
                        .valueStream()
                        .skip(5)
                        .map(decision -> decision.get("score").toString()))
                .containsExactly("10", "25", "45", "70", "100");
        assertThat(run.json().get(9).get("tier").asString()).isEqualTo("BLOCKED");
        assertThat(inRedis("history", "alice", "--json").json()).hasSize(5);
        assertThat(inRedis("reset", "alice").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(inRedis("check", "alice", "pack_create").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatIsRefusedOrOnlyReadWritesNothingAboutAnybody() {
        for (String line : List.of(
                "check alice Bad",
                "check alice pack_create --cost 0",
                "check alice pack_create --cost 6",
                "check alice pack_create --times 0",
                "ban alice --for never",
                "unban alice",
                "reset alice",
                "user alice",
                "users",
                "status")) {
            inRedis(line.split(" "));
            try (Jedis redis = REDIS.jedis()) {
                // The keyspace notes what it is when it is first met.
                assertThat(redis.keys("*")).as(line).isSubsetOf("rw:{g}:meta");
            }
        }
    }

    @Test
    void simulateWritesEveryCheckThatItCounts() {
        // Without it a reply that takes 20 ms, as on a busy machine, is an outage.
        String patient = REDIS.uri() + "?timeout=5s";
        Run run = run("simulate", "--seconds", "2", "--speed", "60", "--seed", "-7", "--json", "--redis", patient);

        JsonNode counted = run.json();
        JsonNode status = inRedis("status", "--json").json();
        assertThat(counted.get("checks").asLong())
                .isEqualTo(
                        counted.get("allowed").asLong() + counted.get("denied").asLong())
                .isGreaterThanOrEqualTo(40);
        assertThat(counted.get("degraded").asLong()).isZero();
        assertThat(status.get("allowed")).isEqualTo(counted.get("allowed"));
        assertThat(status.get("denied")).isEqualTo(counted.get("denied"));
        assertThat(status.get("totalViolations")).isEqualTo(counted.get("violations"));
        assertThat(run.err()).startsWith("Simulating for 2 s").doesNotContain("ratewarden: ");
    }

    @Test
    void aRedisThatIsAwayIsOneLine() {
        int nobody = RedisServerExtension.freePort();
        for (String line : List.of(
                "status", "check alice payment", "ban alice", "users", "history alice", "simulate --seconds 1")) {
            Run run = run(Stream.concat(
                            Stream.of("--redis", "redis://:secret@127.0.0.1:" + nobody), Stream.of(line.split(" ")))
                    .toArray(String[]::new));
            assertThat(run.exitCode()).as(line).isEqualTo(ExitCode.FAILURE);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .contains("127.0.0.1:" + nobody)
                    .doesNotContain("secret")
                    .doesNotContain("\tat ");
            assertThat(run.err().lines().filter(each -> each.startsWith("ratewarden: ")))
                    .hasSize(1);
        }
    }

    @Test
    void eightCommandsAtOnceAdmitExactlyTheLimit() throws InterruptedException {
        List<Run> runs = new java.util.concurrent.CopyOnWriteArrayList<>();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().start(() -> runs.add(inRedis("check", "alice", "payment"))))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(runs.stream().filter(run -> run.exitCode() == ExitCode.OK)).hasSize(5);
        assertThat(runs.stream().filter(run -> run.exitCode() == ExitCode.DENIED))
                .hasSize(3);
    }

    @Test
    void theDemoIsAlreadyAliveAndItsUsersCanBeActedOn() {
        JsonNode status = run("--demo", "status", "--json").json();
        assertThat(status.get("usersTracked").asLong()).isBetween(200L, 2_000L);
        assertThat(status.get("highAbuse").asLong()).isBetween(3L, 60L);

        String worst = run("--demo", "users", "--limit", "1", "--json")
                .json()
                .get(0)
                .get("id")
                .asString();
        assertThat(run("--demo", "check", worst, "payment", "--json").out()).contains("\"score\":");
        assertThat(run("--demo", "ban", worst).out()).contains("Audit entry");
    }

    private static Run inRedis(String... arguments) {
        return run(Stream.concat(Stream.of(arguments), Stream.of("--redis", REDIS.uri()))
                .toArray(String[]::new));
    }

    private static Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new CommandLineFace(Ratewarden.services(), Map.of())
                .run(
                        List.of(arguments),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
