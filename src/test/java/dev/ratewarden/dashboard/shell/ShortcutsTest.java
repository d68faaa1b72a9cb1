package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The cheat sheet tells of every key that does something, and of no other. */
@ExtendWith(ApplicationExtension.class)
class ShortcutsTest {

    private static final List<String> OF_CONTROLS = List.of("Tab", "Shift Tab", "↑", "↓", "Space", "Esc");
    /** Further keys for what has one that is told: keyboards differ. */
    private static final Set<String> UNTOLD = Set.of("Ctrl =", "Shift Ctrl =", "Ctrl Numpad0");

    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        opened = new WindowRig(stage, new MemoryStore(() -> Instant.ofEpochMilli(1_772_719_200_000L)));
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void theCheatSheetTellsWhatIsRegisteredAndNothingElse() {
        rig().press("keys-button");
        WaitForAsyncUtils.waitForFxEvents();

        Set<String> told = rig().lookup("#keys-dialog").lookupAll(".key").stream()
                .map(key -> ((Labeled) key).getText())
                .collect(Collectors.toSet());
        Set<String> registered = rig().window().scene().getAccelerators().keySet().stream()
                .map(keys -> Shortcut.told(keys.getName()))
                .collect(Collectors.toSet());
        told.removeAll(OF_CONTROLS);
        assertThat(told).contains("?");
        told.remove("?");
        registered.removeAll(UNTOLD);

        assertThat(told).isEqualTo(registered);
    }

    @Test
    void theLastPlusOfACombinationIsItsKey() {
        assertThat(Shortcut.told("Shortcut+Plus")).isEqualTo("Ctrl +");
        assertThat(Shortcut.told("Shortcut+K")).isEqualTo("Ctrl K");
        assertThat(Shortcut.told("F1")).isEqualTo("F1");
        assertThat(Shortcut.told("?")).isEqualTo("?");
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
