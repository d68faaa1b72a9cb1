package dev.ratewarden.dashboard.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.parts.ScoreTerms;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserDetail;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class UndoDialogTest {

    private final ReadOnlyStringWrapper why = new ReadOnlyStringWrapper("");
    private final StackPane window = new StackPane();
    private final AuditEntry ban = new AuditEntry(
            "0-7", FakeModerationStore.NOW, AuditEntry.Type.BAN, "mira", "mod_lee", "raid", null, 80, 80, null, null);

    @Test
    void whileTheConnectionIsLostNothingCanBeTakenBackAndTheDialogSaysWhy() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            new Scene(window);
            ask(new Permit(why.isEmpty(), why.getReadOnlyProperty()), new Shown());
            assertThat(window.lookup("#dialog-confirm").isDisabled()).isFalse();

            why.set("Actions are off until the connection is back.");
            assertThat(window.lookup("#dialog-confirm").isDisabled()).isTrue();
            assertThat(((Labeled) window.lookup("#dialog-forbidden")).getText()).isEqualTo(why.get());

            why.set("");
            assertThat(window.lookup("#dialog-confirm").isDisabled()).isFalse();
        });
    }

    @Test
    void aDialogThatIsNotShownSinceAnotherOneIsOpenLeavesNothingBehindAtThePermit() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            Heard heard = new Heard();
            new Scene(window);

            ask(new Permit(heard.isEmpty(), heard), new Shown() {
                @Override
                public void dialog(Region dialog, Node first) {}
            });

            assertThat(heard.listeners).isZero();
        });
    }

    @Test
    void aDialogThatWasClosedLeavesNothingBehindAtThePermit() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            Heard heard = new Heard();
            new Scene(window);

            ask(new Permit(heard.isEmpty(), heard), new Shown());
            assertThat(heard.listeners).isEqualTo(1);

            window.getChildren().clear();
            assertThat(heard.listeners).isZero();
        });
    }

    private void ask(Permit permit, Shown stage) {
        UndoDialog.ask(
                ban,
                new Target("mira", "mira_42", 0),
                "mod_lee banned mira_42",
                permit,
                stage,
                new Commands(
                        new Moderation(new FakeModerationStore(), "tester"),
                        Runnable::run,
                        Runnable::run,
                        e -> String.valueOf(e.getMessage())));
    }

    /** Words with a count of those who wait for a change of them. */
    private static final class Heard extends SimpleStringProperty {
        private int listeners;

        Heard() {
            super("");
        }

        @Override
        public void addListener(ChangeListener<? super String> listener) {
            listeners++;
            super.addListener(listener);
        }

        @Override
        public void removeListener(ChangeListener<? super String> listener) {
            listeners--;
            super.removeListener(listener);
        }
    }

    private class Shown implements ActionDialogs.Stagehand {
        @Override
        public void dialog(Region dialog, Node first) {
            window.getChildren().setAll(dialog);
        }

        @Override
        public void drawer(UserDetail user, ScoreTerms terms) {
            throw new IllegalStateException("no drawer expected");
        }

        @Override
        public void close() {
            window.getChildren().clear();
        }
    }
}
