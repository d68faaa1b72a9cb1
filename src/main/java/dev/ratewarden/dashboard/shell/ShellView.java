package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What a window shows: a community, and toasts, notices and dialogs over it. */
public final class ShellView extends StackPane {

    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final PseudoClass SHORT = PseudoClass.getPseudoClass("short");
    private static final double NARROW_BELOW = 1_160;
    private static final double SHORT_BELOW = 740;

    private static final double NOTES_GAP = 2;

    private final StackPane room = new StackPane();
    private final ReadOnlyDoubleWrapper bands = new ReadOnlyDoubleWrapper();
    private final VBox notes;
    private final ModalLayer modal;

    ShellView(Toasts toasts, Notices notices, ModalLayer modal) {
        getStyleClass().add("shell");
        this.modal = modal;
        notes = new VBox(NOTES_GAP, toasts, notices);
        notes.setAlignment(Pos.BOTTOM_LEFT);
        notes.setFillWidth(true);
        notes.setMinSize(0, 0);
        notes.setPickOnBounds(false);
        VBox.setVgrow(toasts, Priority.ALWAYS);
        getChildren().addAll(room, notes, modal);
        heightProperty()
                .addListener((o, before, now) -> pseudoClassStateChanged(SHORT, now.doubleValue() < SHORT_BELOW));
        widthProperty()
                .addListener((o, before, now) -> pseudoClassStateChanged(NARROW, now.doubleValue() < NARROW_BELOW));
    }

    /** What stands over the page stays in the part of it that is in sight. */
    void keepInSight(ObservableValue<Insets> hidden) {
        hidden.subscribe(out -> {
            StackPane.setMargin(notes, out);
            StackPane.setMargin(modal, out);
        });
    }

    /** How high the bands are that stand above a page now. */
    ReadOnlyDoubleProperty bandsHeight() {
        return bands.getReadOnlyProperty();
    }

    /** @param tools over its upper right corner; none for a content that has its own */
    void show(Node content, Node... tools) {
        room.getChildren().setAll(content);
        bands.unbind();
        bands.set(0);
        if (content instanceof Frame frame) {
            bands.bind(frame.bandsHeight());
        }
        if (tools.length > 0) {
            HBox corner = Ui.row(8, tools);
            corner.getStyleClass().add("lobby-tools");
            corner.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
            StackPane.setAlignment(corner, Pos.TOP_RIGHT);
            room.getChildren().add(corner);
        }
    }
}
