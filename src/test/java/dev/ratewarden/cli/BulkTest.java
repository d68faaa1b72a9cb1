package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Shell.Run;
import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ModeratorAction;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Acting on several users at once, named or piped in. */
class BulkTest {
    private final Shell shell = new Shell();

    @Test
    void severalIdsGiveALineEachAndASummary() {
        Run run = shell.run("ban", "bob", "carol", "--for", "7d", "bob", "--reason", "raid");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Banned bob until", "Banned carol until", "2 of 2 users done");
        assertThat(run.out().lines()).hasSize(3);
        assertThat(shell.store.audit(10)).hasSize(2);
        assertThat(shell.run("unban", "bob", "carol").exitCode()).isZero();
    }

    @Test
    void jsonIsAnObjectForOneAndAnArrayForMany() {
        assertThat(shell.run("ban", "bob", "--json").json().isObject()).isTrue();
        assertThat(shell.run("ban", "bob", "carol", "--json").json()).hasSize(2);
        shell.input = "dave\n";
        JsonNode array = shell.run("ban", "-", "--json").json();
        assertThat(array.isArray()).isTrue();
        assertThat(array.get(0).get("userId").asString()).isEqualTo("dave");
    }

    @Test
    void standardInputSkipsBlankLinesAndComments() {
        shell.input = "\uFEFF# the raid of today\r\n\r\nbob\r\n  carol  \n";

        Run run = shell.run("ban", "-", "dave");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Banned bob", "Banned carol", "Banned dave", "3 of 3 users done");
    }

    @Test
    void badIdsAreAllNamedAndNothingIsDone() {
        shell.input = "bob\n" + "x".repeat(129) + "\ncarol\na\u0007b\n";

        Run run = shell.run("ban", "-");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("line 2: user id", "line 4: user id", "2 of 4 ids cannot be; nothing was done", "--skip-bad")
                .doesNotContain("\u0007");
        assertThat(shell.opened).isEmpty();

        Run skipped = shell.run("ban", "-", "--skip-bad");
        assertThat(skipped.exitCode()).isZero();
        assertThat(skipped.out()).contains("2 of 2 users done");
        assertThat(skipped.err()).contains("line 2", "line 4");
    }

