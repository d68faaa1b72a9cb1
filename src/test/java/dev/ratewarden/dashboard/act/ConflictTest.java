package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.FakeModerationStore.NOW;
import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Two moderators at once: the second is told what the first did, and nothing is overwritten. */
@ExtendWith(ApplicationExtension.class)
class ConflictTest {

    private static final String STORES_WORDS = "user mira: mod_lee banned it at noon; nothing was changed";

    private final FakeModerationStore store = new FakeModerationStore();
    private @Nullable WindowRig opened;

    @Start
    void open(javafx.stage.Stage stage) {
        store.users = List.of(FakeModerationStore.user("mira", 80));
        store.details = user -> seen(user, 3, List.of());
        opened = new WindowRig(stage, store);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void theSecondModeratorReadsWhatTheFirstDidAndTheRowIsAsItIs() {
        await(() -> rig().words("#detail-name").equals("name-mira"));
        store.onAct = () -> {
            modLeeBannedMira(4);
            throw new ActionConflictException(STORES_WORDS);
        };
        rig().press("reset-button");
        rig().press("dialog-confirm");

        await(() -> !rig().toasts().isEmpty());
        assertThat(rig().toasts())
                .containsExactly("name-mira (mira) was not reset. mod_lee banned name-mira 12 s ago; look again.");
        assertThat(store.expectedRevisions).as("the revision that was on show").containsExactly(3L);
        assertThat(rig().row("mira").user().score()).isEqualTo(80);
        assertThat(rig().row("mira").isPending()).isFalse();
        await(() -> rig().allWords("#timeline").contains("Banned by mod_lee"));
    }

    @Test
    void whoMissedSeveralActionsReadsOfHowMany() {
        await(() -> rig().words("#detail-name").equals("name-mira"));
        store.onAct = () -> {
            modLeeBannedMira(6);
            throw new ActionConflictException(STORES_WORDS);
        };
        rig().press("ban-button");
        rig().press("dialog-confirm");

        await(() -> rig().toasts()
                .equals(List.of("name-mira (mira) was not banned. "
                        + "mod_lee banned name-mira 12 s ago (the latest of 3 actions); look again.")));
    }

    @Test
    void whereNothingCanBeReadTheStoresWordsAreSaid() {
        await(() -> rig().words("#detail-name").equals("name-mira"));
        store.onAct = () -> {
            store.details = user -> {
                throw new StoreUnavailableException("nobody answers", null);
            };
            throw new ActionConflictException(STORES_WORDS);
        };
        rig().press("reset-button");
        rig().press("dialog-confirm");

        await(() -> rig().toasts().equals(List.of("name-mira (mira) was not reset. " + STORES_WORDS)));
    }

    @Test
    void anOpenDialogSaysSoBeforeAnythingIsConfirmed() {
        await(() -> rig().words("#detail-name").equals("name-mira"));
        rig().press("ban-button");
        assertThat(rig().visible("#dialog-overtaken")).isFalse();

        modLeeBannedMira(4);

        await(() -> rig().visible("#dialog-overtaken"));
        assertThat(rig().words("#dialog-overtaken")).isEqualTo("mod_lee banned name-mira 12 s ago; look again.");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();
        rig().press("dialog-preset-2");
        assertThat(rig().disabled("#dialog-confirm"))
                .as("also after the duration changed")
                .isTrue();
        rig().press("dialog-cancel");
        rig().press("ban-button");
        assertThat(rig().visible("#dialog-overtaken"))
                .as("a dialog that opens on what is there now")
                .isFalse();
        assertThat(store.acted).isEmpty();
    }

    @Test
    void aUserWhoIsGoneIsNobodysFault() {
        assertThat(Overtaken.words(new Target("mira", "name-mira", 3), null))
                .isEqualTo("name-mira is not tracked any more; look again.");
    }

    private void modLeeBannedMira(long revision) {
        AuditEntry ban = new AuditEntry(
                "0-7", NOW - 12_000, AuditEntry.Type.BAN, "mira", "mod_lee", "raid", null, 80, 80, null, null);
        store.details = user -> seen(user, revision, List.of(ban));
    }

    private static UserDetail seen(UserDetail user, long revision, List<AuditEntry> audit) {
        return new UserDetail(
                user.summary(),
                user.nowMs(),
                user.resetAtMs(),
                revision,
                user.note(),
                user.graceUntilMs(),
                user.overrides(),
                user.quotas(),
                user.history(),
                audit);
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
