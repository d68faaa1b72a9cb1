package dev.ratewarden.dashboard.parts;

import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import javafx.scene.text.Text;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/** Short ways to make nodes as this window wants them. */
public final class Ui {

    private static final Duration TIP_DELAY = Duration.millis(350);

    private Ui() {}

    public static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** @param id by which tests and style sheets find it */
    public static Button button(String id, String text, Runnable action, String... styles) {
        Button button = new Button(text);
        button.setId(id);
        // Words may carry names, and an underscore in a name is no shortcut: "Ban mira_42" must read so.
        button.setMnemonicParsing(false);
        button.getStyleClass().addAll(styles);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(e -> action.run());
        return button;
    }

    /** A button that is only a picture; its words are for the tooltip and for those who cannot see it. */
    public static Button iconButton(String id, Node icon, String words, Runnable action, String... styles) {
        Button button = button(id, "", action, styles);
        button.setGraphic(icon);
        button.setAccessibleText(words);
        tip(button, words);
        return button;
    }

    /** Tab goes on to the next control, as everywhere else, instead of into the text. */
    public static void leaveByTab(TextArea area) {
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
                area.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
                event.consume();
            }
        });
    }

    /** Where Enter begins a new line, Ctrl and Enter (on a Mac Command) press the button. */
    public static void confirmBy(TextArea area, Button button) {
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
                event.consume();
                button.fire();
            }
        });
    }

    public static FontIcon icon(String name, String... styles) {
        FontIcon icon = new FontIcon(name);
        icon.getStyleClass().addAll(styles);
        return icon;
    }

    public static SVGPath shape(String path, String... styles) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().addAll(styles);
        return shape;
    }

    public static HBox row(double gap, Node... children) {
        HBox row = new HBox(gap, children);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    public static VBox column(double gap, Node... children) {
        return new VBox(gap, children);
    }

    /** Words at an axis of a chart, to be placed by their left end and their middle. */
    public static Text axisLabel(String words) {
        Text label = new Text(words);
        label.getStyleClass().add("chart-label");
        label.setTextOrigin(VPos.CENTER);
        return label;
    }

    /** Takes what is left of a row. */
    public static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    public static void tip(Node node, String words) {
        Tooltip tooltip = new Tooltip(words);
        tooltip.setShowDelay(TIP_DELAY);
        Tooltip.install(node, tooltip);
    }

    /** Styles at once what was put into the scene: done by the next pulse, it would have a second one draw the whole window again. */
    public static void dress(Node node) {
        node.applyCss();
    }

    /** Shown and taking room, or neither. */
    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /** Read out as one text. */
    public static <N extends Node> N spoken(N node, String words) {
        node.setAccessibleRole(AccessibleRole.TEXT);
        node.setAccessibleText(words);
        return node;
    }
}
