package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The command palette, by the keyboard alone. */
@ExtendWith(ApplicationExtension.class)
class PaletteTest {

    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(1_772_719_200_000L));
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        memory.addDefaults(StandardPolicies.all(), null);
        for (String user : List.of("mira", "kettle", "bandit")) {
            for (int i = 0; i < 10; i++) {
                memory.check(CheckRequest.of(user, "pack_create"));
            }
        }
        memory.describe(Map.of("mira", "mira_42", "bandit", "bandit"));
        opened = new WindowRig(stage, memory);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void withNothingTypedItOffersPagesAndWhatCanBeDone(FxRobot robot) {
        openFirst();
        robot.push(KeyCode.CONTROL, KeyCode.K);

        WindowRig.await(() -> rig().visible("#search-results"));
        assertThat(headings()).containsExactly("Pages", "Actions");
        assertThat(offered())
                .contains(
                        "Overview",
                        "Settings",
                        "Reset bandit…",
                        "Ban bandit…",
                        "Exempt bandit…",
                        "Note about bandit…",
                        "Own limit of bandit…",
                        "Message for bandit to copy…",
                        "History of bandit",
                        "Read now",
                        "Pause reading",
                        "Dark colours",
                        "Larger",
                        "Smaller",
                        "Cheat sheet of the keyboard",
                        "Show log",
                        "About Ratewarden")
                .doesNotContain("Size 100 %");
    }

    @Test
    void usersOfTheStoreStandBeforePagesAndActions(FxRobot robot) {
        openFirst();
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("ban");

        WindowRig.await(() -> headings().equals(List.of("Users", "Actions")));
        assertThat(offered())
                .containsExactly(
                        "bandit",
                        "Ban bandit…",
                        "Reset bandit…",
                        "Exempt bandit…",
                        "Note about bandit…",
                        "Own limit of bandit…",
                        "Message for bandit to copy…",
                        "History of bandit");
    }

    @Test
    void theWorstOfThoseFoundComesFirstAndOneInSightIsFoundByTheEndOfTheId(FxRobot robot) {
        openFirst();
        for (String user : List.of("10000465", "20000465")) {
            for (int i = 0; i < 10; i++) {
                memory.check(CheckRequest.of(user, "pack_create"));
            }
        }
        memory.check(CheckRequest.of("30000465", "payment"));
        memory.check(CheckRequest.of("tom", "payment"));
        memory.describe(Map.of("10000465", "zzz a", "20000465", "zzz z", "tom", "zzz b"));
        memory.act("10000465", new ModeratorAction.Reset(false), "lee", "");
        WindowRig.await(
                () -> rig().table().getItems().stream().anyMatch(row -> row.id().equals("20000465")));
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("zzz");
        WindowRig.await(() -> offered().equals(List.of("20000465", "10000465", "tom")));
        robot.interact(() -> ((TextInputControl) lookup("#search-field")).setText("0465"));

        WindowRig.await(() -> offered().equals(List.of("20000465")));
    }

    @Test
    void whoIsOpenedIsBroughtIntoSightInTheTable(FxRobot robot) {
        openFirst();
        for (int user = 0; user < 60; user++) {
            for (int i = 0; i < 11; i++) {
                memory.check(CheckRequest.of("user-%02d".formatted(user), "pack_create"));
            }
        }
        WindowRig.await(() -> rig().table().getItems().size() == 63);
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("mira");
        WindowRig.await(() -> chosen().equals("mira"));
        robot.push(KeyCode.ENTER);

        WindowRig.await(() -> rig().words("#detail-name").equals("mira_42"));
        WindowRig.await(() -> rowsInSight().contains("mira"));
        assertThat(rig().table().getSelectionModel().getSelectedItem().id()).isEqualTo("mira");
    }

    @Test
    void arrowsGoOverHeadingsAndRoundBothEnds(FxRobot robot) {
        openFirst();
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("ban");
        WindowRig.await(() -> headings().equals(List.of("Users", "Actions")));
        assertThat(chosen()).isEqualTo("bandit");

        robot.push(KeyCode.DOWN);
        WindowRig.await(() -> chosen().equals("Ban bandit…"));
        robot.push(KeyCode.UP);
        WindowRig.await(() -> chosen().equals("bandit"));
        robot.push(KeyCode.UP);
        WindowRig.await(() -> chosen().equals("History of bandit"));
        robot.push(KeyCode.DOWN);
        WindowRig.await(() -> chosen().equals("bandit"));
        robot.push(KeyCode.DOWN);
        WindowRig.await(() -> chosen().equals("Ban bandit…"));
        robot.push(KeyCode.ENTER);

        WindowRig.await(() -> rig().words("#dialog-title").equals("Ban bandit for 24 hours?"));
        assertThat(rig().visible("#search-results")).isFalse();
    }

    @Test
    void enterGoesToThePageThatIsNamed(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("sett");
        WindowRig.await(() -> offered().equals(List.of("Settings")));
        robot.push(KeyCode.ENTER);

        WindowRig.await(() -> rig().visible("#settings-page"));
        assertThat(rig().visible("#search-results")).isFalse();
    }

    @Test
    void escapeClosesItAndGivesTheFocusBack(FxRobot robot) {
        openFirst();
        robot.interact(() -> lookup("#pause-button").requestFocus());
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("read");
        WindowRig.await(() -> rig().visible("#search-results"));

        robot.push(KeyCode.ESCAPE);

        WindowRig.await(() -> !rig().visible("#search-results"));
        assertThat(lookup("#pause-button").isFocused()).isTrue();
    }

    @Test
    void aFieldThatOnlyGetsTheFocusOffersNothing(FxRobot robot) {
        openFirst();
        robot.interact(() -> lookup("#search-field").requestFocus());

        assertThat(rig().visible("#search-results")).isFalse();
    }

    @Test
    void whatCannotBeDoneIsNotOffered(FxRobot robot) {
        openFirst();
        robot.interact(() -> rig().window().settings().zoomProperty().set(200));
        robot.push(KeyCode.CONTROL, KeyCode.K);

        WindowRig.await(() -> rig().visible("#search-results"));
        assertThat(offered()).contains("Smaller", "Size 100 %").doesNotContain("Larger");
    }

    private void openFirst() {
        WindowRig.await(() -> rig().words("#detail-name").equals("bandit"));
    }

    private List<String> rowsInSight() {
        VirtualFlow<?> flow = (VirtualFlow<?>) rig().table().lookup(".virtual-flow");
        return flow.getFirstVisibleCell() == null
                ? List.of()
                : rig()
                        .table()
                        .getItems()
                        .subList(
                                flow.getFirstVisibleCell().getIndex(),
                                flow.getLastVisibleCell().getIndex() + 1)
                        .stream()
                        .map(UserRow::id)
                        .toList();
    }

    private List<String> headings() {
        return rows().stream()
                .filter(PaletteRow.Heading.class::isInstance)
                .map(PaletteTest::words)
                .toList();
    }

    private List<String> offered() {
        return rows().stream()
                .filter(row -> !(row instanceof PaletteRow.Heading))
                .map(PaletteTest::words)
                .toList();
    }

    private String chosen() {
        PaletteRow row = list().getSelectionModel().getSelectedItem();
        return row == null ? "" : words(row);
    }

    private List<PaletteRow> rows() {
        return List.copyOf(list().getItems());
    }

    private static String words(PaletteRow row) {
        return switch (row) {
            case PaletteRow.Heading heading -> heading.words();
            case PaletteRow.User user -> user.user().id();
            case PaletteRow.Place place -> place.words();
            case PaletteRow.Act act -> act.action().words();
        };
    }

    @SuppressWarnings("unchecked")
    private ListView<PaletteRow> list() {
        return (ListView<PaletteRow>) lookup("#search-results");
    }

    private Node lookup(String selector) {
        return rig().lookup(selector);
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
