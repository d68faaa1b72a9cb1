package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
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

/** One user in the pane: who it is, how the score came about, what is left, what happened, and who looks after it. */
@ExtendWith(ApplicationExtension.class)
class DetailPaneTest {

    private static final String ID = "157511015528367176";

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore store = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private @Nullable WindowRig opened;

    @Start
    void open(javafx.stage.Stage stage) {
        store.addDefaults(StandardPolicies.all(), null);
        for (int i = 0; i < 10; i++) {
            store.check(new CheckRequest(ID, "pack_create", 1, null, i < 7 ? "#general" : "#shop"));
        }
        store.describe(Map.of(ID, "mira_42"));
        opened = new WindowRig(stage, store);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void theHeaderSaysHowOldTheAccountIsAndCopiesIdAndMention() {
        ready();
        assertThat(rig().words("#detail-account")).isEqualTo("Discord account of 10 Mar 2016, 9 years old");
        rig().press("copy-id");
        await(() -> ID.equals(Clipboard.getSystemClipboard().getString()));
        rig().press("copy-mention");
        await(() -> ("<@" + ID + ">").equals(Clipboard.getSystemClipboard().getString()));
    }

    @Test
    void theArithmeticIsShownOnDemand() {
        ready();
        assertThat(rig().visible("#why-steps")).isFalse();
        rig().press("why-toggle");

        assertThat(rig().allWords("#why-steps").stream()
                        .map(words -> words.replace('\u00a0', ' '))
                        .filter(words -> !words.equals("14:00")))
                .containsExactly(
                        "0 + 10 = 10",
                        "10 × (1 + 0.5 × 1) = 15; 10 + 15 = 25",
                        "10 × (1 + 0.5 × 2) = 20; 25 + 20 = 45",
                        "10 × (1 + 0.5 × 3) = 25; 45 + 25 = 70",
                        "10 × (1 + 0.5 × 4) = 30; 70 + 30 = 100, blocked");
        assertThat(rig().words("#why-outlook")).isEqualTo("The block waits for a moderator: the score does not fade.");
    }

    @Test
    void theChartIsReadByKeyboard(FxRobot robot) {
        ready();
        assertThat(rig().words("#score-readout")).isEqualTo("Since 13:00; highest 100.");
        robot.interact(() -> rig().lookup("#score-chart").requestFocus());
        robot.type(KeyCode.LEFT);
        assertThat(rig().words("#score-readout")).isEqualTo("14:00  pack_create, 70 → 100");
        robot.type(KeyCode.LEFT);
        assertThat(rig().spoken("#score-chart")).isEqualTo("Score over time: 14:00  pack_create, 45 → 70");
        now.addAndGet(1_000);
        robot.type(KeyCode.RIGHT);
        assertThat(rig().words("#score-readout")).isEqualTo("14:00  pack_create, 70 → 100");
    }

    @Test
    void fullLimitsAreShownOnDemandWithTheirEnds(FxRobot robot) {
        ready();
        assertThat(rig().allWords("#quotas")).doesNotContain("payment");
        robot.interact(() -> ((ToggleButton) rig().lookup("#quota-all")).fire());

        assertThat(rig().allWords("#quotas"))
                .contains(
                        "pack_create",
                        "0 of 5 left, next in 12\u00a0min",
                        "nothing used from 15:00 on",
                        "payment",
                        "5 of 5 left",
                        "100 of 100 left");
        assertThat(store.user(ID).orElseThrow().quotas())
                .as("looking uses nothing up")
                .hasSize(1);
    }

    @Test
    void aMinuteIsOneLineUnfoldedByKeyboardAndFilteredByPlace(FxRobot robot) {
        ready();
        assertThat(rig().allWords("#timeline")).contains("5 × pack_create", "0 → 100, blocked, in 2 places");
        robot.interact(() -> rig().lookup("#timeline-fold").requestFocus());
        robot.type(KeyCode.SPACE);
        await(() -> rig().allWords("#timeline").contains("5th violation; 70 + 30 = 100, blocked"));
        assertThat(rig().lookup("#timeline-fold").isFocused())
                .as("the focus stays")
                .isTrue();

        robot.interact(() -> ((MenuButton) rig().lookup("#timeline-filter-where"))
                .getItems()
                .get(2)
                .fire());
        assertThat(rig().words("#timeline-filter-where")).isEqualTo("in #shop");
        assertThat(rig().allWords("#timeline")).contains("3 × pack_create", "25 → 100, blocked, in #shop");
        robot.interact(() -> ((MenuButton) rig().lookup("#timeline-filter-kind"))
                .getItems()
                .get(2)
                .fire());
        assertThat(rig().allWords("#timeline")).contains("Nothing of this kind is kept.");
    }

    @Test
    void theDrawerIsSearched(FxRobot robot) {
        ready();
        rig().press("history-button");
        robot.interact(() -> ((TextInputControl) rig().lookup("#history-search")).setText("#general"));
        assertThat(rig().words("#history-found")).isEqualTo("2 found");
    }

    @Test
    void othersSeeWhoIsOnItAndThisModeratorTakesOverAndLetsGo(FxRobot robot) {
        ready();
        store.handover(new HandoverChange.Claim(ID), "mod_lee");
        await(() -> rig().words("#detail-on-it").equals("mod_lee is on it, 30 min left"));
        fire(robot, "more-claim");
        await(() -> rig().words("#detail-on-it").equals("You are on it, 30 min left"));
        fire(robot, "more-release");
        await(() -> !rig().visible("#detail-on-it"));
        fire(robot, "more-review");
        await(() -> rig().words("#detail-on-it").equals("reviewed by tester, 14:00"));
        fire(robot, "more-unreview");
        await(() -> !rig().visible("#detail-on-it"));
        assertThat(store.user(ID).orElseThrow().audit())
                .as("nothing of it changes the user")
                .isEmpty();
    }

    private void fire(FxRobot robot, String item) {
        robot.interact(() -> {
            MenuButton menu = (MenuButton) rig().lookup("#more-button");
            menu.show();
            assertThat(menu.getItems()).anyMatch(one -> item.equals(one.getId()) && one.isVisible());
            menu.getItems().stream()
                    .filter(one -> item.equals(one.getId()))
                    .forEach(javafx.scene.control.MenuItem::fire);
            menu.hide();
        });
    }

    @Test
    void whoHasUsedNothingOfAnyLimitIsSaidSoAtFirstSight() {
        rig().close();
        now.addAndGet(3_600_000);
        opened = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> new WindowRig(new javafx.stage.Stage(), store));

        await(() -> rig().words("#detail-name").equals("mira_42") && rig().visible("#quota-none"));
        assertThat(rig().words("#quota-none")).isEqualTo("Nothing of any limit is used.");
    }

    private void ready() {
        await(() -> rig().words("#detail-name").equals("mira_42") && !rig().disabled("#ban-button"));
        await(() -> rig().allWords("#quotas").contains("pack_create"));
        rig().laidOut();
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
