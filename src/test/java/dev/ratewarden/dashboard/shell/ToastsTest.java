package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ToastsTest {

    private final List<String> undone = new ArrayList<>();

    @Test
    void theLatestActionIsUndoneFirstAndWhereNoneIsLeftItSaysWhereElse() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            Toasts toasts = new Toasts();
            new Scene(toasts);
            toasts.done("ann", "ann is banned", () -> undone.add("ann"));
            toasts.done("bob", "bob is banned", () -> undone.add("bob"));
            toasts.news("something else");

            toasts.undoLatest();
            assertThat(undone).containsExactly("bob");
            toasts.undoLatest();
            assertThat(undone).containsExactly("bob", "ann");
            toasts.undoLatest();

            assertThat(undone).hasSize(2);
            assertThat(toasts.lookupAll(".toast-words"))
                    .extracting(node -> ((Labeled) node).getText())
                    .containsExactly(
                            "something else",
                            "No note with an Undo is open any more. Activity takes back earlier actions.");
        });
    }

    @Test
    void whatWasDoneToTheSameUserBeforeOffersNoUndoAnyMore() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            Toasts toasts = new Toasts();
            new Scene(toasts);
            toasts.done("1", "ann is banned", () -> undone.add("ban of ann"));
            toasts.done("2", "bob is banned", () -> undone.add("ban of bob"));
            toasts.done("1", "ann is not banned any more", null);

            toasts.undoLatest();
            toasts.undoLatest();

            assertThat(undone).containsExactly("ban of bob");
        });
    }
}
