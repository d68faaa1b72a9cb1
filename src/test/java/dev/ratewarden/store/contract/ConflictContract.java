package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserQuery;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two moderators at once: the second is told what the first did, and nothing is overwritten silently. */
public interface ConflictContract extends StoreFixture {

    private ActionReceipt seen(long revision, String user, ModeratorAction action) {
        return store().moderation().act(user, action, "mod_kim", "mine", revision);
    }

    @Test
    default void theSecondModeratorIsToldWhatTheFirstDidAndWhen() {
        check(ANN, "dance");
        long revision = detail(ANN).moderationRevision();
        clock().advance(5_000);
        ban(ANN, Duration.ofDays(1));
        UserDetail before = detail(ANN);

        assertThatThrownBy(() -> seen(revision, ANN, new ModeratorAction.Reset(false)))
                .isInstanceOf(ActionConflictException.class)
                .hasMessageContaining("mod_lee")
                .hasMessageContaining("banned")
                .hasMessageContaining(ANN)
                .hasMessageContaining("2026-01-01T00:00:05Z")
                .hasMessageContaining("because")
                .hasMessageContaining("nothing was changed");
        assertThat(detail(ANN)).isEqualTo(before);
        assertThat(store().moderation().audit(10)).hasSize(1);
    }

    @Test
    default void whoeverHasSeenTheLatestRevisionActs() {
        banForGood(ANN);
        ActionReceipt receipt = seen(1, ANN, new ModeratorAction.Unban(false));
        assertThat(receipt.after().ban()).isNull();
        assertThat(detail(ANN).moderationRevision()).isEqualTo(2);
    }

    @Test
    default void onlyModeratorsActionsChangeTheRevision() {
        onceADay("act");
        reset0();
        check(9, ANN, "act");
        assertThat(detail(ANN).moderationRevision()).isEqualTo(1);
        assertThat(seen(1, ANN, new ModeratorAction.Reset(false)).after().score())
                .isZero();
    }

    private void reset0() {
        check(ANN, "act");
        reset(ANN);
    }

    @Test
    default void aUserWhoIsNotTrackedIsAtRevisionZero() {
        ActionReceipt receipt = seen(0, ANN, new ModeratorAction.Ban(null));
        assertThat(receipt.after().ban()).isNotNull();
        assertThatThrownBy(() -> seen(0, ANN, new ModeratorAction.Ban(1_000L)))
                .isInstanceOf(ActionConflictException.class);
        assertThat(summary(ANN).ban()).isEqualTo(receipt.after().ban());
    }

    @Test
    default void aConflictEntersNobody() {
        for (ModeratorAction action : new ModeratorAction[] {
            new ModeratorAction.Ban(null),
            new ModeratorAction.Exempt(null),
            new ModeratorAction.Note("x"),
            new ModeratorAction.Override("act", 3L),
            new ModeratorAction.Reset(false)
        }) {
            assertThatThrownBy(() -> seen(7, ANN, action)).isInstanceOf(ActionConflictException.class);
        }
        assertThat(store().moderation().user(ANN)).isEmpty();
        assertThat(snapshot().statistics().usersTracked()).isZero();
        assertThat(ids(UserQuery.all(10))).isEmpty();
    }

    @Test
    default void aConflictComesBeforeARefusal() {
        check(ANN, "dance");
        reset(ANN);
        assertThatThrownBy(() -> seen(0, ANN, new ModeratorAction.Unban(false)))
                .isInstanceOf(ActionConflictException.class);
        assertThatThrownBy(() -> seen(1, ANN, new ModeratorAction.Unban(false)))
                .isInstanceOf(ActionRefusedException.class);
    }

    @Test
    default void anUndoIsAnActionLikeAnyOther() {
        ActionReceipt ban = banForGood(ANN);
        undo(ban);
        assertThatThrownBy(() -> seen(1, ANN, new ModeratorAction.Ban(null)))
                .isInstanceOf(ActionConflictException.class)
                .hasMessageContaining("undid");
        seen(2, ANN, new ModeratorAction.Ban(null));
    }

    @Test
    default void withoutARevisionAnActionIsDoneWhateverHappenedBefore() {
        banForGood(ANN);
        store().moderation().act(ANN, new ModeratorAction.Unban(false), "mod_kim", "", null);
        assertThat(detail(ANN).moderationRevision()).isEqualTo(2);
    }
}
