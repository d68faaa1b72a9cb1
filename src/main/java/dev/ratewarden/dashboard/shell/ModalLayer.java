package dev.ratewarden.dashboard.shell;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Shows one dialog or drawer over the window. The focus stays in it; Escape and a click beside it close it and give the focus back. */
public final class ModalLayer extends StackPane {

    private @Nullable Region content;
    private @Nullable Node focusBefore;

    public ModalLayer() {
        setId("modal-layer");
        getStyleClass().add("modal-layer");
        setVisible(false);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                close();
            }
        });
        setOnMousePressed(event -> {
            if (event.getTarget() == this) {
                close();
            }
        });
        sceneProperty().addListener((o, before, now) -> {
            if (now != null) {
                now.focusOwnerProperty().addListener((p, from, to) -> keepFocus(to));
            }
        });
    }

    /** @param first gets the focus */
    public void show(Region dialog, Pos where, Node first) {
        focusBefore = getScene().getFocusOwner();
        content = dialog;
        StackPane.setAlignment(dialog, where);
        getChildren().setAll(dialog);
        setVisible(true);
        applyCss();
        layout();
        first.requestFocus();
    }

    public boolean isOpen() {
        return content != null;
    }

    public void close() {
        if (content == null) {
            return;
        }
        content = null;
        setVisible(false);
        getChildren().clear();
        Node before = focusBefore;
        // A community that is left must not be held by the focus that it once had.
        focusBefore = null;
        if (before != null) {
            before.requestFocus();
        }
    }

    private void keepFocus(@Nullable Node owner) {
        Region open = content;
        if (open == null || isWithin(owner, open)) {
            return;
        }
        Node first = firstFocusable(open);
        if (first != null) {
            first.requestFocus();
        }
    }

    @SuppressWarnings("ReferenceEquality") // Nodes are what they are.
    private static boolean isWithin(@Nullable Node node, Node ancestor) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at == ancestor) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Node firstFocusable(Parent parent) {
        List<Node> children = parent.getChildrenUnmodifiable();
        for (Node child : children) {
            if (child instanceof Control && child.isFocusTraversable() && !child.isDisabled() && child.isVisible()) {
                return child;
            }
            Node within = child instanceof Parent deeper ? firstFocusable(deeper) : null;
            if (within != null) {
                return within;
            }
        }
        return null;
    }
}
