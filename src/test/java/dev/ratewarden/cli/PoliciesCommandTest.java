package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Shell.Run;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PoliciesCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    private Path folder = Path.of("unset");

    @BeforeEach
    void theStandardPoliciesAreThere() {
        shell.run("check", "bob", "pack_create");
    }

    @Test
    void listingShowsLimitsModesAndWhatDiffers() {
        shell.run("policies", "set", "pack_create", "--limit", "8");
        shell.run("policies", "set", "payment", "--shadow", "--limit", "2");

        Run run = shell.run("policies");

        assertThat(run.out())
                .containsPattern("pack_create +enforced +8 in 1 h \\(token bucket\\) +10 +differs from the standard")
                .containsPattern("payment +on trial +2 in 1 h \\(sliding window\\)")
                .contains("Revision ", "Policies are enforced", "Blocked at 100, unblocked below 75");
        assertThat(shell.run("policies", "list").out()).isEqualTo(run.out());
        JsonNode json = shell.run("policies", "--json", "list").json();
        assertThat(json.get("policies")).hasSize(8);
        assertThat(json.get("policies").get(0).get("differs").asBoolean()).isTrue();
        assertThat(shell.run("policies", "list", "--json").json()).isEqualTo(json);
    }

    @Test
    void settingChangesOnlyWhatIsGiven() {
        Run run = shell.run(
                "policies", "set", "api_call", "--role", "vip=2", "--no-escalation", "--adaptive-floor", "0.25");

        assertThat(run.out()).contains("Set api_call: 100 in 1 min (token bucket)", "within 5 s", "Revision ");
        Policy policy = policy("api_call");
        assertThat(policy)
                .isEqualTo(Policy.of("api_call", Limit.tokenBucket(100, Duration.ofMinutes(1)))
                        .withRole("vip", 2)
                        .withoutEscalation()
                        .adaptiveTo(0.25));
        shell.run(
                "policies",
                "set",
                "api_call",
                "--role",
                "vip=1",
                "--escalation",
                "--adaptive-floor",
                "none",
                "--burst",
                "150");
        assertThat(policy("api_call"))
                .isEqualTo(Policy.of("api_call", Limit.tokenBucket(100, Duration.ofMinutes(1), 150)));
        shell.run("policies", "set", "api_call", "--limit", "120");
        assertThat(policy("api_call").limit().burst()).isEqualTo(150);
        shell.run("policies", "set", "api_call", "--strategy", "fixed_window");
        assertThat(policy("api_call").limit()).isEqualTo(Limit.fixedWindow(120, Duration.ofMinutes(1)));
        assertThat(shell.run("policies", "set", "api_call", "--limit", "120").out())
                .contains("is so already");
    }

    @Test
    void aTrialIsACopyOfThePolicyButForItsCascades() {
        shell.run("policies", "set", "payment", "--cascades-to", "api_call");

        assertThat(shell.run("policies", "set", "payment", "--shadow").out())
                .contains("The policy's cascade to api_call is not part of it: a trial cascades nowhere.");
        assertThat(shell.run("policies", "set", "payment", "--shadow", "--limit", "2")
                        .out())
                .doesNotContain("not part of it");
    }

    @Test
    void aNewPolicyNeedsItsLimitAndACascadeToNowhereIsSaid() {
        assertThat(shell.run("policies", "set", "play_song", "--limit", "5").error(ExitCode.USAGE))
                .contains("play_song has no policy yet", "--strategy, --limit and --window");
        assertThat(shell.run(
                                "policies",
                                "set",
                                "play_song",
                                "--strategy",
                                "SLIDING_WINDOW",
                                "--limit",
                                "5",
                                "--window",
                                "1m",
                                "--cascades-to",
                                "api_call,nothing")
                        .out())
                .contains("Set play_song: 5 in 1 min (sliding window)", "cascades to nothing without a policy");
        assertThat(policy("play_song").cascadesTo()).containsExactly("api_call", "nothing");
        assertThat(shell.run("policies", "list").out()).contains("nothing (which has no policy)");
        assertThat(shell.run("policies", "show", "play_song").out()).contains("5 in 1 min", "LOCAL");
        assertThat(shell.run("policies", "show", "nothing").error(ExitCode.FAILURE))
                .contains("has no policy");
        assertThat(shell.run("policies", "remove", "api_call").out())
                .contains("Removed the policy of api_call", "play_song still cascades to it");
        assertThat(shell.run("policies", "remove", "api_call").error(ExitCode.FAILURE))
                .contains("api_call");
    }

    @ParameterizedTest
    @CsvSource({
        "--limit,0,limit",
        "--limit,many,many",
        "--window,-1d,more than 0",
        "--points,1001,points",
        "--role,vip=0,roles.vip",
        "--role,vip,vip",
        "--adaptive-floor,2,adaptiveFloor",
        "--adaptive-floor,half,--adaptive-floor",
        "--strategy,bucket,bucket",
        "--on-outage,NO,NO",
        "--cascades-to,pack_create,itself",
        "--cascades-to,'a,,b',action",
        "--expect-revision,x,x"
    })
    void whatCannotBeIsRefused(String option, String value, String named) {
        long revision = shell.store.policies().revision();
        assertThat(shell.run("policies", "set", "pack_create", option + "=" + value)
                        .error(ExitCode.USAGE))
                .contains(named);
        assertThat(shell.store.policies().revision()).isEqualTo(revision);
    }

    @Test
    void twoModeratorsDoNotOverwriteEachOther() {
        long seen = shell.store.policies().revision();
        shell.run("policies", "set", "pack_create", "--limit", "8", "--operator", "kim");

        for (String change :
                new String[] {"set pack_create --limit 9", "remove pack_create", "switch off", "rules --decay 1"}) {
            String[] line = ("policies " + change + " --expect-revision " + seen).split(" ");
            assertThat(shell.run(line).error(ExitCode.FAILURE)).contains("nothing was changed", "revision");
        }
        assertThat(policy("pack_create").limit().limit()).isEqualTo(8);
        assertThat(shell.run("policies", "switch", "off", "--expect-revision", Long.toString(seen + 1))
                        .exitCode())
                .isZero();
    }

    @Test
    void theSwitchAndTheRulesAreTurned() {
        assertThat(shell.run("policies", "switch", "shadow", "--reason", "first week")
                        .out())
                .contains("on trial: measured", "Revision");
        assertThat(shell.store.policies().enforcement()).isEqualTo(Enforcement.SHADOW);
        assertThat(shell.run("policies", "switch", "shadow").out()).contains("so already");
        assertThat(shell.run("policies", "switch", "on").error(ExitCode.USAGE)).contains("on", "ENFORCE");
        assertThat(shell.run("policies", "rules", "--decay", "1").out()).contains("loses 1 an hour");
        assertThat(shell.store.policies().scoreRules()).isEqualTo(ScoreRules.DEFAULT.withDecayPerHour(1));
        assertThat(shell.run("policies", "rules", "--unblock-below", "101").error(ExitCode.USAGE))
                .contains("unblockBelow");
        JsonNode history = shell.run("policies", "history", "--json").json();
        assertThat(history.get(0).get("what").asString()).isEqualTo("rules");
        assertThat(history.get(1).get("reason").asString()).isEqualTo("first week");
        assertThat(shell.run("policies", "history").out()).contains("enforcement", "first week");
    }

    @Test
    void whatIsExportedIsImportedElsewhere() {
        shell.run("policies", "set", "play_song", "--strategy", "leaky_bucket", "--limit", "5", "--window", "1m");
        shell.run("policies", "set", "payment", "--shadow", "--limit", "2");
        shell.run("policies", "switch", "shadow");
        shell.run("policies", "rules", "--decay", "1");
        String file = folder.resolve("policies.json").toString();
        assertThat(shell.run("policies", "export", "--output", file).out()).contains("Wrote 9 policies");
        assertThat(shell.run("policies", "export", "--output", file).error(ExitCode.USAGE))
                .contains("already there", "--force");
        assertThat(shell.run("policies", "validate", file).out()).contains("9 policies");

        Shell other = new Shell();
        other.input = shell.run("policies", "export", "--json").out();
        assertThat(other.run("policies", "import", "-", "--dry-run").out())
                .contains("+ play_song: ", "Would change 11, left 0");
        assertThat(other.store.policies().revision()).isZero();
        assertThat(other.run("policies", "import", file).out()).contains("Changed 11, left 0");
        assertThat(other.store.policies().policies())
                .isEqualTo(shell.store.policies().policies());
        assertThat(other.store.policies().trials())
                .isEqualTo(shell.store.policies().trials());
        assertThat(other.store.policies().enforcement()).isEqualTo(Enforcement.SHADOW);
        assertThat(other.run("policies", "import", file).out()).contains("Changed 0, left 9");
        other.run("policies", "set", "more", "--strategy", "fixed_window", "--limit", "5", "--window", "1m");
        assertThat(other.run("policies", "import", file).out()).contains("staying: more");
    }

    @Test
    void aDocumentIsReadToItsEndBeforeAnythingIsDone() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), """
                {"enforcement":"MAYBE","rules":{"blockAt":0,"unblockBelow":1,"decayPerHour":0},
                 "policies":{"play_song":{"strategy":"fixed_window","limit":0,"windowMs":1},
                             "Bad":{"strategy":"fixed_window","limit":1,"windowMs":1},
                             "good":{"strategy":"fixed_window","limit":1,"windowMs":1}}}
                """);
        shell.opened.clear();

        for (String command : new String[] {"validate", "import"}) {
            Run run = shell.run("policies", command, file.toString());
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err())
                    .contains("policy of play_song: limit 0", "policy of Bad", "blockAt 0", "enforcement \"MAYBE\"")
                    .contains("4 errors; correct");
        }
        assertThat(shell.opened).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | no valid JSON",
                "[] | a field policies",
                "{\"enforcment\":\"OFF\",\"policies\":{}} | unknown field \"enforcment\"",
                "{\"format\":\"other\",\"policies\":{}} | format \"other\": must be \"ratewarden-policies\"",
                "{\"rules\":{\"blockAt\":100,\"unblockBelow\":75,\"decayPerHour\":1,\"decay\":2},\"policies\":{}}"
                        + " | score rules: unknown field \"decay\"",
                "{\"policies\":{\"a\":{\"strategy\":\"token_bucket\",\"limit\":1,\"windowMs\":1,\"burts\":2}}}"
                        + " | policy of a: unknown field \"burts\"",
                "{\"policies\":{\"a\":{\"strategy\":\"token_bucket\",\"limit\":1,\"windowMs\":1,\"mode\":\"SHADOW\"}}}"
                        + " | policy of a: mode \"SHADOW\": a trial stands under a#shadow",
                "{\"policies\":{\"a#shadow\":{\"strategy\":\"token_bucket\",\"limit\":1,\"windowMs\":1,\"mode\":\"ENFORCE\"}}}"
                        + " | policy of a#shadow: mode \"ENFORCE\": what is enforced stands under a;",
                "{\"policies\":[]} | a field policies",
                "{\"version\":2,\"policies\":{}} | update it",
                "{\"policies\":{\"a\":{},\"a\":{}}} | no valid JSON",
                "{\"policies\":{\"a\":{\"strategy\":\"fixed_window\",\"limit\":1,\"windowMs\":1,\"cascadesTo\":[\"b\"]},"
                        + "\"b\":{\"strategy\":\"fixed_window\",\"limit\":1,\"windowMs\":1,\"cascadesTo\":[\"a\"]}}} | circle"
            })
    void documentsThatCannotBeAreOneLine(String document, String named) {
        shell.input = document;
        assertThat(shell.run("policies", "validate", "-").error(ExitCode.USAGE)).contains(named, "standard input");
    }

    @Test
    void aModeThatFitsItsPlaceMayBeSaid() {
        String one = "\"strategy\":\"fixed_window\",\"limit\":1,\"windowMs\":1";
        shell.input = "{\"policies\":{\"a\":{%s,\"mode\":\"ENFORCE\"},\"a#shadow\":{%s,\"mode\":\"SHADOW\"}}}"
                .formatted(one, one);

        assertThat(shell.run("policies", "validate", "-").exitCode()).isZero();
    }

    @Test
    void cascadesThatTurnRoundAreImportedInAnOrderWithoutACircle() {
        String one = "\"strategy\":\"fixed_window\",\"limit\":1,\"windowMs\":1";
        shell.input = "{\"policies\":{\"a\":{%s,\"cascadesTo\":[\"b\"]},\"b\":{%s}}}".formatted(one, one);
        assertThat(shell.run("policies", "import", "-").exitCode()).isZero();
        assertThat(shell.run("policies", "validate", "-").out()).contains("2 policies");
        shell.input = "{\"policies\":{\"b\":{%s,\"cascadesTo\":[\"a\"]},\"a\":{%s}}}".formatted(one, one);

        assertThat(shell.run("policies", "import", "-").out()).contains("Changed 2");
        assertThat(policy("b").cascadesTo()).containsExactly("a");
    }

    @Test
    void helpOfEachNamesAnExample() {
        for (String command : new String[] {"list", "set", "import", "switch"}) {
            assertThat(shell.run("policies", command, "--help").out()).contains("Example", "--json");
        }
        assertThat(shell.run("policies", "lst").error(ExitCode.USAGE)).contains("lst");
    }

    private Policy policy(String action) {
        return Objects.requireNonNull(shell.store.policies().policy(action));
    }

    @Test
    void anImportStandsBehindTheRevisionThatWasSeen() {
        ObjectNode document =
                (ObjectNode) shell.run("policies", "export", "--json").json();
        shell.input = document.put("enforcement", "OFF").toString();

        assertThat(shell.run("policies", "import", "-", "--expect-revision", "99")
                        .error(ExitCode.FAILURE))
                .contains("--expect-revision 99", "nothing was changed");
    }
}
