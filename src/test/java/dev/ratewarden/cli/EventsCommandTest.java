package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Shell.Run;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventsCommandTest {
    private final Shell shell = new Shell();

    @BeforeEach
    void bobWentTooFar() {
        shell.run("check", "bob", "pack_create", "--times", "10");
        shell.nowMs += 60_000;
        shell.run("ban", "bob", "--reason", "raid \u202Eevil", "--operator", "kim");
    }

    @Test
    void newestStandFirstAndStrangersTextIsEscaped() {
        Run run = shell.run("events");

        assertThat(run.out()).containsSubsequence("SEVERITY", "USER_BANNED", "USER_AUTO_BLOCKED");
        assertThat(run.out()).contains("operator kim", "\\u{202e}").doesNotContain("\u202E");
        JsonNode json = shell.run("events", "--json").json();
        assertThat(json.get(0).get("type").asString()).isEqualTo("USER_BANNED");
        assertThat(json.get(0).get("figures").get("operator").asString()).isEqualTo("kim");
        assertThat(json.get(0).get("atMs").asLong()).isEqualTo(shell.nowMs);
    }

    @Test
    void filtersMeet() {
        assertThat(types("--severity", "critical")).containsExactly("USER_AUTO_BLOCKED");
        assertThat(types("--type", "rate_limit_exceeded_*")).hasSize(5).containsOnly("RATE_LIMIT_EXCEEDED_PACK_CREATE");
        assertThat(types("--user", "carol")).isEmpty();
        assertThat(types("--since", "30s")).containsExactly("USER_BANNED");
        assertThat(types("--until", Long.toString(shell.nowMs))).doesNotContain("USER_BANNED");
        assertThat(types("--limit", "1")).hasSize(1);
        assertThat(shell.run("events", "--user", "carol").out()).contains("No such events");
        assertThat(shell.run("events", "--type", "rate_limit").out())
                .contains("no type is called RATE_LIMIT")
                .contains("'RATE_LIMIT_*'");
        assertThat(shell.run("events", "--type", "excessive_pay*").out()).doesNotContain("no type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "-2h", "1970", "1800000000", "2026-13-01", "2026-11-24T25:00", "2h ago", ""})
    void timesThatCannotBeAreOneClearError(String time) {
        shell.opened.clear();
        assertThat(shell.run("events", "--since=" + time).error(ExitCode.USAGE)).contains("--since", "2h or 7d (ago)");
        assertThat(shell.opened).isEmpty();
    }

    @Test
    void otherBadInputIsRefused() {
        assertThat(shell.run("events", "--severity", "loud").error(ExitCode.USAGE))
                .contains("loud", "CRITICAL");
        assertThat(shell.run("events", "--type", "a b").error(ExitCode.USAGE)).contains("type");
        assertThat(shell.run("events", "--limit", "0").error(ExitCode.USAGE)).contains("limit 0");
        assertThat(shell.run("events", "--follow", "--limit", "5").error(ExitCode.USAGE))
                .contains("--limit");
    }

    @Test
    void followingPrintsWhatComesOldestFirst() {
        int[] looks = {0};
        shell.pause = ms -> {
            if (looks[0]++ == 0) {
                shell.store.act("carol", new dev.ratewarden.moderation.ModeratorAction.Ban(null), "kim", "");
                shell.store.act("carol", new dev.ratewarden.moderation.ModeratorAction.Unban(false), "kim", "");
                return true;
            }
            return false;
        };

        Run run = shell.run("events", "--follow", "--json");

        List<JsonNode> lines =
                run.out().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines.stream().map(event -> event.get("type").asString()))
                .containsExactly("USER_BANNED", "USER_UNBANNED");
        assertThat(shell.run("events", "--follow", "--since", "1h", "--type", "USER_AUTO_BLOCKED")
                        .out())
                .contains("USER_AUTO_BLOCKED");
    }

    @Test
    void followingThatStartsWhileTheStoreIsAwayLeavesOutNothingSinceItsStart() {
        shell.away = true;
        shell.nowMs += 60_000;
        int[] looks = {0};
        shell.pause = ms -> {
            shell.nowMs += 1_000;
            if (looks[0]++ == 0) {
                shell.store.act("carol", new dev.ratewarden.moderation.ModeratorAction.Ban(null), "kim", "");
            }
            shell.away = looks[0] < 2;
            return looks[0] < 3;
        };

        Run run = shell.run("events", "--follow", "--json");

        assertThat(run.json().get("userId").asString()).isEqualTo("carol");
    }

    @Test
    void followingGoesOnWhileTheStoreIsAwayAndSaysSoOnce() {
        int[] looks = {0};
        shell.away = true;
        shell.pause = ms -> {
            looks[0]++;
            shell.away = looks[0] < 3;
            return looks[0] < 4;
        };

        Run run = shell.run("events", "--follow", "--since", "1h");

        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).contains("does not answer", "Goes on trying", "the store is back");
        assertThat(run.out()).contains("USER_BANNED");
    }

    private List<String> types(String... options) {
        String[] line = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("events", "--json"), java.util.stream.Stream.of(options))
                .toArray(String[]::new);
        return shell.run(line)
                .json()
                .valueStream()
                .map(event -> event.get("type").asString())
                .toList();
    }
}
