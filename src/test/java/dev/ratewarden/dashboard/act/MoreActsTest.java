package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Exempt, note, own limit, forget and another ban: from the menu to the store and back, by mouse and by keyboard, with their undo. */
@ExtendWith(ApplicationExtension.class)
class MoreActsTest {

    private static final long DAY_MS = 86_400_000;
    private static final int MOST_STEPS = 12;

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore store = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private @Nullable WindowRig opened;

    @Start
    void open(javafx.stage.Stage stage) {
        store.addDefaults(StandardPolicies.all(), null);
        for (int i = 0; i < 10; i++) {
            store.check(CheckRequest.of("mira", "pack_create"));
        }
        store.describe(Map.of("mira", "mira_42"));
        opened = new WindowRig(stage, store);
        stage.setX(0);
        stage.setY(0);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void anExemptionByMouseSaysItsEndAndIsTakenBack(FxRobot robot) {
        choose(robot, "more-exempt");
        assertThat(rig().words("#dialog-title")).isEqualTo("Exempt mira_42 for 7 days?");
        assertThat(rig().words("#dialog-effect"))
                .isEqualTo("mira_42 is never limited, blocked or scored in Pixel Packs until 12 Mar 14:00. "
                        + "The score becomes 0, limits are unused, and a block is lifted. The history stays.");
        rig().click(robot, "#dialog-preset-1");
        rig().click(robot, "#dialog-reason").write("partner");
        rig().click(robot, "#dialog-confirm");

        await(() -> mira().summary().exemption() != null);
        assertThat(mira().summary().exemption())
                .satisfies(exempt -> assertThat(exempt.untilMs()).isEqualTo(now.get() + DAY_MS))
                .satisfies(exempt -> assertThat(exempt.reason()).isEqualTo("partner"));
        await(() -> rig().toasts().contains("mira_42 (mira) is exempt until 6 Mar 14:00."));
        rig().click(robot, "#toast-undo");
        await(() -> mira().summary().exemption() == null);
        assertThat(mira().summary().block()).as("blocked as before").isNotNull();
    }

    @Test
    void anExemptionOfABannedUserSaysThatItLiftsTheBan(FxRobot robot) {
        modLee(new ModeratorAction.Ban(null));
        await(() -> rig().visible("#unban-button"));
        choose(robot, "more-exempt");

        assertThat(rig().words("#dialog-banned")).isEqualTo("mira_42 is banned for good. The exemption lifts the ban.");
    }

    @Test
    void anExemptionIsEndedByKeyboardAndTheEndIsTakenBack(FxRobot robot) {
        // Whoever is exempt before the first reading is not at the top of the list, and so is not opened by it.
        ready();
        modLee(new ModeratorAction.Exempt(null));
        await(() -> rig().visible("#detail-exempt"));
        openMenu(robot);
        walkTo(robot, "more-unexempt");
        robot.type(KeyCode.ENTER);
        await(() -> rig().words("#dialog-title").equals("End the exemption of mira_42?"));
        robot.write("over").type(KeyCode.ENTER);

        await(() -> mira().summary().exemption() == null);
        await(() -> rig().toasts().contains("mira_42 (mira) is not exempt any more."));
        assertThat(mira().audit().getFirst().reason()).isEqualTo("over");
        rig().press("toast-undo");
        await(() -> mira().summary().exemption() != null);
    }

    @Test
    void aNoteIsWrittenByKeyboardWhereEnterIsANewLine(FxRobot robot) {
        ready();
        openMenu(robot);
        walkTo(robot, "more-note");
        robot.type(KeyCode.ENTER);
        await(() -> rig().words("#dialog-title").equals("Note about mira_42"));
        assertThat(rig().disabled("#dialog-confirm"))
                .as("nothing is written yet")
                .isTrue();
        robot.write("a shared").type(KeyCode.ENTER).write("account");
        assertThat(mira().note()).as("Enter confirmed nothing").isNull();
        robot.push(KeyCode.SHORTCUT, KeyCode.ENTER);

        await(() -> rig().words("#note-text").equals("a shared\naccount"));
        await(() -> rig().toasts().contains("The note about mira_42 (mira) is saved."));
        rig().press("toast-undo");
        await(() -> mira().note() == null);
    }

    @Test
    void aNoteThatIsTooLongSaysSoAndAnEmptyOneRemoves(FxRobot robot) {
        modLee(new ModeratorAction.Note("old"));
        await(() -> rig().words("#note-text").equals("old"));
        choose(robot, "more-note");
        write(robot, "#dialog-note", "x".repeat(501));
        assertThat(rig().words("#dialog-problem")).isEqualTo("At most 500 characters are possible; these are 501.");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();

        write(robot, "#dialog-note", "");
        assertThat(rig().words("#dialog-confirm")).isEqualTo("Remove note about mira_42");
        rig().press("dialog-confirm");
        await(() -> mira().note() == null);
        await(() -> rig().toasts().contains("The note about mira_42 (mira) is removed."));
    }

    @Test
    void anOwnLimitIsGivenByMouseTakenBackGivenAndTakenAway(FxRobot robot) {
        choose(robot, "more-limit");
        assertThat(rig().words("#dialog-effect"))
                .isEqualTo("The policy allows pack_create 5 times in 1 h. In Pixel Packs, the own limit stands instead "
                        + "of that for mira_42, whatever role and score, from the next check on.");
        rig().click(robot, "#dialog-limit").write("50");
        rig().click(robot, "#dialog-confirm");
        await(() -> mira().overrides().equals(Map.of("pack_create", 50L)));
        await(() -> rig().toasts().contains("mira_42 (mira) has an own limit for pack_create now: 50."));
        rig().press("toast-undo");
        await(() -> mira().overrides().isEmpty());
        await(() -> rig().allWords("#timeline").contains("Undone by tester"));

        choose(robot, "more-limit");
        rig().click(robot, "#dialog-limit").write("60").type(KeyCode.ENTER);
        await(() -> mira().overrides().equals(Map.of("pack_create", 60L)));
        await(() -> rig().allWords("#timeline").contains("pack_create: 60"));
        choose(robot, "more-limit");
        rig().click(robot, "#dialog-own-1");
        assertThat(rig().words("#dialog-confirm")).isEqualTo("Remove own limit of mira_42");
        rig().press("dialog-confirm");
        await(() -> mira().overrides().isEmpty());
    }

    @Test
    void aLimitThatIsNoneIsNamedAtTheField(FxRobot robot) {
        choose(robot, "more-limit");
        write(robot, "#dialog-limit", "0");
        assertThat(rig().words("#dialog-problem"))
                .isEqualTo("Requests must be a whole number from 1 to 1\u00a0000\u00a0000\u00a0000.");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();
        rig().click(robot, "#dialog-own-1");
        assertThat(rig().words("#dialog-problem")).isEqualTo("mira_42 has no own limit for pack_create.");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();
    }

    @Test
    void whoIsForgottenIsNamedInWritingAndGoneForGood(FxRobot robot) {
        choose(robot, "more-forget");
        assertThat(rig().words("#dialog-effect"))
                .contains("It cannot be undone.")
                .contains("the audit trail's entries, and the check log's batches");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();
        robot.write("mira_4");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();
        robot.write("2").type(KeyCode.ENTER);

        await(() -> store.user("mira").isEmpty());
        await(() -> rig().toasts().stream()
                .anyMatch(toast -> toast.startsWith("Everything about mira_42 (mira) was removed")));
        assertThat(rig().lookup("#toast-undo")).isNull();
        await(() -> rig().visible("#detail-note"));
        assertThat(rig().words("#detail-note")).startsWith("mira is not tracked");
        assertThat(store.audit(10).getFirst().operator()).isEqualTo("tester");
    }

    @Test
    void anotherBanSaysThePresentEndAndReplacesIt(FxRobot robot) {
        modLee(new ModeratorAction.Ban(7 * DAY_MS));
        await(() -> rig().visible("#unban-button"));
        choose(robot, "more-ban");
        assertThat(rig().words("#dialog-present"))
                .isEqualTo("The present ban, by mod_lee, holds until 12 Mar 14:00. "
                        + "The new one replaces it and ends earlier.");
        rig().click(robot, "#dialog-preset-3");
        assertThat(rig().words("#dialog-present"))
                .isEqualTo("The present ban, by mod_lee, holds until 12 Mar 14:00. The new one replaces it.");
        rig().press("dialog-confirm");

        await(() ->
                Objects.equals(Objects.requireNonNull(mira().summary().ban()).untilMs(), now.get() + 30 * DAY_MS));
        rig().press("toast-undo");
        await(() ->
                Objects.equals(Objects.requireNonNull(mira().summary().ban()).untilMs(), now.get() + 7 * DAY_MS));
    }

    @Test
    void theMessageForTheUserIsSeenAndCopied(FxRobot robot) {
        choose(robot, "more-message");
        String seen = ((TextInputControl) rig().lookup("#dialog-message")).getText();
        assertThat(seen).startsWith("Hello mira_42,").doesNotContain("100");
        rig().press("dialog-confirm");

        await(() -> seen.equals(Clipboard.getSystemClipboard().getString()));
    }

    @Test
    void escapeClosesEachDialogAndTheFocusReturnsToTheMenu(FxRobot robot) {
        for (String act : new String[] {"more-exempt", "more-note", "more-limit", "more-forget", "more-message"}) {
            choose(robot, act);
            await(() -> rig().visible("#dialog"));
            robot.type(KeyCode.ESCAPE);
            await(() -> !rig().visible("#modal-layer"));
            assertThat(rig().lookup("#more-button").isFocused()).as(act).isTrue();
        }
        assertThat(mira().audit()).isEmpty();
    }

    private void ready() {
        await(() -> rig().words("#detail-name").equals("mira_42") && !rig().disabled("#ban-button"));
        // A menu of a window without the focus is hidden as soon as it is shown.
        await(() -> rig().lookup("#more-button").getScene().getWindow().isFocused());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void openMenu(FxRobot robot) {
        ready();
        robot.interact(() -> rig().lookup("#more-button").requestFocus());
        await(() -> rig().lookup("#more-button").isFocused());
        robot.type(KeyCode.SPACE);
        await(() -> ((MenuButton) rig().lookup("#more-button")).isShowing());
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** However many entries stand above it, and whether or not the menu took the first key. */
    private void walkTo(FxRobot robot, String item) {
        for (int steps = 0; steps < MOST_STEPS && !isFocused(robot, item); steps++) {
            robot.type(KeyCode.DOWN);
            WaitForAsyncUtils.waitForFxEvents();
        }
        assertThat(isFocused(robot, item)).as(item).isTrue();
    }

    private static boolean isFocused(FxRobot robot, String item) {
        return robot.lookup("#" + item).tryQuery().filter(Node::isFocused).isPresent();
    }

    private void choose(FxRobot robot, String item) {
        ready();
        robot.interact(() -> {
            rig().lookup("#more-button").requestFocus();
            ((MenuButton) rig().lookup("#more-button")).show();
        });
        rig().click(robot, "#" + item);
        await(() -> rig().visible("#dialog"));
    }

    private void write(FxRobot robot, String field, String words) {
        robot.interact(() -> ((TextInputControl) rig().lookup(field)).setText(words));
    }

    private void modLee(ModeratorAction action) {
        store.act("mira", action, "mod_lee", "raid");
    }

    private UserDetail mira() {
        return store.user("mira").orElseThrow();
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
