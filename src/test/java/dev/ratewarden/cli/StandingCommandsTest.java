package dev.ratewarden.cli;

import static dev.ratewarden.dashboard.FakeModerationStore.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Shell.Run;
import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditEntry.Type;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.ModeratorAction.Ban;
import dev.ratewarden.moderation.ModeratorAction.Unban;
import dev.ratewarden.moderation.Note;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.moderation.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Exemption, grace, note, own limits, cascades and outages on the command line. */
class StandingCommandsTest {

    private static final long DAY_MS = 86_400_000;
    private static final Exemption EXEMPTION = new Exemption(NOW - DAY_MS, NOW + 6 * DAY_MS, "partner", "mod_lee");
    private static final Policy CALLS = Policy.of("api_call", Limit.tokenBucket(100, Duration.ofMinutes(1)));

    private final Shell shell = new Shell();
    private final FakeModerationStore store = new FakeModerationStore();

    @BeforeEach
    void aliceIsExempt() {
        shell.people = store;
        store.users = List.of(alice(EXEMPTION, null));
        store.details = StandingCommandsTest::rich;
        store.onAct = () -> receipt(Type.BAN, null, alice(null, null));
    }

    @Test
    void aBanOfAnExemptUserIsRefusedUnlessItIsSaidThatTheExemptionEnds() {
        assertThat(shell.run("ban", "alice").error(ExitCode.FAILURE))
                .contains("\"alice\" is exempt until 2025-06-21", "by mod_lee", "add --end-exemption");
        assertThat(store.acted).isEmpty();

        assertThat(shell.run("ban", "alice", "--end-exemption").exitCode()).isZero();
        assertThat(store.acted).containsExactly(new Ban(null));
    }

    @Test
    void aBanIsOfTheUserAsItWasLookedAt() {
        store.users = List.of(alice(null, null));
        shell.run("ban", "alice");
        shell.run("ban", "nobody");
        assertThat(store.expectedRevisions).containsExactly(7L, 0L);

        store.onAct = () -> {
            throw new ActionConflictException("mod_ann exempted user \"alice\" after you had looked");
        };
        assertThat(shell.run("ban", "alice").error(ExitCode.FAILURE)).contains("mod_ann exempted");
    }

    @Test
    void aNoteAndAnOwnLimitSayWhatTheyReplacedAndAreOfTheUserAsItWasLookedAt() {
        Run note = shell.run("note", "alice", "new", "--json");
        assertThat(note.json().get("replaced").toString())
                .isEqualTo("{\"text\":\"shares an account\\nwith a brother\",\"operator\":\"mod_ann\",\"atMs\":%d}"
                        .formatted(NOW - 60_000));
        assertThat(shell.run("note", "alice", "new").out())
                .contains("It replaced: shares an account\\u{a}with a brother (mod_ann, 1 minute ago)");
        assertThat(shell.run("note", "nobody", "new").out()).doesNotContain("replaced");
        assertThat(shell.run("override", "alice", "api_call", "600", "--force").out())
                .contains("It replaced the own limit of 500.");
        assertThat(shell.run("override", "alice", "api_call", "600", "--force", "--json")
                        .json()
                        .get("replaced")
                        .asLong())
                .isEqualTo(500);
        assertThat(store.expectedRevisions).containsExactly(7L, 7L, 0L, 7L, 7L);
    }

    @Test
    void aTextThatStartsWithADashIsAnsweredWithWhereItGoes() {
        assertThat(shell.run("note", "5", "-5 points").error(ExitCode.USAGE))
                .contains("an argument that starts with a dash, such as a text or an id, goes after --");
        assertThat(shell.run("note", "5", "--", "-5 points").exitCode()).isZero();
    }

    @Test
    void aGracePeriodNamesItsEnd() {
        store.onAct = () -> receipt(Type.UNBAN, NOW + DAY_MS, alice(null, null));

        Run run = shell.run("unban", "alice", "--grace", "24h");

        assertThat(run.out())
                .contains("Unbanned mira (alice)", "Violations add nothing to the score until", "1 d left");
        assertThat(store.acted).containsExactly(new Unban(false, DAY_MS));
    }

    @Test
    void anUnbanThatLeavesABlockSaysWhatEndsIt() {
        store.onAct = () -> receipt(Type.UNBAN, null, alice(null, new Block(NOW, NOW + 3_600_000)));
        assertThat(shell.run("unban", "alice").out()).contains("The score still blocks this user until", "1 h left");

        store.onAct = () -> receipt(Type.UNBAN, null, alice(null, new Block(NOW, null)));
        assertThat(shell.run("unban", "alice").out())
                .contains("The score still blocks this user; lift that with reset.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--grace 24h --reset-score", "--grace soon", "--grace 0s", "--grace 9999d"})
    void aGracePeriodThatCannotBeIsRefusedBeforeAnythingIsOpened(String options) {
        shell.run(("unban alice " + options).split(" ")).error(ExitCode.USAGE);

        assertThat(shell.opened).isEmpty();
    }

    @Test
    void aUserIsShownWithAllThatModeratorsDecided() {
        assertThat(shell.run("user", "alice").out())
                .contains(
                        "Exempt          until 2025-06-21",
                        "by mod_lee: partner",
                        "Grace period    until 2025-06-16",
                        "violations add nothing",
                        "Own limit       api_call 500",
                        "Note            shares an account\\u{a}with a brother (mod_ann, 1 minute ago)",
                        "own limit instead of 100",
                        "api_call 500",
                        "for good");
    }

