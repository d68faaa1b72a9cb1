package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Note;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One note about a user, by whoever wrote it last. */
public interface NoteContract extends StoreFixture {

    private ActionReceipt note(String user, String text) {
        return act(user, new ModeratorAction.Note(text));
    }

    @Test
    default void aNoteSaysWhoWroteItWhen() {
        check(ANN, "dance");
        clock().advance(1_000);
        ActionReceipt receipt = note(ANN, "alt of 123, see #mods");

        assertThat(detail(ANN).note()).isEqualTo(new Note("alt of 123, see #mods", "mod_lee", T0 + 1_000));
        assertThat(receipt.entry().type()).isEqualTo(AuditEntry.Type.NOTE);
        assertThat(receipt.entry().detail()).isEqualTo("alt of 123, see #mods");
        assertThat(receipt.entry().untilMs()).isNull();
    }

    @Test
    default void aNoteReplacesTheEarlierOne() {
        note(ANN, "first");
        store().moderation().act(ANN, new ModeratorAction.Note("second"), "mod_kim", "");
        assertThat(detail(ANN).note()).isEqualTo(new Note("second", "mod_kim", T0));
    }

    @Test
    default void anEmptyTextRemovesIt() {
        note(ANN, "first");
        ActionReceipt removed = note(ANN, "");
        assertThat(detail(ANN).note()).isNull();
        assertThat(removed.entry().detail()).isEmpty();
    }

    @Test
    default void removingWhatIsNotThereIsRefusedAndEntersNobody() {
        assertThatThrownBy(() -> note(ANN, "")).isInstanceOf(ActionRefusedException.class);
        assertThat(store().moderation().user(ANN)).isEmpty();
        assertThat(snapshot().statistics().usersTracked()).isZero();
        check(ANN, "dance");
        assertThatThrownBy(() -> note(ANN, "")).isInstanceOf(ActionRefusedException.class);
        assertThat(store().moderation().audit(10)).isEmpty();
    }

    @Test
    default void aNoteEntersAnUnseenUser() {
        note(ANN, "will come back");
        assertThat(summary(ANN).lastSeenAtMs()).isEqualTo(T0);
        assertThat(detail(ANN).moderationRevision()).isEqualTo(1);
    }

    @Test
    default void aNoteMayHoldAnyText() {
        String text = "two\nlines, \"quoted\", {json}, [1,2], 'x', ünï 🦊 \\n \u202Egnp";
        note(ANN, text);
        assertThat(detail(ANN).note()).isEqualTo(new Note(text, "mod_lee", T0));
        assertThat(store().moderation().audit(1).getFirst().detail()).isEqualTo(text);
    }

    @Test
    default void aNoteStaysThroughResetBanAndExemption() {
        note(ANN, "keep");
        reset(ANN);
        ban(ANN, Duration.ofHours(1));
        exemptForGood(ANN);
        assertThat(detail(ANN).note()).isEqualTo(new Note("keep", "mod_lee", T0));
    }

    @Test
    default void undoBringsBackTheEarlierNote() {
        note(ANN, "first");
        clock().advance(1_000);
        undo(note(ANN, "second"));
        assertThat(detail(ANN).note()).isEqualTo(new Note("first", "mod_lee", T0));
        undo(note(ANN, ""));
        assertThat(detail(ANN).note()).isEqualTo(new Note("first", "mod_lee", T0));
    }

    @Test
    default void undoOfTheFirstNoteLeavesNone() {
        check(ANN, "dance");
        undo(note(ANN, "first"));
        assertThat(detail(ANN).note()).isNull();
    }
}
