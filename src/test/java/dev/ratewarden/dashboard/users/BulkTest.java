package dev.ratewarden.dashboard.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
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

/** Acts on many users over a store in memory, whose acts a test can hold up one by one. */
@ExtendWith(ApplicationExtension.class)
class BulkTest {

    private static final int MANY = 1_000;

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private final Moderation lee = new Moderation(memory, "mod_lee");
    private final Semaphore gate = new Semaphore(MANY);
    private final List<String> acted = new CopyOnWriteArrayList<>();
    private volatile ModerationStore answering = memory;
    private volatile String failing = "";
    private volatile boolean away;
    private volatile boolean gone;
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        memory.addDefaults(StandardPolicies.all(), null);
        violate("ann", 5);
        violate("bob", 4);
        violate("cem", 3);
        violate("dee", 2);
        violate("eve", 1);
        opened = new WindowRig(stage, held(), Environment.PRODUCTION);
        rig().press("page-users");
    }

    @AfterEach
    void close() {
        gate.release(MANY);
        rig().close();
    }

    @Test
    void theQuestionSaysHowManyWhoAndWhatAndAsksForTheCommunitysName() {
        ask("bulk-ban", "ann", "bob", "cem");

        assertThat(rig().words("#dialog-title")).isEqualTo("Ban 3 users for 24 hours?");
        assertThat(rig().words("#bulk-names")).isEqualTo("ann, bob, cem");
        assertThat(rig().words("#dialog-effect"))
                .startsWith("3 users will be refused every protected command in Pixel Packs until ");
        assertThat(rig().words("#dialog-confirm")).isEqualTo("Ban 3 users");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();
        type("#bulk-typed", "Pixel");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();
        type("#bulk-typed", "Pixel Packs");
        await(() -> !rig().disabled("#dialog-confirm"));
        type("#dialog-duration", "soon");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();
        assertThat(acted).isEmpty();
    }

    @Test
    void theKeyToBanMeansAllWhoAreSelected(FxRobot robot) {
        await(() -> listed().size() == 5);
        select("ann", "bob");
        await(() -> rig().visible("#bulk-ban"));
        robot.push(KeyCode.CONTROL, KeyCode.B);

        await(() -> rig().words("#dialog-title").equals("Ban 2 users for 24 hours?"));
        robot.push(KeyCode.ESCAPE);
        select("bob");
        await(() -> !rig().visible("#bulk-ban") && rig().words("#detail-name").equals("bob"));
        robot.push(KeyCode.CONTROL, KeyCode.B);
        await(() -> rig().words("#dialog-title").equals("Ban bob for 24 hours?"));
        assertThat(rig().words("#dialog-user")).isEqualTo("bob");
    }

    @Test
    void theTargetsAreThoseOfTheMomentWhenItWasAskedWhateverHappensToTheRows() {
        ask("bulk-ban", "bob", "dee");
        type("#bulk-typed", "Pixel Packs");

        violate("new", 6);
        violate("eve", 5);
        lee.forget("cem", "");
        await(() -> listed().contains("new") && !listed().contains("cem") && listed().indexOf("eve") < 2);
        select("ann", "new", "eve");
        confirm();

        await(() -> rig().visible("#bulk-undo"));
        assertThat(acted).containsExactly("bob", "dee");
        assertThat(banned()).containsExactlyInAnyOrder("bob", "dee");
        assertThat(rig().words("#bulk-report-title")).isEqualTo("2 of 2 users banned");
    }

    @Test
    void whoDoesNotFitIsLeftOutAndSaid() {
        lee.ban("bob", null, "");
        await(() -> rowOf("bob").user().ban() != null);
        ask("bulk-unban", "ann", "bob", "cem");
        await(() -> rig().words("#bulk-misfits").equals("Left as they are: ann (not banned), cem (not banned)."));
        assertThat(rig().words("#dialog-title")).isEqualTo("Unban 1 of 3 users?");
        assertThat(rig().words("#bulk-names")).isEqualTo("bob");
        assertThat(rig().words("#dialog-effect")).startsWith("1 of 3 users may use protected commands");
        assertThat(rig().words("#dialog-confirm")).isEqualTo("Unban 1 of 3 users");
        type("#bulk-typed", "Pixel Packs");
        confirm();

        await(() -> rig().visible("#bulk-undo"));
        assertThat(rig().words("#bulk-report-counts")).isEqualTo("1 done  ·  2 refused");
        assertThat(results()).containsExactly("ann: REFUSED not banned", "cem: REFUSED not banned", "bob: DONE ");
        assertThat(banned()).isEmpty();
        assertThat(acted).containsExactly("bob");
    }

    @Test
    void afterAnEmptyingWhatOthersDidUnderTheSameNumbersIsNotTakenBack() {
        ask("bulk-ban", "ann", "bob");
        type("#bulk-typed", "Pixel Packs");
        confirm();
        await(() -> rig().visible("#bulk-undo"));

        now.addAndGet(1);
        MemoryStore emptied = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
        Moderation other = new Moderation(emptied, "mod_lee");
        for (String user : List.of("ann", "bob")) {
            emptied.check(CheckRequest.of(user, "pack_create"));
            other.ban(user, Duration.ofDays(7), "raid");
            assertThat(other.user(user).orElseThrow().audit().getFirst().id())
                    .isEqualTo(new Moderation(memory, "root")
                            .user(user)
                            .orElseThrow()
                            .audit()
                            .getFirst()
                            .id());
        }
        answering = emptied;
        rig().press("bulk-undo");

        await(() -> rig().words("#bulk-report-title").equals("Taken back for 0 of 2 users"));
        assertThat(rig().words("#bulk-report-counts")).isEqualTo("2 refused");
        assertThat(emptied.user("ann").orElseThrow().summary().ban()).isNotNull();
        assertThat(emptied.user("bob").orElseThrow().summary().ban()).isNotNull();
    }

    @Test
    void whereItFitsNobodyNothingCanBeConfirmed() {
        ask("bulk-unban", "ann", "cem");
        await(() -> rig().words("#bulk-misfits").equals("Left as they are: ann (not banned), cem (not banned)."));
        type("#bulk-typed", "Pixel Packs");

        assertThat(rig().words("#dialog-title")).isEqualTo("Nobody to unban");
        assertThat(rig().words("#dialog-effect")).isEqualTo("None of the 2 selected users would be changed.");
        assertThat(rig().words("#dialog-confirm")).isEqualTo("Unban 0 of 2 users");
        assertThat(rig().visible("#bulk-names")).isFalse();
        assertThat(rig().disabled("#dialog-confirm")).isTrue();
    }

    @Test
    void whomAnotherModeratorTouchedMeanwhileIsLeftAlone() {
        ask("bulk-reset", "ann", "bob");
        type("#bulk-typed", "Pixel Packs");
        await(() -> !rig().disabled("#dialog-confirm"));
        lee.note("ann", "shared account");

        rig().press("dialog-confirm");

        await(() -> rig().visible("#bulk-undo"));
        assertThat(results().getFirst()).startsWith("ann: REFUSED mod_lee changed the note about ann ");
        assertThat(scoreOf("ann")).isGreaterThanOrEqualTo(100);
        assertThat(scoreOf("bob")).isZero();
    }

    @Test
    void whatFailsForOneIsDoneForTheOthersAndCanBeCopied() {
        failing = "bob";
        ask("bulk-reset", "ann", "bob", "cem");
        type("#bulk-typed", "Pixel Packs");
        confirm();

        await(() -> rig().visible("#bulk-undo"));
        assertThat(results()).containsExactly("bob: FAILED the disk is full", "ann: DONE ", "cem: DONE ");
        rig().press("bulk-copy");
        String[] copied = new String[1];
        fx(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0]).isEqualTo("bob\tbob\tfailed\tthe disk is full\nann\tann\tdone\t\ncem\tcem\tdone\t");
    }

    @Test
    void itStopsAfterTheUserThatItIsAt() {
        gate.drainPermits();
        ask("bulk-ban", "ann", "bob", "cem", "dee");
        type("#bulk-typed", "Pixel Packs");
        confirm();
        gate.release(1);
        await(() -> results().size() == 1 && gate.hasQueuedThreads());
        assertThat(rig().words("#bulk-report-title")).isEqualTo("Banning 4 users…");

        rig().press("bulk-stop");
        gate.release(1);

        await(() -> rig().visible("#bulk-undo"));
        assertThat(rig().words("#bulk-report-counts")).isEqualTo("2 done  ·  2 not tried");
        assertThat(banned()).containsExactlyInAnyOrder("ann", "bob");
    }

    @Test
    void aClosedReportIsOpenedAgainFromTheBar(FxRobot robot) {
        gate.drainPermits();
        ask("bulk-reset", "ann", "bob");
        type("#bulk-typed", "Pixel Packs");
        confirm();
        await(() -> rig().visible("#bulk-report"));
        rig().press("bulk-close");
        assertThat(rig().words("#bulk-progress")).isEqualTo("Resetting 2 users… 0 of 2");
        assertThat(rig().words("#bulk-why")).startsWith("Something is being done to many users already.");
        assertThat(rig().disabled("#bulk-ban")).isTrue();

        gate.release(2);

        await(() -> rig().words("#bulk-progress").equals("2 of 2 users reset"));
        rig().press("bulk-bar-results");
        await(() -> rig().visible("#bulk-report"));
    }

    @Test
    void aStoreThatGoesAwayIsNotAskedAgainForEachOfTheRest() {
        ask("bulk-reset", "ann", "bob", "cem");
        type("#bulk-typed", "Pixel Packs");
        await(() -> !rig().disabled("#dialog-confirm"));
        away = true;
        rig().press("dialog-confirm");

        await(() -> results().size() == 3 && rig().visible("#bulk-copy"));
        assertThat(rig().words("#bulk-report-counts")).isEqualTo("1 failed  ·  2 not tried");
        assertThat(rig().visible("#bulk-undo")).isFalse();
        assertThat(acted).isEmpty();
    }

    @Test
    void allThatWasDoneIsTakenBackWithResults() {
        double before = scoreOf("ann");
        ask("bulk-reset", "ann", "bob");
        type("#bulk-typed", "Pixel Packs");
        confirm();
        await(() -> rig().visible("#bulk-undo"));
        lee.note("bob", "wait");

        rig().press("bulk-undo");

        await(() -> rig().words("#bulk-report-title").equals("Taken back for 1 of 2 users"));
        assertThat(results().getFirst()).startsWith("bob: REFUSED ");
        assertThat(scoreOf("ann")).isEqualTo(before);
        assertThat(rig().visible("#bulk-undo")).isFalse();
        assertThat(rig().words("#bulk-report-counts")).contains("Used-up limits are not restored.");
    }

    @Test
    void leavingTheCommunityEndsIt() {
        gate.drainPermits();
        ask("bulk-ban", "ann", "bob", "cem");
        type("#bulk-typed", "Pixel Packs");
        confirm();
        await(() -> gate.hasQueuedThreads());

        fx(() -> rig().window().close());
        gate.release(MANY);

        await(() -> banned().size() == 1 && !gate.hasQueuedThreads());
        assertThat(acted).containsExactly("ann");
    }

    @Test
    void moreThanFiveHundredAreRefusedWithTheReason() {
        for (int i = 0; i < 500; i++) {
            memory.check(CheckRequest.of("user-" + i, "pack_create"));
        }
        await(() -> listed().size() == 505);

        fx(() -> table().getSelectionModel().selectAll());

        assertThat(rig().words("#bulk-count")).isEqualTo("505 selected");
        assertThat(rig().words("#bulk-why")).isEqualTo("At most 500 users can be acted on at once. Select fewer.");
        assertThat(rig().disabled("#bulk-reset")).isTrue();
    }

    @Test
    void withoutAConnectionNothingCanBeAskedAndItSaysWhy() {
        await(() -> listed().size() == 5);
        select("ann", "bob");
        gone = true;

        await(() -> rig().words("#bulk-why").equals("Actions are off until the connection is back."));
        assertThat(rig().disabled("#bulk-ban")).isTrue();
        assertThat(selected()).containsExactly("ann", "bob");

        gone = false;
        rig().press("retry-button");
        await(() -> !rig().disabled("#bulk-ban"));
    }

    @Test
    void theKeyboardAloneSelectsAsksAndConfirms(FxRobot robot) {
        await(() -> listed().size() == 5);
        fx(() -> {
            select("ann");
            table().requestFocus();
        });
        robot.press(KeyCode.SHIFT).push(KeyCode.DOWN).push(KeyCode.DOWN).release(KeyCode.SHIFT);
        assertThat(selected()).containsExactly("ann", "bob", "cem");
        tabTo(robot, "bulk-reset");
        robot.push(KeyCode.SPACE);
        await(() -> rig().words("#dialog-title").equals("Reset 3 users?"));
        tabTo(robot, "bulk-typed");
        robot.write("Pixel Packs");
        await(() -> !rig().disabled("#dialog-confirm"));
        tabTo(robot, "dialog-confirm");
        robot.push(KeyCode.SPACE);

        await(() -> rig().visible("#bulk-undo"));
        assertThat(acted).containsExactly("ann", "bob", "cem");
    }

    private void tabTo(FxRobot robot, String id) {
        for (int i = 0; i < 60; i++) {
            String[] owner = new String[1];
            fx(() -> owner[0] =
                    String.valueOf(rig().window().scene().getFocusOwner().getId()));
            if (owner[0].equals(id)) {
                return;
            }
            robot.push(KeyCode.TAB);
        }
        throw new AssertionError("the focus never came to " + id);
    }

    private void ask(String button, String... ids) {
        await(() -> listed().size() == 5);
        select(ids);
        await(() -> rig().visible("#" + button));
        rig().press(button);
    }

    private void confirm() {
        await(() -> !rig().disabled("#dialog-confirm"));
        rig().press("dialog-confirm");
    }

    @SuppressWarnings("unchecked")
    private List<String> results() {
        return rig().lookup("#bulk-results") instanceof ListView<?> list
                ? ((ListView<BulkRun.Result>) list)
                        .getItems().stream()
                                .map(one -> one.id() + ": " + one.outcome() + " " + one.words())
                                .toList()
                : List.of();
    }

    private List<String> banned() {
        return List.of("ann", "bob", "cem", "dee", "eve", "new").stream()
                .filter(id -> memory.user(id)
                        .filter(user -> user.summary().ban() != null)
                        .isPresent())
                .toList();
    }

    private void violate(String id, int times) {
        for (int i = 0; i < 5 + times; i++) {
            memory.check(CheckRequest.of(id, "pack_create"));
        }
    }

    private double scoreOf(String id) {
        return memory.user(id).orElseThrow().summary().score();
    }

    private ModerationStore held() {
        return (ModerationStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ModerationStore.class}, (proxy, method, arguments) -> {
                    if (gone) {
                        throw new StoreUnavailableException("nobody answers", null);
                    }
                    if (method.getName().equals("act")) {
                        act((String) arguments[0], (ModeratorAction) arguments[1]);
                    }
                    try {
                        return method.invoke(answering, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void act(String id, ModeratorAction action) throws InterruptedException {
        gate.acquire();
        if (away) {
            throw new StoreUnavailableException("nobody answers", null);
        }
        if (failing.equals(id)) {
            throw new IllegalStateException("the disk is full");
        }
        acted.add(id);
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }

    private static void await(BooleanSupplier condition) {
        WindowRig.await(condition);
    }

    @SuppressWarnings("unchecked")
    private TableView<UserRow> table() {
        return (TableView<UserRow>) rig().lookup("#tracked-table");
    }

    private List<String> listed() {
        return rig().lookup("#tracked-table") == null
                ? List.of()
                : table().getItems().stream().map(UserRow::id).toList();
    }

    private List<String> selected() {
        return table().getSelectionModel().getSelectedItems().stream()
                .map(UserRow::id)
                .toList();
    }

    private UserRow rowOf(String id) {
        return table().getItems().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void select(String... ids) {
        Runnable selection = () -> {
            table().getSelectionModel().clearSelection();
            for (String id : ids) {
                table().getSelectionModel().select(rowOf(id));
            }
        };
        if (javafx.application.Platform.isFxApplicationThread()) {
            selection.run();
        } else {
            fx(selection);
        }
    }

    private void type(String field, String text) {
        fx(() -> ((TextField) rig().lookup(field)).setText(text));
    }

    private static void fx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }
}
