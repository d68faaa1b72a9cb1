package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Shell.Run;
import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ModeratorAction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ImportBansTest {
    private final Shell shell = new Shell();

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void csvAsSpreadsheetsWriteItIsRead() {
        shell.input = "\uFEFFName;reason;ID;until;operator\r\n"
                + "Bob;\"spam; and \"\"worse\"\"\";bob;2035-01-01T00:00:00Z;ann\r\n"
                + "\r\n"
                + ";;carol;;\r\n";

        Run run = shell.run("import", "bans", "-", "--reason", "moved");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 bans: 2 banned, 0 with another end before");
        assertThat(ban("bob").reason()).isEqualTo("spam; and \"worse\" (by ann)");
        assertThat(Instant.ofEpochMilli(Objects.requireNonNull(ban("bob").untilMs())))
                .isBetween(Instant.parse("2034-12-31T23:59:59Z"), Instant.parse("2035-01-01T00:00:01Z"));
        assertThat(ban("carol").untilMs()).isNull();
        assertThat(ban("carol").reason()).isEqualTo("moved");
    }

    @Test
    void threeBadRowsInTenThousandImportNothingAndAreNamed() {
        String rows = IntStream.rangeClosed(2, 10_001)
                .mapToObj(line -> switch (line) {
                    case 17 -> "u17,x,tomorrow";
                    case 500 -> ",no id,";
                    case 9_999 -> "u9999,too,many,cells";
                    default -> "u" + line + ",raid,";
                })
                .collect(Collectors.joining("\n", "id,reason,until\n", "\n"));
        shell.input = rows;
        shell.opened.clear();

        Run run = shell.run("import", "bans", "-");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().lines()).hasSize(4);
        assertThat(run.err())
                .contains("line 17: until \"tomorrow\"", "line 500: user id", "line 9999: has 4 cells")
                .contains("3 errors; nobody was banned", "--skip-bad");
        assertThat(shell.opened).isEmpty();

        Run rest = shell.run("import", "bans", "-", "--skip-bad", "--json");
        assertThat(rest.exitCode()).isZero();
        assertThat(rest.json().get("banned").asInt()).isEqualTo(9_997);
        assertThat(rest.json().get("skipped").asInt()).isEqualTo(3);
        assertThat(shell.run("import", "bans", "-", "--skip-bad").out())
                .contains("0 banned", "9,997 banned so already");
    }

    @Test
    void repeatingItChangesNothingAndEndsThatArePastAreCounted() {
        shell.run("ban", "dave", "--for", "1d");
        shell.input =
                "[{\"id\":\"bob\",\"until\":\"2035-01-01\"},{\"id\":\"carol\",\"for\":\"7d\",\"reason\":\"raid\"},"
                        + "{\"id\":\"dave\",\"until\":null},{\"id\":\"old\",\"until\":\"2001-01-01\"},{\"id\":-5}]";

        JsonNode first = shell.run("import", "bans", "-", "--json").json();
        int audited = shell.store.audit(100).size();
        shell.nowMs += 50_000;
        JsonNode second = shell.run("import", "bans", "-", "--json").json();

        assertThat(first.toString())
                .isEqualTo("{\"bans\":5,\"banned\":3,\"replaced\":1,\"unchanged\":0,\"longer\":0,\"past\":1,"
                        + "\"neverSeen\":3,\"skipped\":0,\"unknown\":0,\"notTried\":0,\"failed\":[]}");
        assertThat(second.get("unchanged").asInt()).isEqualTo(4);
        assertThat(shell.store.audit(100)).hasSize(audited);
    }

    @Test
    void whatExportWroteComesBackAsItWas() {
        for (String id : new String[] {"-5", "a,b", "=1+1", "c\u202Ed", "\\u{41}", "@x"}) {
            shell.run("ban", "--for", "30d", "--reason", "spam, \"loud\"", "--operator", "ann", "--", id);
        }
        String file = folder.resolve("bans.csv").toString();
        assertThat(shell.run("export", "bans", "--output", file).out()).contains("Wrote 6 rows");

        Shell other = new Shell();
        Run run = other.run("import", "bans", file);

        assertThat(run.out()).as(run.err()).contains("6 banned");
        for (String id : new String[] {"-5", "a,b", "=1+1", "c\u202Ed", "\\u{41}", "@x"}) {
            assertThat(other.store.user(id)).as(id).isPresent();
        }
        assertThat(ban(other, "a,b").reason()).isEqualTo("spam, \"loud\" (by ann)");
        assertThat(shell.run("import", "bans", file).out()).contains("6 banned so already");

        other.input = shell.run("export", "bans", "--format", "json").out();
        assertThat(other.run("import", "bans", "-").out()).contains("6 banned so already");
    }

    @Test
    void exemptUsersAreBannedOnlyWhenAsked() {
        shell.run("exempt", "bob");
        shell.input = "id\nbob\ncarol\n";

        Run run = shell.run("import", "bans", "-");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out()).contains("Failed, line 2: user \"bob\" is exempt", "1 banned", "1 failed");
        assertThat(shell.run("import", "bans", "-", "--end-exemption").out()).contains("1 banned", "1 banned so");
    }

    @Test
    void aStoreThatGoesAwaySaysWhereItStopped() {
        FakeModerationStore store = new FakeModerationStore();
        store.onAct = () -> {
            if (store.acted.size() > 2) {
                throw new StoreUnavailableException("Redis at x does not answer", null);
            }
            return shell.store.act("a", new ModeratorAction.Ban(null), "kim", "");
        };
        shell.people = store;
        shell.input = "id\na\nb\nc\nd\n";

        Run run = shell.run("import", "bans", "-");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err())
                .contains("does not answer; stopped at line 4 after 2 of 4 bans (the last was \"b\")", "again to go on")
                .contains("Look at user \"c\": it is not known whether it was done");
        assertThat(run.out()).contains("2 banned", "1 not known whether it was done, 1 not tried");
    }

    @Test
    void anInterruptedImportSaysHowFarItCame() {
        FakeModerationStore store = new FakeModerationStore();
        store.onAct = () -> {
            Thread.currentThread().interrupt();
            return shell.store.act("a", new ModeratorAction.Ban(null), "kim", "");
        };
        shell.people = store;
        shell.input = "id\na\nb\nc\n";

        Run run = shell.run("import", "bans", "-");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("interrupted; stopped at line 3 after 1 of 3 bans (the last was \"a\")");
        assertThat(run.out()).contains("1 banned", "2 not tried");
    }

    @Test
    void theLongerBanStaysUnlessItIsToBeReplaced() {
        shell.run("ban", "bob");
        shell.run("ban", "carol", "--for", "30d");
        shell.input = "id,until,for\nbob,2027-06-01,\ncarol,,1d\n";

        assertThat(shell.run("import", "bans", "-").out())
                .contains("0 banned, 0 with another end before, 0 banned so already, 2 banned longer already");
        assertThat(ban("bob").untilMs()).isNull();

        assertThat(shell.run("import", "bans", "-", "--replace").out()).contains("2 with another end before");
        assertThat(ban("bob").untilMs()).isNotNull();
        assertThat(ban("carol").untilMs()).isEqualTo(shell.nowMs + 86_400_000);
    }

    @Test
    void aLengthCountsFromNowAlsoWhereAnEarlierOneIsNearlyOver() {
        shell.run("ban", "bob", "--for", "7d");
        shell.nowMs += 7 * 86_400_000L - 3_600_000;
        shell.input = "id,for\nbob,7d\n";

        assertThat(shell.run("import", "bans", "-").out()).contains("1 with another end before");
        assertThat(ban("bob").untilMs()).isEqualTo(shell.nowMs + 7 * 86_400_000L);
        shell.nowMs += 50_000;
        assertThat(shell.run("import", "bans", "-").out()).contains("1 banned so already");
    }

    @Test
    void aNameIsNotTakenForAnId() {
        shell.run("check", "777", "api_call");
        shell.store.describe(Map.of("777", "mira"));
        shell.input = "id\nmira\n888\n";

        Run run = shell.run("import", "bans", "-");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out())
                .contains("Failed, line 2: nobody has the id \"mira\", but by name there is mira (777)", "--unseen")
                .contains("1 banned", "1 failed, 1 never seen before");
        assertThat(shell.store.user("mira")).isEmpty();
        assertThat(shell.run("import", "bans", "-", "--unseen").out()).contains("1 banned, ", "1 never seen before");
    }

    @Test
    void whoBannedFirstIsKeptHoweverOftenItTravels() {
        shell.input = "id,reason,operator\na,spam,kim\nb,spam (by ann),lee\n";
        shell.run("import", "bans", "-", "--operator", "max");
        shell.input = shell.run("export", "bans").out();

        Shell other = new Shell();
        other.input = shell.input;
        other.run("import", "bans", "-");

        assertThat(ban(other, "a").reason()).isEqualTo("spam (by kim)");
        assertThat(ban(other, "b").reason()).isEqualTo("spam (by ann)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | its first line must name the columns",
                "'name,reason' | one of them id",
                "'id' | holds no bans",
                "'[]' | holds no bans",
                "'[{]' | no valid JSON",
                "'[1]' | entry 1: must be an object",
                "'[{}]' | entry 1: has no id",
                "'[{\"id\":1.5}]' | entry 1: id 1.5",
                "'[{\"id\":\"a\",\"for\":\"1d\",\"until\":\"2035-01-01\"}]' | exclude each other",
                "'[{\"id\":\"a\",\"until\":\"9999-12-31\"}]' | leave it empty for good",
                "'[{\"id\":\"a\",\"for\":\"9999d\"}]' | 3660 days"
            })
    void whatIsNoFileOfBansIsOneLine(String text, String named) {
        shell.input = text;
        assertThat(shell.run("import", "bans", "-").error(ExitCode.USAGE)).contains(named);
    }

    @Test
    void aForgottenQuoteIsFoundOnItsLineAndTheRestIsRead() {
        shell.input = "id,reason\na,\"open\nb,ok\nc,\"more\" than\nd,a\"b\na,twice\n";

        assertThat(shell.run("import", "bans", "-").err())
                .contains("line 2: a quote is not closed")
                .contains("line 4: a quote is not closed, or something stands behind")
                .contains("line 5: a quote stands inside")
                .doesNotContain("line 3");
        assertThat(shell.run("import", "bans", folder.toString()).error(ExitCode.USAGE))
                .contains("cannot be read");
        assertThat(shell.run("import", "bans", "nowhere.csv").error(ExitCode.USAGE))
                .contains("nowhere.csv", "no such file");
        assertThat(shell.run("import", "users", "x").error(ExitCode.USAGE)).contains("users", "BANS");
    }

    private Ban ban(String id) {
        return ban(shell, id);
    }

    private static Ban ban(Shell shell, String id) {
        return Objects.requireNonNull(
                shell.store.user(id).orElseThrow().summary().ban());
    }
}
