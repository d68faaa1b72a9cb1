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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The whole way, from the press to the store in memory and back, with another moderator at work. */
@ExtendWith(ApplicationExtension.class)
class TwoModeratorsTest {

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
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void whatTheFirstDidIsNotOverwrittenAndIsToldToTheSecond() {
        await(() -> rig().words("#detail-name").equals("mira_42"));
        rig().press("pause-button");
        rig().press("ban-button");

        modLee(new ModeratorAction.Ban(3_600_000L));
        now.addAndGet(12_000);
        rig().press("dialog-confirm");

        await(() -> rig().toasts().stream()
                .anyMatch(toast ->
                        toast.equals("mira_42 (mira) was not banned. mod_lee banned mira_42 12 s ago; look again.")));
        assertThat(mira().summary().ban())
                .satisfies(ban -> assertThat(ban.operator()).isEqualTo("mod_lee"))
                .satisfies(ban -> assertThat(ban.untilMs()).isNotNull());
        assertThat(mira().audit()).hasSize(1);
        await(() -> rig().visible("#unban-button"));
    }

    @Test
    void afterLookingAgainTheSecondMayAct() {
        await(() -> rig().words("#detail-name").equals("mira_42"));
        modLee(new ModeratorAction.Note("a shared account"));
        await(() -> rig().words("#note-text").equals("a shared account"));

        rig().press("ban-button");
        rig().press("dialog-confirm");
        await(() -> mira().summary().ban() != null);
        await(() -> rig().visible("#unban-button") && !rig().disabled("#unban-button"));
        rig().press("unban-button");
        rig().press("dialog-confirm");
        await(() -> mira().summary().ban() == null);
        assertThat(mira().summary().score())
                .as("a blocked user is reset unless chosen otherwise")
                .isZero();
        assertThat(mira().note()).as("the note stays").isNotNull();
    }

    @Test
    void anUnbanWithGraceIsSeenAndCanBeTakenBack(FxRobot robot) {
        modLee(new ModeratorAction.Ban(null));
        await(() -> rig().visible("#unban-button") && !rig().disabled("#unban-button"));
        rig().press("unban-button");
        rig().click(robot, "#dialog-unban-grace");
        rig().click(robot, "#dialog-grace-0");
        rig().press("dialog-confirm");

        await(() -> rig().visible("#grace-notice"));
        assertThat(rig().words("#grace-notice"))
                .isEqualTo("Grace period: violations add nothing to the score until 15:00.");
        assertThat(mira())
                .satisfies(user -> assertThat(user.graceUntilMs()).isEqualTo(now.get() + 3_600_000))
                .satisfies(user -> assertThat(user.summary().block()).isNull())
                .satisfies(user -> assertThat(user.summary().score()).isEqualTo(100));

        rig().press("toast-undo");
        await(() -> rig().visible("#ban-notice") && !rig().visible("#grace-notice"));
        assertThat(mira().summary().block()).isNotNull();
    }

    @Test
    void aBanOfAnExemptUserIsAskedAndEndsTheExemption() {
        await(() -> rig().words("#detail-name").equals("mira_42"));
        modLee(new ModeratorAction.Exempt(null));
        await(() -> rig().visible("#detail-exempt"));
        rig().press("ban-button");
        assertThat(rig().words("#dialog-exemption")).isEqualTo("mira_42 is exempt for good. The ban ends that.");
        rig().press("dialog-confirm");

        await(() -> rig().visible("#ban-notice") && !rig().visible("#detail-exempt"));
        assertThat(mira().summary().exemption()).isNull();
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
