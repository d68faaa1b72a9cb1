package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Shell.Run;
import dev.ratewarden.limiter.Tier;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ModeratorCommandsTest {
    private final Shell shell = new Shell();

    @BeforeEach
    void aliceIsBlocked() {
        shell.run("check", "alice", "pack_create", "--times", "10");
        shell.store.describe(Map.of("alice", "mira\u202E_42"));
        assertThat(shell.store.user("alice").orElseThrow().summary().tier()).isEqualTo(Tier.BLOCKED);
    }

    @Test
    void aBanNamesItsEndAndItsAuditEntryAndDeniesTheNextCheck() {
        JsonNode done = shell.run("ban", "alice", "--for", "7d", "--operator", "kim", "--reason", "raid", "--json")
                .json();

        assertThat(done.get("auditId").asString()).isEqualTo("0-1");
        assertThat(done.get("operator").asString()).isEqualTo("kim");
        assertThat(done.get("reason").asString()).isEqualTo("raid");
        assertThat(done.get("untilMs").asLong()).isEqualTo(shell.nowMs + 7L * 86_400_000);
        Run check = shell.run("check", "alice", "payment", "--json");
        assertThat(check.exitCode()).isEqualTo(ExitCode.DENIED);
        assertThat(check.json().get("reason").asString()).isEqualTo("BANNED");
    }

    @Test
    void aBanWithoutTimeIsForGoodAndMayBeOfAnUnseenUser() {
        Run run = shell.run("ban", "bob");

        assertThat(run.out())
                .contains("Banned bob for good", "Nobody was seen here with this id yet", "Audit entry 0-1");
        assertThat(shell.run("ban", "alice").out()).doesNotContain("Nobody was seen");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void resetLiftsTheBlockButSaysThatABanStays() {
        shell.run("ban", "alice");

        assertThat(shell.run("reset", "alice").out()).contains("score 100 to 0", "The ban stays", "Audit entry 0-2");
        assertThat(shell.run("user", "alice", "--json").json().get("block").isNull())
                .isTrue();
    }

    @Test
    void unbanLeavesTheScoreUnlessAsked() {
        shell.run("ban", "alice");
        assertThat(shell.run("unban", "alice").out()).contains("score 100, blocked", "still blocks");

        shell.run("ban", "alice");
        assertThat(shell.run("unban", "alice", "--reset-score").out()).contains("score 0, normal");
    }

    @Test
    void whatCannotBeDoneIsRefusedInOneLine() {
        assertThat(shell.run("unban", "alice").error(ExitCode.FAILURE)).contains("alice", "not banned");
        assertThat(shell.run("reset", "nobody").error(ExitCode.FAILURE)).contains("nobody");
        assertThat(shell.run("history", "nobody").error(ExitCode.FAILURE)).contains("nobody");
    }

    @Test
    void aNameInsteadOfAnIdIsAnsweredWithTheId() {
        assertThat(shell.run("user", "mira").error(ExitCode.FAILURE)).contains("mira_42 (alice)");
    }

    @Test
    void aBanOfANameBansNobodyUnlessItIsMeantAsAnId() {
        assertThat(shell.run("ban", "mira").error(ExitCode.FAILURE))
                .contains("nobody has the id \"mira\"", "mira_42 (alice)", "nothing was changed", "--unseen");
        assertThat(shell.run("ban", "mira", "--end-exemption").error(ExitCode.FAILURE))
                .contains("mira_42 (alice)");
        assertThat(shell.store.audit(10)).isEmpty();

        assertThat(shell.run("ban", "mira", "--unseen").out()).contains("Banned mira for good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0d", "-1d", "soon", "7", "99999d", "1d1d", "９d"})
    void badDurationsAreRefusedBeforeAnythingIsOpened(String duration) {
        shell.opened.clear();

        assertThat(shell.run("ban", "alice", "--for", duration).error(ExitCode.USAGE))
                .contains("duration");

        assertThat(shell.opened).isEmpty();
        assertThat(shell.store.audit(10)).isEmpty();
    }

    @Test
    void aReasonOfTwoLinesIsRefused() {
        assertThat(shell.run("ban", "alice", "--reason", "a\nb").error(ExitCode.USAGE))
                .contains("reason");
        assertThat(shell.store.audit(10)).isEmpty();
    }

    @Test
    void usersListsTheWorstFirstAndCountsTheRest() {
        shell.run("check", "bob", "pack_create");

        Run text = shell.run("users", "--limit", "1");
        assertThat(text.out()).contains("mira_42 (alice)  BLOCKED", "100", "pack_create", "1 of 2 users");
        assertThat(shell.run("users", "--json", "--tier", "normal")
                        .json()
                        .get(0)
                        .get("id")
                        .asString())
                .isEqualTo("bob");
        assertThat(shell.run("users", "--banned", "--json").json()).isEmpty();
        assertThat(shell.run("users", "--tier", "nice").error(ExitCode.USAGE)).contains("nice", "CAUTION");
        assertThat(shell.run("users", "--limit", "0").error(ExitCode.USAGE)).contains("0");
    }

    @Test
    void aUserIsShownWithScoreQuotasAndAudit() {
        shell.run("ban", "alice", "--for", "2h", "--reason", "raid", "--operator", "kim");
        shell.nowMs += 120_000;

        assertThat(shell.run("user", "alice").out())
                .contains("100, BLOCKED", "2 minutes ago", "1 h 58 min left", "by kim: raid", "token bucket", "0-1");
    }

    @Test
    void historyExplainsEachViolationNewestFirst() {
        JsonNode history = shell.run("history", "alice", "--json").json();

        assertThat(history.valueStream()
                        .map(violation -> violation.get("scoreAfter").toString()))
                .containsExactly("100", "70", "45", "25", "10");
        assertThat(history.get(0).get("blocked").asBoolean()).isTrue();
        shell.nowMs += 1_000;
        shell.run("reset", "alice");
        assertThat(shell.run("history", "alice").out()).contains("+30", "set the block, before the latest reset");
    }

    @Test
    void invisibleCharactersAreEscapedForPeopleAndScripts() {
        shell.run("check", "a\u202Eb", "pack_create");

        assertThat(shell.run("users").out()).contains("a\\u{202e}b").doesNotContain("\u202E");
        Run json = shell.run("user", "a\u202Eb", "--json");
        assertThat(json.out()).contains("a\\u202eb").doesNotContain("\u202E");
        assertThat(json.json().get("id").asString()).isEqualTo("a\u202Eb");
    }

    @Test
    void statusCountsEveryCheckOnce() {
        JsonNode status = shell.run("status", "--json").json();

        assertThat(status.toString())
                .isEqualTo("{\"usersTracked\":1,\"highAbuse\":1,\"blocked\":1,\"banned\":0,\"totalViolations\":5,"
                        + "\"allowed\":5,\"denied\":5,\"enforcement\":\"ENFORCE\",\"botsLive\":0,\"watcher\":null,\"latestOutage\":null,\"name\":null,"
                        + "\"environment\":null}");
        assertThat(shell.run("status").out()).containsPattern("Users tracked +1\\R");
    }

    @Test
    void anOperatorWhoseNameWouldBeChangedIsRefused() {
        for (String name : new String[] {"a\u0007b", "a\u202Eb", " ", "x".repeat(33)}) {
            assertThat(shell.run("ban", "alice", "--operator", name).error(ExitCode.USAGE))
                    .contains("--operator", "at most 32");
        }
        assertThat(shell.store.audit(10)).isEmpty();
        assertThat(shell.run("ban", "alice", "--operator", " kim ", "--json")
                        .json()
                        .get("operator")
                        .asString())
                .isEqualTo("kim");
    }

    @Test
    void aNegativeTimeIsSaidToBeTooShort() {
        assertThat(shell.run("ban", "alice", "--for", "-1d").error(ExitCode.USAGE))
                .contains("must be more than 0");
    }

    @Test
    void momentsReadTheSameInCheckAndUser() {
        shell.run("ban", "alice", "--for", "7d");

        String until = shell.run("user", "alice").out();
        String moment = Words.moment(shell.nowMs + 7L * 86_400_000);
        assertThat(until).contains("until " + moment);
        assertThat(shell.run("check", "alice", "payment").out())
                .contains("until " + moment)
                .doesNotContain("T08:");
    }
}
