package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.FakeModerationStore.NOW;
import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction.Unban;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.RadioButton;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Unban asks what is to become of the score, and each choice says what it does. */
@ExtendWith(ApplicationExtension.class)
class UnbanDialogTest {

    private static final long DAY_MS = 86_400_000;
    private static final Ban BAN = new Ban(NOW - DAY_MS, null, "raid", "mod_lee");

    private final FakeModerationStore store = new FakeModerationStore();
    private @Nullable WindowRig opened;

    @Start
    void open(javafx.stage.Stage stage) {
        store.users = List.of(banned(102, new Block(NOW - 60_000, null)));
        opened = new WindowRig(stage, store);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void aBlockedUserIsResetUnlessTheModeratorChoosesOtherwise() {
        openDialog();

        assertThat(chosen()).isEqualTo("dialog-unban-reset");
        assertThat(rig().disabled("#dialog-grace")).isTrue();
        assertThat(rig().allWords("#dialog"))
                .contains(
                        "The score of 102 stays, and so does its block: mira is still refused until a moderator resets it.",
                        "Starts again with a score of 0, unused limits and no block. The history stays.");
        rig().press("dialog-confirm");
        await(() -> store.acted.equals(List.of(new Unban(true, null))));
    }

    @Test
    void aBlockThatDecayEndsIsNotSaidToLastUntilAModerator() {
        store.users = List.of(banned(102, new Block(NOW - 60_000, NOW + 3_600_000)));
        await(() -> rig().spoken("#detail-explanation").contains("the fading score lifts it"));
        openDialog();

        assertThat(rig().allWords("#dialog"))
                .contains("The score of 102 stays, and so does its block: mira is still refused until 16:06.");
    }

    @Test
    void whoIsNotBlockedKeepsTheScoreUnlessTheModeratorChoosesOtherwise() {
        store.users = List.of(banned(62.5, null));
        await(() -> rig().spoken("#detail-explanation").startsWith("Score 62.5"));
        openDialog();

        assertThat(chosen()).isEqualTo("dialog-unban-keep");
        assertThat(rig().allWords("#dialog")).contains("The score of 62.5 stays, and the next violation adds to it.");
        rig().press("dialog-confirm");
        await(() -> store.acted.equals(List.of(new Unban(false, null))));
    }

    @Test
    void aGracePeriodNamesItsEnd(FxRobot robot) {
        openDialog();
        rig().click(robot, "#dialog-unban-grace");
        assertThat(rig().disabled("#dialog-grace")).isFalse();
        assertThat(rig().allWords("#dialog"))
                .contains("Lifts a block. Limits hold, but violations add nothing to the score of 102 until "
                        + "16 Jun 15:06.");

        rig().click(robot, "#dialog-grace-2");

        assertThat(rig().allWords("#dialog").toString()).contains("until 22 Jun 15:06.");
        store.onAct = () -> receipt(NOW + 7 * DAY_MS, banned(102, null));
        rig().press("dialog-confirm");
        await(() -> rig().toasts()
                .equals(List.of("mira (1) is not banned any more. Violations add nothing until 22 Jun 15:06.")));
        assertThat(store.acted).containsExactly(new Unban(false, 7 * DAY_MS));
    }

    @Test
    void arrowsChooseFromTheKeyboard(FxRobot robot) {
        openDialog();
        robot.interact(() -> rig().lookup("#dialog-unban-reset").requestFocus());
        robot.type(KeyCode.UP);

        assertThat(chosen()).isEqualTo("dialog-unban-keep");
        store.onAct = () -> receipt(null, banned(102, new Block(NOW - 60_000, null)));
        rig().press("dialog-confirm");
        await(() -> rig().toasts().equals(List.of("mira (1) is not banned any more. The score still blocks.")));
    }

    private void openDialog() {
        await(() -> rig().visible("#unban-button"));
        rig().press("unban-button");
        rig().laidOut();
    }

    private String chosen() {
        return rig().lookup("#dialog").lookupAll(".radio-button").stream()
                .filter(node -> ((RadioButton) node).isSelected())
                .map(node -> String.valueOf(node.getId()))
                .reduce("", String::concat);
    }

    private static UserSummary banned(double score, @Nullable Block block) {
        Tier tier = block != null ? Tier.BLOCKED : Tier.CAUTION;
        return new UserSummary("1", "mira", score, tier, 5, "pack_create", NOW - 60_000, NOW, BAN, block, null);
    }

    private static ActionReceipt receipt(@Nullable Long untilMs, UserSummary after) {
        return new ActionReceipt(
                new AuditEntry("0-1", NOW, AuditEntry.Type.UNBAN, "1", "tester", "", untilMs, 102, 102, null, null),
                after);
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
