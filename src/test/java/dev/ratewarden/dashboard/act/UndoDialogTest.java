package dev.ratewarden.dashboard.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserDetail;
import javafx.beans.property.ReadOnlyStringWrapper;
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
            UndoDialog.ask(
                    ban,
                    new Target("mira", "mira_42", 0),
                    "mod_lee banned mira_42",
                    new Permit(why.isEmpty(), why.getReadOnlyProperty()),
                    new Shown(),
                    new Commands(
                            new Moderation(new FakeModerationStore(), "tester"),
                            Runnable::run,
                            Runnable::run,
                            e -> String.valueOf(e.getMessage())));
            assertThat(window.lookup("#dialog-confirm").isDisabled()).isFalse();

            why.set("Actions are off until the connection is back.");
            assertThat(window.lookup("#dialog-confirm").isDisabled()).isTrue();
            assertThat(((Labeled) window.lookup("#dialog-forbidden")).getText()).isEqualTo(why.get());

            why.set("");
            assertThat(window.lookup("#dialog-confirm").isDisabled()).isFalse();
        });
    }

    private final class Shown implements ActionDialogs.Stagehand {
        @Override
        public void dialog(Region dialog, Node first) {
            window.getChildren().setAll(dialog);
        }

        @Override
        public void drawer(UserDetail user, double decayPerHour) {
            throw new IllegalStateException("no drawer expected");
        }

        @Override
        public void close() {
            window.getChildren().clear();
        }
    }
}
