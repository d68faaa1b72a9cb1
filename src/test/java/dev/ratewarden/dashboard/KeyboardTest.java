package dev.ratewarden.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The window without a mouse and without eyes. */
@ExtendWith(ApplicationExtension.class)
class KeyboardTest {

    private static final List<String> DIALOGS =
            List.of("ban-button", "reset-button", "history-button", "keys-button", "settings-log", "settings-about");
    private static final int MOST_STOPS = 150;

    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(1_772_719_200_000L));
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        memory.addDefaults(StandardPolicies.all(), null);
        for (String user : List.of("mira", "kettle")) {
            for (int i = 0; i < 10; i++) {
                memory.check(CheckRequest.of(user, "pack_create"));
            }
        }
        memory.describe(Map.of("mira", "mira_42", "kettle", "Kettle"));
        opened = new WindowRig(stage, memory);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void somebodyIsBannedFromAFreshWindowByTheKeyboardAlone(FxRobot robot) {
        WindowRig.await(() -> !rig().words("#detail-name").isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("mira");
        WindowRig.await(() -> rig().visible("#search-results")
                && rig().allWords("#search-results").contains("mira_42"));
        robot.push(KeyCode.ENTER);
        WindowRig.await(() -> rig().words("#detail-name").equals("mira_42"));
        robot.push(KeyCode.CONTROL, KeyCode.B);
        WindowRig.await(() -> rig().words("#dialog-title").equals("Ban mira_42 for 24 hours?"));
        robot.write("flooding");
        while (!focused("dialog-confirm")) {
            robot.push(KeyCode.TAB);
        }
        robot.push(KeyCode.SPACE);

        WindowRig.await(() -> memory.user("mira").orElseThrow().summary().ban() != null);
        assertThat(Objects.requireNonNull(
                                memory.user("mira").orElseThrow().summary().ban())
                        .reason())
                .isEqualTo("flooding");
        assertThat(memory.user("kettle").orElseThrow().summary().ban()).isNull();
        WindowRig.await(() -> rig().lookup("#toast-undo") != null);
        robot.push(KeyCode.CONTROL, KeyCode.U);
        WindowRig.await(() -> memory.user("mira").orElseThrow().summary().ban() == null);
    }

    @Test
    void afterABanTheKeysOfSomebodyWhoTypesOnDoNotTakeItBack(FxRobot robot) {
        WindowRig.await(() -> rig().visible("#ban-button") && !rig().disabled("#ban-button"));
        robot.interact(() -> rig().lookup("#ban-button").requestFocus());
        robot.push(KeyCode.SPACE);
        WindowRig.await(() -> rig().lookup("#dialog-confirm") != null);
        robot.push(KeyCode.ENTER);
        WindowRig.await(() -> rig().visible("#unban-button") && !rig().disabled("#unban-button"));
        rig().laidOut();

        assertThat(rig().lookup("#history-button").isFocused()).isTrue();
    }

    @Test
    void everyControlSaysWhatItIs() {
        onEveryPageAndDialog(where -> assertThat(seen(this::silent)).as(where).isEmpty());
    }

    @Test
    void tabReachesEveryControlInTheOrderOfReading(FxRobot robot) {
        onEveryPageAndDialog(where -> {
            List<Node> stops = walk(robot);
            assertThat(names(missing(stops))).as("not reached by Tab: " + where).isEmpty();
            assertThat(outOfOrder(stops)).as("out of order: " + where).isEmpty();
        });
    }

    @Test
    void shortcutsGoToPagesAndTheFocusGoesWithThem(FxRobot robot) {
        WindowRig.await(() -> !rig().words("#detail-name").isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT6);
        WindowRig.await(() -> rig().visible("#settings-page"));
        WindowRig.await(() -> focused("settings-theme-1"));
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
        WindowRig.await(() -> rig().visible("#users-table"));
        assertThat(rig().spoken("#page-overview")).isEqualTo("Overview (Ctrl 1)");
    }

    @Test
    void aQuestionMarkOpensTheCheatSheetButIsALetterWhereOneWrites(FxRobot robot) {
        WindowRig.await(() -> !rig().words("#detail-name").isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.K);
        robot.write("?");
        assertThat(((TextInputControl) rig().lookup("#search-field")).getText()).isEqualTo("?");
        assertThat(rig().visible("#modal-layer")).isFalse();
        robot.push(KeyCode.ESCAPE);
        robot.interact(() -> rig().lookup("#pause-button").requestFocus());

        robot.write("?");

        WindowRig.await(() -> rig().lookup("#keys-dialog") != null);
    }

    private void onEveryPageAndDialog(java.util.function.Consumer<String> look) {
        WindowRig.await(() -> !rig().words("#detail-name").isEmpty());
        for (Page page : rig().pages()) {
            rig().press("page-" + page.word());
            WaitForAsyncUtils.waitForFxEvents();
            look.accept("page " + page);
        }
        for (String dialog : DIALOGS) {
            rig().press(dialog.startsWith("settings") ? "page-settings" : "page-overview");
            WaitForAsyncUtils.waitForFxEvents();
            rig().press(dialog);
            WaitForAsyncUtils.waitForFxEvents();
            look.accept("dialog of " + dialog);
            rig().closeDialog();
        }
    }

    /** What gets the focus by Tab until it comes round. */
    private List<Node> walk(FxRobot robot) {
        if (!rig().visible("#modal-layer")) {
            robot.interact(() -> rig().window().scene().getRoot().requestFocus());
        }
        Set<Node> stops = new LinkedHashSet<>();
        for (int i = 0; i < MOST_STOPS; i++) {
            robot.push(KeyCode.TAB);
            Node owner = seen(() -> rig().window().scene().getFocusOwner());
            if (owner == null || !stops.add(owner)) {
                break;
            }
        }
        return fromTheTop(new ArrayList<>(stops));
    }

    /** A dialog gives the focus to the field that matters, so a walk through it begins in its midst. */
    private List<Node> fromTheTop(List<Node> stops) {
        List<Node> drawn = seen(this::focusable);
        stops.stream()
                .min(java.util.Comparator.comparingInt(
                        node -> drawn.contains(node) ? drawn.indexOf(node) : Integer.MAX_VALUE))
                .ifPresent(first -> java.util.Collections.rotate(stops, -stops.indexOf(first)));
        return stops;
    }

    private List<Node> missing(List<Node> stops) {
        return seen(this::focusable).stream()
                .filter(node -> !stops.contains(node))
                // Of a choice of a few, arrows go from one to the next.
                .filter(node -> !(node instanceof ToggleButton toggle
                        && toggle.getToggleGroup() != null
                        && !toggle.isSelected()))
                .toList();
    }

    /** In what is in sight now: the dialog, or the window if there is none. */
    private List<Node> focusable() {
        Node root = rig().visible("#modal-layer")
                ? rig().lookup("#modal-layer")
                : rig().window().scene().getRoot();
        return Nodes.shown(root).stream()
                .filter(node -> node.isFocusTraversable() && !node.isDisabled())
                .toList();
    }

    private List<String> silent() {
        Set<Node> labelled = new LinkedHashSet<>();
        Nodes.shown(rig().window().scene().getRoot()).stream()
                .filter(Label.class::isInstance)
                .forEach(label -> labelled.add(((Label) label).getLabelFor()));
        return focusable().stream()
                .filter(node -> !(node instanceof ScrollPane) && !labelled.contains(node))
                .filter(node -> blank(node.getAccessibleText())
                        && !(node instanceof Labeled labeled && !blank(labeled.getText())))
                .map(Nodes::name)
                .toList();
    }

    /** Pairs of which the second stands above the first within the same part of the window. */
    private static List<String> outOfOrder(List<Node> stops) {
        List<String> wrong = new ArrayList<>();
        for (int i = 1; i < stops.size(); i++) {
            Node before = stops.get(i - 1);
            Node after = stops.get(i);
            if (part(before) == part(after)) {
                Bounds first = Nodes.inScene(before);
                Bounds second = Nodes.inScene(after);
                boolean above = second.getMaxY() <= first.getMinY() + 1 && second.getMaxX() <= first.getMaxX();
                boolean left = Math.abs(second.getMinY() - first.getMinY()) < 4 && second.getMaxX() <= first.getMinX();
                if (above || left) {
                    wrong.add(Nodes.name(before) + " before " + Nodes.name(after));
                }
            }
        }
        return wrong;
    }

    /** Strip, rail, page, dialog: each is read as a whole. */
    private static @Nullable Node part(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getStyleClass().stream()
                    .anyMatch(Set.of("title-strip", "rail", "page", "dialog", "drawer", "status-bar")::contains)) {
                return at;
            }
        }
        return null;
    }

    private boolean focused(String id) {
        Node owner = Platform.isFxApplicationThread()
                ? rig().window().scene().getFocusOwner()
                : seen(() -> rig().window().scene().getFocusOwner());
        return owner != null && id.equals(owner.getId());
    }

    private static List<String> names(List<Node> nodes) {
        return nodes.stream().map(Nodes::name).toList();
    }

    private static boolean blank(@Nullable String words) {
        return words == null || words.isBlank();
    }

    private static <T> T seen(Supplier<T> look) {
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
