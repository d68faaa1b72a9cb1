package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.Office;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.inspection.Rights;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import javafx.css.CssParser;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.GridPane;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The page in a whole window, over a store in memory whose clock and faults the test holds. */
@ExtendWith(ApplicationExtension.class)
class ActivityPageTest {

    private static final long FX_MS = 10_000;

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private final AtomicLong once = new AtomicLong();
    private volatile boolean refusing;
    private volatile Supplier<AuditReport> verified = () -> new AuditReport(List.of(), List.of(), List.of(), List.of());
    private @Nullable WindowRig opened;

    @TempDir
    Path folder = Path.of("");

    @Start
    void open(Stage stage) {
        memory.addDefaults(StandardPolicies.all(), null);
        IntStream.range(0, 10).forEach(i -> memory.check(CheckRequest.of("mira", "pack_create")));
        memory.check(CheckRequest.of("kettle", "pack_create"));
        memory.describe(Map.of("mira", "mira_42"));
        now.addAndGet(60_000);
        memory.act("kettle", new ModeratorAction.Ban(86_400_000L), "mod_lee", "raid");
        opened = new WindowRig(stage, faulty(), office());
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void whatHappenedStandsThereInWordsNewestFirst() {
        openPage();

        assertThat(sentences("events").getFirst()).isEqualTo("mod_lee banned kettle for 24 hours: raid");
        assertThat(sentences("events")).contains("mira_42 was blocked: the score reached 100 with pack_create");
        assertThat(rig().words("#activity-reach-events"))
                .isEqualTo("7 events since 14:00:00, in 3 lines; that is all that is kept");
    }

    @Test
    void twoUsersOfOneNameAreToldApartByTheEndOfTheirIds() {
        twins();
        happens("410000000000001111", EventTypes.USER_AUTO_BLOCKED);
        happens("410000000000002222", EventTypes.USER_AUTO_BLOCKED);
        openPage();

        assertThat(rig().allWords("#activity-table-events"))
                .anyMatch(words -> words.startsWith("twin (…2222) was blocked"))
                .anyMatch(words -> words.startsWith("twin (…1111) was blocked"))
                .anyMatch(words -> words.startsWith("mira_42 was blocked"));
    }

    @Test
    void whoIsNamedLikeSomebodyListedIsToldApartInTheLinesThatStandThereToo() {
        twins();
        happens("410000000000001111", EventTypes.USER_AUTO_BLOCKED);
        openPage();
        assertThat(rig().allWords("#activity-table-events")).anyMatch(words -> words.startsWith("twin was blocked"));

        happens("410000000000002222", EventTypes.USER_AUTO_BLOCKED);

        await(() -> rig().allWords("#activity-table-events").stream()
                .anyMatch(words -> words.startsWith("twin (…2222) was blocked")));
        assertThat(rig().allWords("#activity-table-events"))
                .anyMatch(words -> words.startsWith("twin (…1111) was blocked"))
                .noneMatch(words -> words.startsWith("twin was blocked"));
    }

    @Test
    void theAuditTrailHasItsOwnView() {
        openPage();
        rig().press("activity-kind-1");

        await(() -> shows("audit", 1));
        assertThat(sentences("audit")).containsExactly("mod_lee banned kettle for 24 hours: raid");
    }

    @Test
    void anEventThatComesStandsAboveAndTheSelectionStaysWithItsEntry() {
        openPage();
        select("events", 1);
        String chosen = rig().words("#entry-sentence");

        happens("nova", EventTypes.USER_AUTO_BLOCKED);

        await(() -> sentences("events").getFirst().startsWith("nova was blocked"));
        assertThat(table("events")
                        .getSelectionModel()
                        .getSelectedItem()
                        .newest()
                        .sentence())
                .isEqualTo(chosen);
        assertThat(rig().words("#entry-sentence")).isEqualTo(chosen);
    }

    @Test
    void denialsThatRepeatShareALineUntilSomebodyUnfoldsThem() {
        openPage();
        String denied = "mira_42 went over the limit of pack_create: score 100";
        assertThat(sentences("events"))
                .containsExactly(
                        "mod_lee banned kettle for 24 hours: raid",
                        "mira_42 was blocked: the score reached 100 with pack_create",
                        denied);
        assertThat(rig().allWords("#activity-table-events")).contains("×\u00a05");
        assertThat(rig().words("#activity-reach-events"))
                .isEqualTo("7 events since 14:00:00, in 3 lines; that is all that is kept");
        select("events", 2);
        assertThat(rig().words("#entry-repeats")).isEqualTo("5 times, from 14:00:00 to 14:00:00");

        rig().press("activity-fold");

        assertThat(sentences("events")).hasSize(7);
        assertThat(rig().visible("#entry-repeats")).isFalse();
        assertThat(table("events")
                        .getSelectionModel()
                        .getSelectedItem()
                        .newest()
                        .sentence())
                .isEqualTo(denied);
        assertThat(rig().words("#activity-reach-events"))
                .isEqualTo("7 events since 14:00:00; that is all that is kept");
    }

    @Test
    void aLineCountsTheRequestsThatItsEntriesStandFor() {
        keepsAsking("mira", 55);
        now.addAndGet(60_000);
        keepsAsking("mira", 622);
        openPage();

        assertThat(rig().allWords("#activity-table-events"))
                .contains("mira_42 is blocked and keeps asking for payment: score 100", "×\u00a0679");
        assertThat(spoken("×\u00a0679")).isEqualTo("679 times in 2 entries, from 14:01:00 to 14:02:00");
        select("events", 0);
        assertThat(rig().words("#entry-repeats")).isEqualTo("679 times in 2 entries, from 14:01:00 to 14:02:00");

        rig().press("activity-fold");

        await(() -> rig().allWords("#activity-table-events").containsAll(List.of("×\u00a0623", "×\u00a056")));
        assertThat(spoken("×\u00a056")).isEqualTo("56 times in one entry, at 14:01:00");
        assertThat(rig().words("#entry-repeats")).isEqualTo("623 times in one entry, at 14:02:00");
    }

    /** What is read out for words of the list. */
    private String spoken(String words) {
        return table("events").lookupAll(".times").stream()
                .filter(node -> node instanceof Label label && label.getText().equals(words))
                .map(Node::getAccessibleText)
                .findFirst()
                .orElseThrow();
    }

    private void keepsAsking(String user, long folded) {
        happens(user, EventTypes.HIGH_ABUSE_SCORE_LIMIT, null, folded);
    }

    @Test
    void aReaderWhoScrolledDownIsNotMovedAndAPressBringsHimUp() {
        scrollDownAmongAHundred();
        List<String> before = sentences("events");

        happens("nova", EventTypes.USER_AUTO_BLOCKED);
        happens("otto", EventTypes.USER_AUTO_BLOCKED);

        await(() -> rig().visible("#activity-pill-events")
                && rig().words("#activity-pill-events").equals("2 new"));
        assertThat(sentences("events")).isEqualTo(before);

        rig().press("activity-pill-events");
        await(() -> sentences("events").getFirst().startsWith("otto"));
        await(() -> !rig().visible("#activity-pill-events"));
    }

    @Test
    void whatWaitsForAReaderIsShownWhenAFilterLeavesNothingToScroll() {
        scrollDownAmongAHundred();
        happens("nova", EventTypes.USER_AUTO_BLOCKED);
        await(() -> rig().words("#activity-pill-events").equals("1 new"));

        onFx(() -> ((TextInputControl) rig().lookup("#activity-user")).setText("nova"));

        await(() ->
                !rig().visible("#activity-pill-events") && rowsInSight("events").equals(1L));
    }

    @Test
    void anotherFilterShowsItsNewestMatchAlsoWhatWaitedForAReaderFurtherDown() {
        scrollDownAmongAHundred();
        happens("nova", EventTypes.USER_AUTO_BLOCKED);
        await(() -> rig().words("#activity-pill-events").equals("1 new"));

        choose("activity-severity", "activity-severity-warning");

        await(() -> firstInSight("events").startsWith("nova was blocked"));
        await(() -> !rig().visible("#activity-pill-events"));
    }

    @Test
    void eachFilterShowsItsNewestMatchAndSoDoesTheListWithoutOne() {
        now.addAndGet(1_000);
        IntStream.range(0, 100)
                .forEach(i -> happens("user-" + i, EventTypes.rateLimitExceeded("payment"), "guild-7", 0));
        openPage();
        List<Runnable> filters = List.of(
                () -> type("activity-where", "guild-7"),
                () -> choose("activity-type", "activity-type-" + EventTypes.rateLimitExceeded("*")),
                () -> rig().press("activity-span-1"),
                () -> rig().press("activity-clear"));
        for (Runnable filter : filters) {
            scrollDown("events");
            filter.run();
            await(() -> firstInSight("events").startsWith("user-99 "));
        }
    }

    /** What the topmost row tells. */
    private String firstInSight(String name) {
        return WaitForAsyncUtils.waitForAsyncFx(FX_MS, () -> {
            VirtualFlow<?> flow = (VirtualFlow<?>) table(name).lookup(".virtual-flow");
            IndexedCell<?> first = flow.getFirstVisibleCell();
            return first != null && first.getItem() instanceof Line line
                    ? line.newest().sentence()
                    : "";
        });
    }

    /** Rows that show an entry, whatever the list holds. */
    private Long rowsInSight(String name) {
        return table(name).lookupAll(".table-row-cell").stream()
                .filter(node -> node.isVisible() && node instanceof TableRow<?> row && row.getItem() != null)
                .count();
    }

    @Test
    void aReaderAtTheTopStaysThereAndSeesWhatComes() {
        IntStream.range(0, 100).forEach(i -> happens("user-" + i, EventTypes.rateLimitExceeded("payment")));
        openPage();
        for (String user : List.of("nova", "otto", "pia")) {
            happens(user, EventTypes.USER_AUTO_BLOCKED);
            await(() -> sentences("events").getFirst().startsWith(user));
            WaitForAsyncUtils.waitForFxEvents();
        }

        assertThat(rig().visible("#activity-pill-events")).isFalse();
        assertThat(((ScrollBar) table("events").lookup(".scroll-bar:vertical")).getValue())
                .isZero();
    }

    @Test
    void pauseHoldsTheViewStillAndCounts() {
        openPage();
        List<String> before = sentences("events");
        rig().press("activity-pause");
        happens("nova", EventTypes.USER_AUTO_BLOCKED);

        await(() -> rig().words("#activity-pill-events").equals("1 new"));
        assertThat(sentences("events")).isEqualTo(before);

        rig().press("activity-pause");
        await(() -> sentences("events").getFirst().startsWith("nova"));
    }

    @Test
    void filtersNarrowTheListAndSaySoWhereNothingMatches() {
        openPage();
        choose("activity-severity", "activity-severity-critical");
        await(() -> sentences("events").stream().allMatch(words -> words.startsWith("mira_42"))
                && !sentences("events").isEmpty());

        choose("activity-type", "activity-type-USER_BANNED");
        await(() -> sentences("events").isEmpty());
        await(() -> rig().allWords("#activity-table-events").contains("Nothing matches these filters"));

        rig().press("activity-empty-clear-events");
        await(() -> sentences("events").size() == 3);
        assertThat(rig().words("#activity-severity")).isEqualTo("Any severity");
    }

    @Test
    void aUserIsFoundByNameAndAnOperatorByAPart() {
        openPage();
        type("activity-user", "mira_42");
        await(() -> sentences("events").stream().noneMatch(words -> words.contains("kettle")));
        assertThat(sentences("events")).isNotEmpty();

        type("activity-user", "");
        type("activity-operator", "lee");
        await(() -> sentences("events").equals(List.of("mod_lee banned kettle for 24 hours: raid")));
    }

    @Test
    void theFootSaysHowFarBackWhatMatchesReaches() {
        openPage();
        choose("activity-severity", "activity-severity-critical");

        await(() -> rig().words("#activity-reach-events")
                .equals(sentences("events").size()
                        + " match, the oldest at 14:00:00; that is all that is kept of them"));
    }

    @Test
    void aSpanLeavesOutWhatIsOlderAsTimeGoesOn() {
        openPage();
        rig().press("activity-span-1");
        await(() -> sentences("events").size() == 3);

        now.addAndGet(3_600_001);

        await(() -> sentences("events").isEmpty());
    }

    @Test
    void theLinesOfAnEntryStandBelowOneAnotherHoweverLongTheirWords() {
        now.addAndGet(1_000);
        memory.act(
                "mira",
                new ModeratorAction.Note("watch"),
                "a_moderator_with_a_long_name",
                "asked for packs again and again, in three channels, and went on after two warnings by others");
        openPage();
        rig().press("activity-kind-1");
        await(() -> shows("audit", 2));
        select("audit", 0);
        rig().settled();

        GridPane lines = (GridPane) rig().lookup("#activity-detail .entry-lines");
        double below = 0;
        for (int row = 0; row < lines.getRowCount(); row++) {
            int at = row;
            List<Node> nodes = lines.getChildren().stream()
                    .filter(node -> GridPane.getRowIndex(node) == at)
                    .toList();
            for (Node node : nodes) {
                assertThat(node.getBoundsInParent().getMinY()).as("row " + row).isGreaterThanOrEqualTo(below);
                if (node instanceof Label label) {
                    assertThat(label.getHeight())
                            .as(label.getText())
                            .isGreaterThanOrEqualTo(label.prefHeight(label.getWidth()) - 0.5);
                }
            }
            below = nodes.stream()
                    .mapToDouble(node -> node.getBoundsInParent().getMaxY())
                    .max()
                    .orElse(below);
        }
    }

    @Test
    void theTimeOfAnEntryOfLongAgoIsNotCut() {
        now.set(Instant.parse("2026-11-27T23:48:48Z").toEpochMilli());
        happens("nova", EventTypes.USER_AUTO_BLOCKED);
        now.addAndGet(86_400_000L);
        happens("nova", EventTypes.USER_AUTO_BLOCKED);
        openPage();

        onFx(() -> {
            table("events").scrollTo(table("events").getItems().size() - 1);
            table("events").layout();
        });
        rig().laidOut();
        assertThat(table("events").lookupAll(".entry-time")).isNotEmpty().allSatisfy(node -> {
            Label label = (Label) node;
            assertThat(label.getWidth()).as(label.getText()).isGreaterThanOrEqualTo(label.prefWidth(-1) - 0.5);
        });
    }

    @Test
    void theFootSaysIfMoreUsersAreCalledSoThanWereAskedFor() {
        IntStream.range(0, 11).forEach(i -> {
            memory.check(CheckRequest.of("id-" + i, "pack_create"));
            memory.describe(Map.of("id-" + i, "raider " + i));
            happens("id-" + i, EventTypes.USER_AUTO_BLOCKED);
        });
        openPage();
        type("activity-user", "raider");

        await(() -> rig().words("#activity-reach-events")
                .endsWith("; only of the first 10 users who are called so: write more of the name"));
        type("activity-user", "raider 1");
        await(() -> rig().words("#activity-reach-events")
                .equals("2 match, the oldest at 14:01:00; that is all that is kept of them"));
    }

    @Test
    void undoAsksAndStaysWithItsEntryWhateverComesMeanwhile() {
        openPage();
        rig().press("activity-kind-1");
        await(() -> shows("audit", 1));
        select("audit", 0);
        rig().press("entry-undo");
        assertThat(rig().words("#dialog-title")).isEqualTo("Take back what was done to kettle?");
        assertThat(rig().words("#dialog-sentence")).isEqualTo("mod_lee banned kettle for 24 hours: raid");
        assertThat(rig().words("#dialog-effect"))
                .contains("The ban of kettle ends")
                .contains("limits are not restored");

        now.addAndGet(1_000);
        memory.act("mira", new ModeratorAction.Ban(null), "ann", "later");
        await(() -> shows("audit", 2));
        onFx(() -> table("audit").getSelectionModel().select(0));
        onFx(() -> ((TextField) rig().lookup("#dialog-reason")).setText("wrong user"));
        rig().press("dialog-confirm");

        await(() -> memory.user("kettle").orElseThrow().summary().ban() == null);
        assertThat(memory.user("mira").orElseThrow().summary().ban()).isNotNull();
        assertThat(memory.audit(1).getFirst().reason()).isEqualTo("wrong user");
        await(() -> rig().toasts().stream().anyMatch(words -> words.startsWith("Taken back: kettle")));
    }

    @Test
    void whatCannotBeTakenBackSaysWhy() {
        now.addAndGet(1_000);
        memory.act("kettle", new ModeratorAction.Note("watch"), "ann", "");
        openPage();
        rig().press("activity-kind-1");
        await(() -> shows("audit", 2));
        select("audit", 1);

        assertThat(rig().disabled("#entry-undo")).isTrue();
        assertThat(rig().words("#entry-undo-why")).startsWith("ann acted on this user since");
    }

    @Test
    void anUndoThatSomebodyElseWasFasterWithIsRefusedInWords() {
        openPage();
        rig().press("activity-kind-1");
        await(() -> shows("audit", 1));
        select("audit", 0);
        rig().press("entry-undo");
        memory.act("kettle", new ModeratorAction.Note("watch"), "ann", "");
        rig().press("dialog-confirm");

        await(() -> rig().toasts().stream().anyMatch(words -> words.startsWith("Nothing was taken back for kettle.")));
        assertThat(memory.user("kettle").orElseThrow().summary().ban()).isNotNull();
    }

    @Test
    void anEventOfAModeratorLeadsToItsEntryInTheTrail() {
        openPage();
        select("events", 0);
        rig().press("entry-open-trail");

        await(() -> rig().visible("#entry-undo"));
        assertThat(rig().words("#entry-sentence")).isEqualTo("mod_lee banned kettle for 24 hours: raid");
        assertThat(rig().allWords("#activity-detail")).contains("0 before, 0 after".replace("0", score()));
    }

    @Test
    void whatIsShownIsSavedAndNothingElse() throws Exception {
        openPage();
        choose("activity-severity", "activity-severity-critical");
        await(() -> sentences("events").stream().allMatch(words -> words.startsWith("mira_42")));
        Path file = folder.resolve("events.csv");
        rig().files().answer = file;
        choose("activity-export", "activity-export-csv");

        await(() -> !rig().toasts().isEmpty());
        assertThat(rig().files().suggested).isEqualTo("ratewarden-events.csv");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1 + sentences("events").size()).noneMatch(line -> line.contains("kettle"));
        assertThat(rig().toasts().getFirst()).isEqualTo(sentences("events").size() + " entries saved to " + file + ".");
        try (var left = Files.list(folder)) {
            assertThat(left).as("no half-written file stays").containsExactly(file);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsSaid() {
        openPage();
        rig().files().answer = folder.resolve("nowhere").resolve("events.json");
        choose("activity-export", "activity-export-json");

        await(() -> rig().toasts().stream().anyMatch(words -> words.startsWith("Could not save to ")));
    }

    @Test
    void aWholeTrailIsSaidToBeWhole() {
        verified = () -> new AuditReport(
                List.of(new AuditReport.Chain("7", 44, 12, 56, 0)),
                List.of(),
                List.of("the archive: none was named"),
                List.of());
        openPage();
        rig().press("activity-verify");

        await(() -> rig().words("#verify-title").equals("The audit trail is whole"));
        assertThat(rig().lookup("#verify-title").getStyleClass()).contains("verify-whole");
        assertThat(rig().allWords("#verify-body"))
                .containsExactly(
                        "44 entries checked in 1 chains.",
                        "Chain 7: 44 entries, the newest is number 56; up to number 12 they are no longer in the store",
                        "Not checked: the archive: none was named.");
    }

    @Test
    void aBrokenTrailNamesTheFirstBrokenLinkInRed() {
        verified = () -> new AuditReport(
                List.of(new AuditReport.Chain("7", 44, 0, 44, 0)),
                List.of(new AuditReport.Break("7", "7-42", AuditReport.Kind.CHANGED, "it was changed")),
                List.of(),
                List.of());
        openPage();
        rig().press("activity-verify");

        await(() -> rig().words("#verify-title").equals("The audit trail is broken"));
        assertThat(rig().lookup("#verify-title").getStyleClass()).contains("danger-words");
        assertThat(rig().allWords("#verify-body").getFirst())
                .isEqualTo("First broken link: chain 7, entry 7-42: it was changed (CHANGED).");
    }

    @Test
    void aTrailThatMayNotBeReadAndOneWithoutAChainSaySo() {
        openPage();
        rig().press("activity-verify");
        await(() -> rig().words("#verify-title").equals("There is no chain to check"));
        assertThat(rig().allWords("#verify-body"))
                .containsExactly(
                        "The entries of a community that is kept in memory only, such as the demo, are not chained.");
        assertThat(rig().lookup("#verify-title").getStyleClass())
                .as("nothing was found good, nothing bad")
                .doesNotContain("verify-whole", "danger-words");
        rig().press("verify-close");

        verified = () -> {
            throw new StoreException("the login may not read the audit trail", null);
        };
        rig().press("activity-verify");
        await(() -> rig().words("#verify-title").equals("The audit trail could not be checked"));
        assertThat(rig().allWords("#verify-body")).containsExactly("the login may not read the audit trail");
    }

    @Test
    void aStoreThatRefusesEventsSaysWhyAndTheRestStands() {
        refusing = true;
        rig().press("page-activity");

        await(() -> rig().words("#activity-notice-words")
                .equals("What is shown may be incomplete: this login may not read events"));
        assertThat(rig().words("#link-words")).startsWith("Live");

        refusing = false;
        await(() -> shows("events", 3) && !rig().visible("#activity-notice"));
    }

    @Test
    void aBurstOfTenThousandIsTakenInBoundedPiecesAndSaid() {
        openPage();
        IntStream.range(0, 10_000).forEach(i -> happens("user-" + i, EventTypes.rateLimitExceeded("payment")));

        await(() -> sentences("events").getFirst().startsWith("user-9999 "));
        assertThat(sentences("events")).hasSizeLessThanOrEqualTo(EntryList.KEPT);
    }

    @Test
    void anUrgentEventIsToldOnEveryPageAndTheConsoleStaysClean() {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Handler listener = listener(warnings);
        Logger css = Logger.getLogger("javafx.css");
        css.addHandler(listener);
        try {
            await(() -> !rig().table().getItems().isEmpty());
            // The first reading is where following begins.
            await(() -> rig().words("#link-words").startsWith("Live"));
            await(() -> {
                happens("nova", EventTypes.USER_AUTO_BLOCKED);
                return rig().lookup("#notice-open") != null;
            });
            assertThat(rig().allWords("#notices"))
                    .contains("nova was blocked: the score reached 100 with payment")
                    .anyMatch(words -> words.startsWith("Critical in "));
            assertThat(Window.getWindows()).noneMatch(PopupWindow.class::isInstance);
            openPage();
            rig().press("theme-toggle");
            select("events", 0);
            rig().press("activity-verify");
            WaitForAsyncUtils.waitForFxEvents();
            onFx(() -> rig().window().scene().getRoot().applyCss());
        } finally {
            css.removeHandler(listener);
        }
        assertThat(warnings).isEmpty();
        assertThat(CssParser.errorsProperty()).isEmpty();
    }

    private static Handler listener(List<String> warnings) {
        return new Handler() {
            @Override
            public void publish(LogRecord logged) {
                warnings.add(logged.getMessage());
            }

            @Override
            public void flush() {
                // Nothing is kept back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private String score() {
        return memory.user("kettle").orElseThrow().summary().score() == 0 ? "0" : "10";
    }

    private void openPage() {
        rig().press("page-activity");
        await(() -> shows("events", 3) && rowsInSight("events") >= 3);
    }

    private void twins() {
        memory.check(CheckRequest.of("410000000000001111", "pack_create"));
        memory.check(CheckRequest.of("410000000000002222", "pack_create"));
        memory.describe(Map.of("410000000000001111", "twin", "410000000000002222", "twin"));
    }

    /** Until the table has drawn it: what comes before that finds nobody reading below. */
    private void scrollDownAmongAHundred() {
        IntStream.range(0, 100).forEach(i -> happens("user-" + i, EventTypes.rateLimitExceeded("payment")));
        openPage();
        scrollDown("events");
    }

    private void scrollDown(String kind) {
        onFx(() -> table(kind).scrollTo(60));
        rig().settled();
        await(() -> table(kind).lookup(".scroll-bar:vertical") instanceof ScrollBar bar
                && bar.isVisible()
                && bar.getValue() > 0);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void happens(String user, String type) {
        happens(user, type, null, 0);
    }

    private void happens(String user, String type, @Nullable String where, long folded) {
        memory.record(
                new SecurityEvent(0, type, EventTypes.severity(type), user, "payment", where, 100, folded),
                "once-" + once.incrementAndGet(),
                0);
    }

    private boolean shows(String kind, int atLeast) {
        return rig().lookup("#activity-table-" + kind) != null
                && sentences(kind).size() >= atLeast;
    }

    private List<String> sentences(String kind) {
        return table(kind).getItems().stream()
                .map(line -> line.newest().sentence())
                .toList();
    }

    private void select(String kind, int row) {
        onFx(() -> table(kind).getSelectionModel().select(row));
    }

    /** Chooses from a menu, or one of its menus. */
    private void choose(String button, String item) {
        onFx(() ->
                find(((MenuButton) rig().lookup("#" + button)).getItems(), item).fire());
    }

    private static MenuItem find(List<MenuItem> items, String id) {
        return items.stream()
                .flatMap(
                        item -> item instanceof Menu menu ? menu.getItems().stream() : java.util.stream.Stream.of(item))
                .filter(item -> id.equals(item.getId()))
                .findFirst()
                .orElseThrow();
    }

    private void type(String field, String words) {
        onFx(() -> {
            TextField input = (TextField) rig().lookup("#" + field);
            input.setText(words);
            input.getOnAction().handle(new javafx.event.ActionEvent());
        });
    }

    @SuppressWarnings("unchecked")
    private TableView<Line> table(String kind) {
        return (TableView<Line>) rig().lookup("#activity-table-" + kind);
    }

    private static void onFx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(FX_MS, action);
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }

    private Office office() {
        return new Office() {
            @Override
            public Rights rights() {
                return new Rights("", EnumSet.allOf(Rights.Right.class));
            }

            @Override
            public AuditReport verify() {
                return verified.get();
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private ModerationStore faulty() {
        return (ModerationStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ModerationStore.class}, (proxy, method, arguments) -> {
                    if (refusing && List.of("events", "follow").contains(method.getName())) {
                        throw new StoreException("this login may not read events", null);
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
