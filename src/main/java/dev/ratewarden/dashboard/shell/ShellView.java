package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** What a window shows: a community, and toasts, notices and dialogs over it. */
public final class ShellView extends StackPane {

    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final PseudoClass SHORT = PseudoClass.getPseudoClass("short");
    private static final double NARROW_BELOW = 1_160;
    private static final double SHORT_BELOW = 740;

    private final StackPane room = new StackPane();

    ShellView(Toasts toasts, Notices notices, ModalLayer modal) {
        getStyleClass().add("shell");
        getChildren().addAll(room, toasts, notices, modal);
        heightProperty()
                .addListener((o, before, now) -> pseudoClassStateChanged(SHORT, now.doubleValue() < SHORT_BELOW));
        widthProperty()
                .addListener((o, before, now) -> pseudoClassStateChanged(NARROW, now.doubleValue() < NARROW_BELOW));
    }

    /** @param tools over its upper right corner; none for a content that has its own */
    void show(Node content, Node... tools) {
        room.getChildren().setAll(content);
        if (tools.length > 0) {
            HBox corner = Ui.row(8, tools);
            corner.getStyleClass().add("lobby-tools");
            corner.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
            StackPane.setAlignment(corner, Pos.TOP_RIGHT);
            room.getChildren().add(corner);
        }
    }
}