    @Test
    void theFailureOfOneDoesNotStopTheOthers() {
        shell.run("ban", "bob");
        shell.run("ban", "dave");

        Run run = shell.run("unban", "bob", "carol", "dave", "--json");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.json().get(1).get("error").asString()).contains("carol");
        assertThat(run.json().get(2).get("type").asString()).isEqualTo("UNBAN");
        assertThat(shell.run("unban", "bob", "carol").out()).contains("Failed: ", "0 of 2 users done, 2 failed");
    }

    @Test
    void aStoreThatGoesAwayStopsItAndSaysHowFarItCame() {
        FakeModerationStore store = new FakeModerationStore();
        shell.people = store;
        store.onAct = () -> {
            if (store.acted.size() > 2) {
                throw new StoreUnavailableException("Redis at x does not answer", null);
            }
            return new dev.ratewarden.moderation.ActionReceipt(
                    new dev.ratewarden.moderation.AuditEntry(
                            "0-1",
                            1,
                            dev.ratewarden.moderation.AuditEntry.Type.RESET,
                            "u",
                            "kim",
                            "",
                            null,
                            0,
                            0,
                            null,
                            null),
                    FakeModerationStore.user("u", 0));
        };

        Run run = shell.run("reset", "a", "b", "c", "d");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("does not answer", "stopped after 2 of 4 users", "the last was \"b\"", "\"c\"");
        assertThat(run.out()).contains("2 of 4 users done, 1 not known whether it was done, 1 not tried");
        assertThat(run.err()).contains("Look at user \"c\": it is not known whether it was done");
        assertThat(store.acted).hasSize(3);

        store.acted.clear();
        JsonNode json = shell.run("reset", "a", "b", "c", "d", "--json").json();
        assertThat(json).hasSize(3);
        assertThat(json.get(2).get("userId").asString()).isEqualTo("c");
        assertThat(json.get(2).get("error").asString()).contains("does not answer", "not known whether");
        assertThat(json.get(2).get("notTried").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsInterruptedSaysWhatWasDone() {
        FakeModerationStore store = new FakeModerationStore();
        shell.people = store;
        store.onAct = () -> {
            if (store.acted.size() == 2) {
                Thread.currentThread().interrupt();
            }
            return shell.store.act("u", new ModeratorAction.Ban(null), "kim", "");
        };

        Run run = shell.run("ban", "a", "b", "c", "d");
        assertThat(Thread.interrupted()).isTrue();
        store.acted.clear();
        JsonNode json = shell.run("ban", "a", "b", "c", "d", "--json").json();
        assertThat(Thread.interrupted()).isTrue();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("interrupted; stopped after 2 of 4 users (the last was \"b\")");
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out()).contains("2 of 4 users done, 2 not tried");
        assertThat(json).hasSize(3);
        assertThat(json.get(2).get("notTried").asInt()).isEqualTo(2);
    }

    @Test
    void aLineIsPrintedAsSoonAsItIsDone() {
        FakeModerationStore store = new FakeModerationStore();
        shell.people = store;
        List<Integer> printed = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.onAct = () -> {
            printed.add((int) out.toString(StandardCharsets.UTF_8).lines().count());
            return shell.store.act("u", new ModeratorAction.Ban(null), "kim", "");
        };

        new CommandLineFace(shell.services(), shell.environment)
                .run(
                        List.of("ban", "a", "b", "c"),
                        Terminal.plain(
                                new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8),
                                new PrintStream(PrintStream.nullOutputStream())));

        assertThat(printed).containsExactly(0, 1, 2);
    }

    @Test
    void aReasonThatCannotBeIsRefusedOnceBeforeAnythingIsOpened() {
        shell.input = "id\na\nb\n";
        for (String line : List.of("ban -", "ban a b", "import bans -", "undo 0-1 0-2")) {
            List<String> words = new ArrayList<>(List.of(line.split(" ")));
            words.addAll(List.of("--reason", "two\nlines"));
            assertThat(shell.run(words.toArray(String[]::new)).error(ExitCode.USAGE))
                    .contains("reason", "must be one line");
        }
        assertThat(shell.opened).isEmpty();
    }

    @Test
    void aBanNamesTheOneThatItReplaces() {
        shell.run("ban", "bob", "--operator", "ann");

        assertThat(shell.run("ban", "bob", "--for", "1h").out()).contains("It replaces the ban for good, by ann.");
        assertThat(shell.run("ban", "carol").out()).doesNotContain("replaces");
    }

    @Test
    void longWorkTellsItsProgressToWhoWatches() {
        shell.input = IntStream.range(0, 101).mapToObj(i -> "u" + i).collect(Collectors.joining("\n"));

        assertThat(shell.run("ban", "-").err()).isEmpty();
        shell.interactive = true;
        assertThat(shell.run("ban", "-").err()).startsWith("\rDone 0 of 101").endsWith("\r");
    }

    @Test
    void unknownOptionsAreNotTakenForIds() {
        assertThat(shell.run("ban", "bob", "--odd").error(ExitCode.USAGE)).contains("--odd", "goes after --");
        assertThat(shell.run("ban").error(ExitCode.USAGE)).contains("ID");
        assertThat(shell.run("ban", "-5", "--", "--odd").out()).contains("Banned -5", "Banned --odd");
        shell.input = "# nobody\n";
        assertThat(shell.run("ban", "-").error(ExitCode.USAGE)).contains("no ids were given on standard input");
    }

    @Test
    void forgettingAsksFirstAndSaysWhatStays() {
        shell.run("ban", "bob");
        shell.opened.clear();

        assertThat(shell.run("forget", "bob").error(ExitCode.USAGE))
                .contains("bob's record", "for good", "nothing was changed", "audit entries stay", "--yes");
        assertThat(shell.run("forget", "bob", "carol").error(ExitCode.USAGE)).contains("the 2 users'");
        assertThat(shell.opened).isEmpty();

        assertThat(shell.run("forget", "bob", "--yes").out()).contains("Forgot bob", "audit entries stay");
        assertThat(shell.store.user("bob")).isEmpty();
    }

    @Test
    void exemptingSaysWhatItLifts() {
        shell.run("check", "bob", "pack_create", "--times", "10");
        shell.run("ban", "bob");

        assertThat(shell.run("exempt", "bob", "--for", "30d").out())
                .contains("Exempted bob until", "Lifted: the ban, the block, the score of 100.");
        assertThat(shell.run("exempt", "carol").out())
                .contains("Exempted carol for good")
                .doesNotContain("Lifted");
        assertThat(shell.run("unexempt", "bob", "carol").out()).contains("2 of 2 users done");
        assertThat(shell.run("unexempt", "bob").error(ExitCode.FAILURE)).contains("bob");
    }

    @Test
    void aNoteIsSetAndTakenAway() {
        assertThat(shell.run("note", "bob", "shares an account").out()).contains("Noted on bob", "Audit entry");
        assertThat(shell.store.user("bob").orElseThrow().note()).isNotNull();
        assertThat(shell.run("note", "bob", "--remove").out()).contains("Took the note on bob away");
        assertThat(shell.store.user("bob").orElseThrow().note()).isNull();
        assertThat(shell.run("note", "bob").error(ExitCode.USAGE)).contains("--remove");
        assertThat(shell.run("note", "bob", "x", "--remove").error(ExitCode.USAGE))
                .contains("exclude");
        assertThat(shell.run("note", "bob", "x".repeat(501)).error(ExitCode.USAGE))
                .contains("500");
    }

    @Test
    void anOwnLimitNeedsAPolicyUnlessForced() {
        shell.run("check", "bob", "api_call");

        assertThat(shell.run("override", "bob", "api_call", "500").out())
                .contains("500 times in 1 min, instead of 100");
        assertThat(shell.run("override", "bob", "api_cal", "500").error(ExitCode.FAILURE))
                .contains("api_cal has no policy", "nothing was changed", "--force");
        assertThat(shell.run("override", "bob", "later", "500", "--force").out())
                .contains("has no policy");
        assertThat(shell.run("override", "bob", "api_call", "--remove").out()).contains("no limit of its own");
        assertThat(shell.run("override", "bob", "api_call").error(ExitCode.USAGE))
                .contains("--remove");
        assertThat(shell.run("override", "bob", "api_call", "0").error(ExitCode.USAGE))
                .contains("1 to");
        assertThat(shell.run("override", "bob", "api_call", "many").error(ExitCode.USAGE))
                .contains("many");
    }

    @Test
    void undoSaysWhatCameBack() {
        shell.run("check", "bob", "pack_create", "--times", "10");
        String reset = shell.run("reset", "bob", "--json").json().get("auditId").asString();

        assertThat(shell.run("undo", reset).out())
                .contains("Undid " + reset, "bob is as before: score 100, blocked", "Consumed limits are not restored");
        assertThat(shell.run("undo", "0-99").error(ExitCode.FAILURE)).contains("0-99", "not there");
        assertThat(shell.run("undo", "last").error(ExitCode.USAGE)).contains("\"last\"", "7-42");
        assertThat(shell.run("undo", "0-98", "0-99").out()).contains("0 of 2 entries done, 2 failed");
    }
}
