package dev.ratewarden.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kordamp.ikonli.javafx.FontIcon;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A window in a language that nobody speaks: whatever reads as English then was written into the code. */
@ExtendWith(ApplicationExtension.class)
class PseudoLocaleTest {

    /** What comes from the store, the desktop or a formatter: ids, names, actions, figures, times, units, keys, and what the limiter calls its strategies. */
    private static final Pattern DATA = Pattern.compile(
            "mira|mira_42|kettle|[a-z]+(?:_[a-z]+)+|Pixel Packs|pack_create|tester|Ctrl [A-Z0-9+-]|F[0-9]+|\\?|Tab|Shift Tab|Space|Esc|[↑↓]"
                    + "|[-−+]?[0-9][0-9 ., %:]*(?: ?(?:s|h|d|ms|min|%))?|–|…|[0-9]+[smhd]|Z|UTC|Token bucket");

    /** What the limiter explains, in English alone: the command prints the same sentences. */
    private static final String[] EXPLAINED = {
        "why-words", "score-words", "timeline-row", "entry-words", "about-system", "about-java"
    };

    private static final List<String> DIALOGS =
            List.of("ban-button", "reset-button", "history-button", "keys-button", "settings-log", "settings-about");

    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(1_772_719_200_000L));
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        Messages.translate(PseudoLocale::of);
        memory.addDefaults(StandardPolicies.all(), null);
        for (String user : List.of("mira", "kettle")) {
            for (int i = 0; i < 10; i++) {
                memory.check(CheckRequest.of(user, "pack_create"));
            }
        }
        memory.describe(Map.of("mira", "mira_42"));
        opened = new WindowRig(stage, memory);
    }

    @AfterEach
    void close() {
        Messages.translate(UnaryOperator.identity());
        rig().close();
    }

    @Test
    void noWordOfAnyPageIsWrittenIntoTheCode() {
        WindowRig.await(() -> !rig().words("#detail-name").isEmpty());
        for (Page page : rig().pages()) {
            rig().press("page-" + page.word());
            rig().laidOut();
            assertThat(seen(this::english)).as("on the page %s", page).isEmpty();
        }
    }

    @Test
    void noWordOfAnyDialogIsWrittenIntoTheCode() {
        WindowRig.await(() -> !rig().words("#detail-name").isEmpty());
        for (String dialog : DIALOGS) {
            rig().press(dialog.startsWith("settings") ? "page-settings" : "page-overview");
            rig().laidOut();
            rig().press(dialog);
            rig().laidOut();
            assertThat(rig().visible("#modal-layer")).as(dialog).isTrue();
            assertThat(seen(this::english)).as("in the dialog of %s", dialog).isEmpty();
            rig().closeDialog();
        }
    }

    @Test
    void whatEverybodyNeedsIsNeverCutOff() {
        WindowRig.await(() -> !rig().words("#detail-name").isEmpty());
        for (Page page : rig().pages()) {
            rig().press("page-" + page.word());
            rig().laidOut();
            assertThat(seen(this::cut)).as("on the page %s", page).isEmpty();
        }
        for (String dialog : DIALOGS) {
            rig().press(dialog.startsWith("settings") ? "page-settings" : "page-overview");
            rig().laidOut();
            rig().press(dialog);
            rig().laidOut();
            assertThat(seen(this::cut)).as("in the dialog of %s", dialog).isEmpty();
            rig().closeDialog();
        }
    }

    @Test
    void theWideRailShowsAllOfItsWords() {
        WindowRig.await(() -> !rig().words("#detail-name").isEmpty());
        assertThat(seen(() -> {
                    Nodes.layOut((Region) rig().window().scene().getRoot(), 1_280, 800);
                    return cut();
                }))
                .isEmpty();
    }

    /** Texts that are neither of the bundles nor data. */
    private List<String> english() {
        return Nodes.shown(rig().window().scene().getRoot()).stream()
                .filter(node -> !words(node).isBlank())
                .filter(node -> !(node.getParent() instanceof Labeled) && !(node instanceof FontIcon))
                .filter(node ->
                        !isPseudo(words(node)) && !DATA.matcher(words(node)).matches())
                .filter(node -> !within(node, EXPLAINED))
                .map(node -> Nodes.name(node) + " “" + words(node) + "”")
                .distinct()
                .toList();
    }

    /** Buttons, and whatever stands in the strip, the rail or a dialog, that do not show all of their words. */
    private List<String> cut() {
        // Words that count on may have changed since the last layout.
        rig().window().scene().getRoot().layout();
        return Nodes.shown(rig().window().scene().getRoot()).stream()
                .filter(node -> node instanceof ButtonBase || within(node, "title-strip", "rail", "dialog"))
                .filter(Labeled.class::isInstance)
                .map(Labeled.class::cast)
                .filter(labeled -> labeled.getContentDisplay() != ContentDisplay.GRAPHIC_ONLY)
                .filter(PseudoLocaleTest::isCut)
                .map(labeled -> Nodes.name(labeled) + " “" + words(labeled) + "”")
                .toList();
    }

    private static boolean isCut(Labeled labeled) {
        return labeled.getText() != null
                && labeled.getChildrenUnmodifiable().stream()
                        .filter(Text.class::isInstance)
                        .filter(node -> !(node instanceof FontIcon))
                        .anyMatch(text -> !((Text) text).getText().equals(labeled.getText()));
    }

    /** Each of its parts that holds a plain letter stands between the brackets, or is data. */
    private static boolean isPseudo(String words) {
        return words.indexOf(PseudoLocale.OPEN) >= 0;
    }

    private static String words(Node node) {
        String words = switch (node) {
            case Labeled labeled -> labeled.getText();
            case TextInputControl input -> input.getPromptText();
            case Text text -> text.getText();
            default -> "";
        };
        return words == null ? "" : words.replace('\u00a0', ' ').strip();
    }

    private static boolean within(Node node, String... marks) {
        for (Node at = node; at != null; at = at.getParent()) {
            for (String mark : marks) {
                if (mark.equals(at.getId()) || at.getStyleClass().contains(mark)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> seen(Supplier<List<String>> look) {
        try {
            return WaitForAsyncUtils.asyncFx(look::get).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
