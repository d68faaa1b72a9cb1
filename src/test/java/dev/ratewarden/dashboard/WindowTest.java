package dev.ratewarden.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.shell.ModalLayer;
import dev.ratewarden.dashboard.shell.Window;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.css.CssParser;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The whole window, clicked, over a store in memory whose clock and faults the test holds. */
@ExtendWith(ApplicationExtension.class)
class WindowTest {

    private static final int HUNG_S = 10;

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile boolean away;
    private volatile boolean hanging;
    private volatile boolean refusing;
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        memory.addDefaults(StandardPolicies.all(), null);
        violate("mira", 5);
        violate("kettle", 4);
        violate("calm", 1);
        memory.describe(Map.of("mira", "mira_42", "calm", "Calm Carl"));
        opened = new WindowRig(stage, faulty());
    }

    @AfterEach
    void close() {
        release.countDown();
        rig().close();
    }

    @Test
    void opensWithTheWorstUserAndSaysWhy() {
        await(() -> words("#detail-name").equals("mira_42"));

        assertThat(spoken("#detail-explanation"))
                .isEqualTo("Score 100. 5 violations. The last one added 10 × (1 + 0.5 × 4) = 30. "
                        + "Blocked since 14:00, until a moderator resets it.");
        assertThat(words("#tile-tracked-value")).isEqualTo("3");
        assertThat(words("#tile-violations-value")).isEqualTo("10");
        assertThat(words("#users-count")).isEqualTo("2 with a score of 50 or more, active in 24 h");
        assertThat(listed()).containsExactly("mira", "kettle");
    }

    @Test
    void theSelectionFollowsItsUserWhenTheRankingChanges() {
        await(() -> words("#detail-name").equals("mira_42"));
        select("kettle");
        await(() -> words("#detail-name").equals("kettle"));

        violate("kettle", 5);

        await(() -> listed().equals(List.of("kettle", "mira")) || scoreOf("kettle") >= 100);
        assertThat(selected()).isEqualTo("kettle");
        assertThat(words("#detail-name")).isEqualTo("kettle");
    }

    @Test
    void aSortedTableStaysSortedAndItsSelectionWithItsUser(FxRobot robot) {
        await(() -> listed().equals(List.of("mira", "kettle")));
        select("mira");
        robot.interact(() -> {
            var violations = table().getColumns().stream()
                    .filter(column -> column.getId().equals("column-violations"))
                    .findFirst()
                    .orElseThrow();
            table().getSortOrder().setAll(List.of(violations));
        });
        await(() -> listed().equals(List.of("kettle", "mira")));
        assertThat(selected()).isEqualTo("mira");

        violate("kettle", 1);
        violate("worst", 6);

        await(() -> listed().equals(List.of("kettle", "mira", "worst")));
        assertThat(selected()).isEqualTo("mira");
    }

    @Test
    void banKeepsItsTargetWhenTheTableReordersDuringConfirmation(FxRobot robot) {
        await(() -> listed().size() == 2);
        select("kettle");
        await(() -> words("#detail-name").equals("kettle"));
        rig().click(robot, "#ban-button");
        assertThat(words("#dialog-title")).isEqualTo("Ban kettle for 24 hours?");
        assertThat(words("#dialog-effect"))
                .startsWith("kettle will be refused every protected command in Pixel Packs until ");

        violate("worst", 5);
        memory.describe(Map.of("worst", "aaa"));
        now.addAndGet(1_000);
        await(() -> listed().contains("worst"));
        robot.interact(() -> table().getSelectionModel().select(rowOf("worst")));
        press("dialog-confirm");

        await(() -> memory.user("kettle").orElseThrow().summary().ban() != null);
        assertThat(memory.user("worst").orElseThrow().summary().ban()).isNull();
        assertThat(memory.user("mira").orElseThrow().summary().ban()).isNull();
    }

    @Test
    void banUndoAndUnbanThroughClicks(FxRobot robot) {
        await(() -> words("#detail-name").equals("mira_42"));
        rig().click(robot, "#ban-button");
        rig().click(robot, "#dialog-duration").eraseText(3).write("90m");
        assertThat(words("#dialog-title")).isEqualTo("Ban mira_42 for 1 h 30 min?");
        assertThat(words("#dialog-confirm")).isEqualTo("Ban mira_42");
        assertThat(((Labeled) lookup("#dialog-confirm")).isMnemonicParsing())
                .as("an underscore in a name must not vanish")
                .isFalse();
        rig().click(robot, "#dialog-reason").write("flooding");
        rig().click(robot, "#dialog-confirm");

        await(() -> detail("mira").summary().ban() != null);
        assertThat(detail("mira").summary().ban()).satisfies(ban -> {
            assertThat(ban.untilMs()).isEqualTo(now.get() + 5_400_000);
            assertThat(ban.reason()).isEqualTo("flooding");
            assertThat(ban.operator()).isEqualTo("tester");
        });
        rig().click(robot, "#toast-undo");
        await(() -> detail("mira").summary().ban() == null);

        await(() -> visible("#ban-button"));
        press("ban-button");
        press("dialog-confirm");
        await(() -> visible("#unban-button") && !lookup("#unban-button").isDisabled());
        press("unban-button");
        press("dialog-confirm");
        await(() -> detail("mira").summary().ban() == null);
    }

    @Test
    void resetClearsTheScoreAndTheUserStaysOpenThoughNotListed() {
        await(() -> words("#detail-name").equals("mira_42"));
        press("reset-button");
        press("dialog-confirm");

        await(() -> detail("mira").summary().score() == 0);
        await(() -> !listed().contains("mira") && visible("#detail-unlisted"));
        assertThat(words("#detail-name")).isEqualTo("mira_42");
        assertThat(selected()).isNull();
    }

    @Test
    void whatTheStoreRefusesIsTakenBackAndSaid() {
        await(() -> words("#detail-name").equals("mira_42"));
        refusing = true;
        press("ban-button");
        press("dialog-confirm");

        await(() -> lookup("#toasts").lookup(".toast-words") instanceof Labeled toast
                && toast.getText().equals("mira_42 (mira) was not banned. the store is on fire"));
        assertThat(rowOf("mira").user().ban()).isNull();
        assertThat(rowOf("mira").isPending()).isFalse();
    }

    @Test
    void aDurationThatIsNoneCannotBeConfirmed(FxRobot robot) {
        await(() -> words("#detail-name").equals("mira_42"));
        press("ban-button");
        robot.interact(() -> ((TextInputControl) lookup("#dialog-duration")).setText("soon"));

        assertThat(lookup("#dialog-confirm").isDisabled()).isTrue();
        assertThat(words("#dialog-problem")).startsWith("duration \"soon\": ");

        robot.interact(() -> ((TextInputControl) lookup("#dialog-duration")).setText("7d"));
        assertThat(lookup("#dialog-confirm").isDisabled()).isFalse();
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        assertThat(lookup("#modal-layer").isVisible()).isFalse();
    }

    @Test
    void aLostConnectionSaysWhyKeepsTheFiguresAndRecovers() {
        await(() -> words("#detail-name").equals("mira_42"));
        away = true;

        await(() -> lookup("#lost-banner").isVisible());
        assertThat(words("#lost-words")).isEqualTo("nobody answers");
        assertThat(words("#tile-tracked-value")).isEqualTo("3");
        assertThat(lookup("#ban-button").isDisabled()).isTrue();
        assertThat(words("#actions-reason")).isEqualTo("Actions are off until the connection is back.");

        away = false;
        press("retry-button");
        await(() ->
                !lookup("#lost-banner").isVisible() && !lookup("#ban-button").isDisabled());
    }

    @Test
    void aStoreThatHangsNeverHoldsUpTheWindow() {
        await(() -> words("#detail-name").equals("mira_42"));
        hanging = true;
        press("ban-button");
        press("dialog-confirm");

        for (int beat = 0; beat < 50; beat++) {
            long from = System.nanoTime();
            WaitForAsyncUtils.waitForAsyncFx(HUNG_S * 1_000, () -> {});
            assertThat(System.nanoTime() - from).isLessThan(TimeUnit.SECONDS.toNanos(HUNG_S));
        }
        assertThat(words("#actions-reason")).isEqualTo("Banning…");
    }

    @Test
    void filtersAskForWhatTheyName(FxRobot robot) {
        await(() -> listed().size() == 2);
        robot.interact(
                () -> ((MenuButton) lookup("#filter-tier")).getItems().get(3).fire());
        await(() -> listed().equals(List.of("kettle")));
        await(() -> words("#users-count").equals("1 Caution, active in 24 h"));

        press("filter-banned");
        await(() -> listed().isEmpty() && lookup("#clear-filter") != null && visible("#clear-filter"));
        press("clear-filter");
        await(() -> listed().size() == 2);
        await(() -> words("#users-count").equals("2 with a score of 50 or more"));
    }

    @Test
    void whileTheStoreHasNotAnsweredAFilterItsCountIsOfThoseReadLast(FxRobot robot) {
        await(() -> words("#detail-name").equals("mira_42"));
        away = true;
        await(() -> lookup("#lost-banner").isVisible());

        robot.interact(
                () -> ((MenuButton) lookup("#filter-tier")).getItems().get(3).fire());
        await(() -> listed().equals(List.of("kettle")));
        assertThat(words("#users-count")).isEqualTo("Of those read last: 1 Caution, active in 24 h");
        press("filter-banned");
        await(() -> listed().isEmpty());
        assertThat(words("#users-count")).isEqualTo("Of those read last: 0 Caution, banned, active in 24 h");
        assertThat(rig().allWords("#users-empty")).contains("Nobody who was read last matches this filter");
        press("filter-banned");
        robot.interact(() ->
                ((MenuButton) lookup("#filter-tier")).getItems().getFirst().fire());
        assertThat(words("#users-count"))
                .as("that was answered before")
                .isEqualTo("2 with a score of 50 or more, active in 24 h");
        press("filter-banned");

        away = false;
        press("retry-button");
        await(() -> words("#users-count").equals("0, banned, active in 24 h"));
        assertThat(rig().allWords("#users-empty")).contains("Nobody matches this filter");
    }

    @Test
    void theSearchOpensAUserWhoIsNotInTheList(FxRobot robot) {
        await(() -> listed().size() == 2);
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("Calm");
        await(() -> rig().allWords("#search-results").contains("Calm Carl"));
        robot.push(KeyCode.ENTER);

        await(() -> words("#detail-name").equals("Calm Carl"));
        assertThat(visible("#detail-unlisted")).isTrue();
        assertThat(listed()).containsExactly("mira", "kettle");
    }

    @Test
    void theTableIsAsWideAsBeforeOnceTheWindowIsAsLargeAsBefore() {
        await(() -> words("#detail-name").equals("mira_42"));
        rig().settled();
        List<Double> before = columnWidths();

        zoom(160);
        await(() -> !columnWidths().equals(before));
        zoom(100);

        await(() -> columnWidths().equals(before));
    }

    private List<Double> columnWidths() {
        return rig().table().getColumns().stream()
                .map(column -> column.isVisible() ? column.getWidth() : 0)
                .toList();
    }

    private void zoom(int percent) {
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> rig().window().settings().zoomProperty().set(percent));
    }

    @Test
    void theHistoryShowsEveryViolation() {
        await(() -> words("#detail-name").equals("mira_42"));
        press("history-button");

        assertThat(lookup("#history-list")).isInstanceOfSatisfying(javafx.scene.control.ListView.class, list -> {
            assertThat((List<?>) list.getItems()).as("one minute").hasSize(1);
            WaitForAsyncUtils.waitForAsyncFx(10_000, () -> ((ButtonBase) list.lookup("#timeline-fold")).fire());
            assertThat((List<?>) list.getItems()).hasSize(1 + 5);
        });
        press("history-close");
        assertThat(lookup("#modal-layer").isVisible()).isFalse();
    }

    @Test
    void theStyleSheetsGiveNoWarningInEitherTheme() {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord message) {
                warnings.add(message.getMessage());
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
        Logger css = Logger.getLogger("javafx.css");
        css.addHandler(listener);
        try {
            await(() -> words("#detail-name").equals("mira_42"));
            press("link-words");
            WaitForAsyncUtils.waitForFxEvents();
            press("link-words");
            press("page-users");
            await(() -> lookup("#tracked-table") != null);
            for (String dialog : List.of("ban-button", "reset-button", "history-button", "keys-button")) {
                press("theme-toggle");
                press(dialog);
                WaitForAsyncUtils.waitForFxEvents();
                WaitForAsyncUtils.waitForAsyncFx(
                        10_000, () -> window().scene().getRoot().applyCss());
                assertThat(lookup("#modal-layer").isVisible()).isTrue();
                WaitForAsyncUtils.waitForAsyncFx(10_000, () -> modal().close());
            }
        } finally {
            css.removeHandler(listener);
        }
        assertThat(warnings).isEmpty();
        assertThat(CssParser.errorsProperty()).isEmpty();
    }

    private ModalLayer modal() {
        return (ModalLayer) lookup("#modal-layer");
    }

    private void violate(String id, int times) {
        for (int i = 0; i < 5 + times; i++) {
            memory.check(CheckRequest.of(id, "pack_create"));
        }
    }

    private ModerationStore faulty() {
        return (ModerationStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ModerationStore.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new StoreUnavailableException("nobody answers", null);
                    }
                    if (refusing && method.getName().equals("act")) {
                        throw new StoreUnavailableException("the store is on fire", null);
                    }
                    if (hanging) {
                        release.await();
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }

    private Window window() {
        return rig().window();
    }

    private UserDetail detail(String id) {
        return memory.user(id).orElseThrow();
    }

    private static void await(BooleanSupplier condition) {
        WindowRig.await(condition);
    }

    private void press(String id) {
        rig().press(id);
    }

    private void select(String id) {
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> table().getSelectionModel().select(rowOf(id)));
    }

    private Node lookup(String selector) {
        return rig().lookup(selector);
    }

    private boolean visible(String selector) {
        return rig().visible(selector);
    }

    private String words(String selector) {
        return rig().words(selector);
    }

    private String spoken(String selector) {
        return rig().spoken(selector);
    }

    private TableView<UserRow> table() {
        return rig().table();
    }

    private List<String> listed() {
        return table().getItems().stream().map(UserRow::id).toList();
    }

    private @Nullable String selected() {
        UserRow row = table().getSelectionModel().getSelectedItem();
        return row == null ? null : row.id();
    }

    private UserRow rowOf(String id) {
        return rig().row(id);
    }

    private double scoreOf(String id) {
        return rowOf(id).user().score();
    }
}
