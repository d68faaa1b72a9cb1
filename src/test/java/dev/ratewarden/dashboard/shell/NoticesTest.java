package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** Notices in no window: nobody looks. */
@ExtendWith(ApplicationExtension.class)
class NoticesTest {

    private final Notices notices = new Notices();
    private final List<String> opened = new ArrayList<>();

    @Test
    void theNewestStandsThereAndAllThatNobodySawAreCounted() {
        tell("a", "b", "c", "d");

        assertThat(words()).containsExactly("d");
        assertThat(notices.missedProperty().get()).isEqualTo(4);

        onFx(notices::seen);
        assertThat(notices.missedProperty().get()).isZero();
        assertThat(words()).as("who comes back sees them").hasSize(1);
    }

    @Test
    void aPressOpensWhatItTellsOfAndTakesItAway() {
        tell("a", "b");

        press("#notice-open");

        assertThat(opened).containsExactly("b");
        assertThat(words()).isEmpty();
    }

    @Test
    void closingOneOpensNothing() {
        tell("a");

        press("#notice-close");

        assertThat(opened).isEmpty();
        assertThat(words()).isEmpty();
    }

    @Test
    void withItsCommunityAllIsGone() {
        tell("a", "b");

        onFx(notices::clear);

        assertThat(words()).isEmpty();
        assertThat(notices.missedProperty().get()).isZero();
    }

    private void tell(String... words) {
        onFx(() -> {
            for (String each : words) {
                notices.tell(Severity.CRITICAL, "Critical in Pixel Packs", each, () -> opened.add(each));
            }
        });
    }

    private void press(String id) {
        onFx(() -> {
            Node newest = notices.getChildren().getLast();
            ((Button) Objects.requireNonNull(newest.lookup(id))).fire();
        });
    }

    private List<String> words() {
        return notices.getChildren().stream()
                .map(notice -> ((Labeled) Objects.requireNonNull(notice.lookup(".notice-words"))).getText())
                .toList();
    }

    private static void onFx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }
}
