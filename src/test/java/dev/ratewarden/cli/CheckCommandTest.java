package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Shell.Run;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CheckCommandTest {
    private final Shell shell = new Shell();

    @Test
    void answersOneObjectWithExactlyTheDocumentedFields() {
        JsonNode decision = shell.run("check", "alice", "pack_create", "--json").json();

        assertThat(decision.propertyNames())
                .containsExactly(
                        "allowed",
                        "reason",
                        "action",
                        "limit",
                        "remaining",
                        "retryAfterMs",
                        "resetAtMs",
                        "score",
                        "tier",
                        "violations",
                        "degraded",
                        "notifyUser",
                        "explanation");
        assertThat(decision.get("allowed").asBoolean()).isTrue();
        assertThat(decision.get("remaining").asLong()).isEqualTo(4);
        assertThat(decision.get("resetAtMs").asLong()).isEqualTo(shell.nowMs + 720_000);
    }

    @Test
    void fiveViolationsScoreAsTheDocumentSaysAndBlockInWholeNumbers() {
        Run run = shell.run("--json", "check", "alice", "pack_create", "--times", "11");

        List<JsonNode> decisions = run.json().valueStream().toList();
        assertThat(decisions).hasSize(11);
        assertThat(decisions.stream()
                        .skip(5)
                        .map(decision -> decision.get("score").toString()))
                .containsExactly("10", "25", "45", "70", "100", "100");
        assertThat(decisions.getLast().get("reason").asString()).isEqualTo("BLOCKED");
        assertThat(decisions.getLast().get("retryAfterMs").isNull()).isTrue();
        assertThat(run.exitCode()).isEqualTo(ExitCode.DENIED);
    }

    @Test
    void answersAnArrayEvenForOnce() {
        assertThat(shell.run("check", "alice", "pack_create", "--times", "1", "--json")
                        .json()
                        .isArray())
                .isTrue();
    }

    @Test
    void anActionWithoutPolicyIsAllowedWithNullFigures() {
        Run run = shell.run("check", "alice", "unheard_of", "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.json().get("limit").isNull()).isTrue();
        assertThat(run.json().get("reason").asString()).isEqualTo("UNPOLICED");
    }

    @Test
    void peopleReadWhyAndForHowLong() {
        Run run = shell.run("check", "alice", "pack_create", "--times", "6");

        assertThat(run.out()).contains("6  LIMITED", "12 min", "5 allowed, 1 denied.");
        assertThat(shell.run("check", "alice", "pack_create").out())
                .startsWith("LIMITED: ")
                .contains("again in 12 min");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check alice Pack",
                "check alice pack_create --cost 0",
                "check alice pack_create --cost -1",
                "check alice pack_create --cost 1.5",
                "check alice pack_create --cost 99999999999999999999",
                "check alice pack_create --times 0",
                "check alice pack_create --times 3000000000",
                "check alice",
                "check alice pack_create more",
                "check alice pack_create --bogus",
                "check -x pack_create",
                "check a\u0007b pack_create",
                "check \uFFFD pack_create",
            })
    void badInputIsOneLineAndOpensNothing(String line) {
        String error = shell.run(line.split(" ")).error(ExitCode.USAGE);

        assertThat(shell.opened).isEmpty();
        assertThat(error.strip().chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void aCostOverTheCapacityIsRefusedBeforeAnythingIsWritten() {
        assertThat(shell.run("check", "alice", "pack_create", "--cost", "6").error(ExitCode.USAGE))
                .contains("COST_EXCEEDS_LIMIT", "6", "pack_create", "5");

        assertThat(shell.limiters).isZero();
        assertThat(shell.store.policies().policies()).isEmpty();
    }

    @Test
    void theCapacityOfTheStoresOwnPolicyCounts() {
        shell.store.addDefaults(List.of(Policy.of("pack_create", Limit.tokenBucket(50, Duration.ofHours(1)))), null);

        assertThat(shell.run("check", "alice", "pack_create", "--cost", "6").exitCode())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void idsMayLookLikeAnything() {
        for (String id : List.of("-1001234567890", "@alice", "${user.name}", "status", "a b", "日本")) {
            assertThat(shell.run("check", id, "pack_create").exitCode()).as(id).isEqualTo(ExitCode.OK);
            assertThat(shell.store.user(id)).as(id).isPresent();
        }
        assertThat(shell.run("check", "--json", "--", "--bogus", "pack_create").exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.store.user("--bogus")).isPresent();
    }
}