    @Test
    void theSameAsJson() {
        JsonNode user = shell.run("user", "alice", "--json").json();

        assertThat(user.get("exemption").toString())
                .isEqualTo("{\"sinceMs\":%d,\"untilMs\":%d,\"reason\":\"partner\",\"operator\":\"mod_lee\"}"
                        .formatted(NOW - DAY_MS, NOW + 6 * DAY_MS));
        assertThat(user.get("note").get("text").asString()).isEqualTo("shares an account\nwith a brother");
        assertThat(user.get("graceUntilMs").asLong()).isEqualTo(NOW + DAY_MS);
        assertThat(user.get("overrides").toString()).isEqualTo("{\"api_call\":500}");
        assertThat(user.get("quotas").get(0).get("configured").asLong()).isEqualTo(100);
        assertThat(user.get("quotas").get(0).get("override").asLong()).isEqualTo(500);
        assertThat(user.get("audit").get(0).get("detail").asString()).isEqualTo("api_call 500");
    }

    @Test
    void historyNamesTheLevelAndWhatABotDecidedAlone() {
        assertThat(shell.run("history", "alice").out())
                .contains("cascades to api_call, decided while the store was away");
        JsonNode violation = shell.run("history", "alice", "--json").json().get(0);
        assertThat(violation.get("level").asString()).isEqualTo("api_call");
        assertThat(violation.get("degraded").asBoolean()).isTrue();
    }

    @Test
    void usersMarksWhoIsExempt() {
        assertThat(shell.run("users").out()).contains("exempt until 2025-06-21");
        assertThat(shell.run("users", "--json").json().get(0).get("exemption").isNull())
                .isFalse();
    }

    @Test
    void statusCountsLiveBotsAndTellsTheLatestOutage() {
        store.instances =
                new Instances(3, List.of(new Instances.Outage("bot\u202e-2", NOW - 600_000, NOW - 180_000, 1_204)));

        assertThat(shell.run("status").out())
                .contains(
                        "Bots live                3",
                        "Latest outage: bot\\u{202e}-2 was without the store from 2025-06-15")
                .contains("for 7 min and decided 1,204 checks itself; all are merged.");
        assertThat(shell.run("status").out()).containsPattern("Watched by +nobody");
        assertThat(shell.run("status", "--json").json().get("watcher").isNull()).isTrue();
        store.instances = store.instances.watchedBy("w\u202e1");
        assertThat(shell.run("status").out()).containsPattern("Watched by +w\\\\u\\{202e}1");
        JsonNode status = shell.run("status", "--json").json();
        assertThat(status.get("watcher").asString()).isEqualTo("w\u202e1");
        assertThat(status.get("enforcement").asString()).isEqualTo("ENFORCE");
        assertThat(status.get("botsLive").asInt()).isEqualTo(3);
        assertThat(status.get("latestOutage").get("checks").asLong()).isEqualTo(1_204);
        assertThat(status.get("latestOutage").get("untilMs").asLong()).isEqualTo(NOW - 180_000);
    }

    @Test
    void statusSaysWhereThePoliciesDoNotDecide() {
        store.policies = store.policies.with(Enforcement.SHADOW);
        assertThat(shell.run("status").out()).containsPattern("Policies +on trial");
        store.policies = store.policies.with(Enforcement.OFF);
        assertThat(shell.run("status").out()).containsPattern("Policies +off");
        assertThat(shell.run("status", "--json").json().get("enforcement").asString())
                .isEqualTo("OFF");
    }

    private static UserSummary alice(@Nullable Exemption exemption, @Nullable Block block) {
        return new UserSummary(
                "alice", "mira", 0, Tier.NORMAL, 5, "pack_create", NOW - 60_000, NOW, null, block, exemption);
    }

    private static UserDetail rich(UserDetail bare) {
        Violation violation = new Violation(
                NOW - 60_000,
                "pack_create",
                1,
                "api_call",
                CALLS.limit(),
                1L,
                new Penalty(10, 0, 10, 0, 10, false),
                null,
                true);
        return new UserDetail(
                bare.summary(),
                NOW,
                null,
                7,
                new Note("shares an account\nwith a brother", "mod_ann", NOW - 60_000),
                NOW + DAY_MS,
                Map.of("api_call", 500L),
                List.of(new ActionQuota(
                        CALLS, AppliedLimit.of(CALLS, null, 500L, 0, 100), new Quota(500, 1, 0L, NOW, 0))),
                List.of(violation),
                List.of(audit(Type.OVERRIDE, null, "api_call 500"), audit(Type.EXEMPT, null, null)));
    }

    private static AuditEntry audit(Type type, @Nullable Long untilMs, @Nullable String detail) {
        return new AuditEntry("0-1", NOW - 60_000, type, "alice", "mod_lee", "", untilMs, 10, 0, detail, null);
    }

    private static ActionReceipt receipt(Type type, @Nullable Long untilMs, UserSummary after) {
        return new ActionReceipt(
                new AuditEntry("0-1", NOW, type, "alice", "mod_lee", "", untilMs, 0, 0, null, null), after);
    }
}
