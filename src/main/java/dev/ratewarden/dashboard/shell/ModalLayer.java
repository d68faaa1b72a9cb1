package dev.ratewarden.dashboard.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.event.EventDispatcher;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * Shows one dialog or drawer over the window. The focus stays in it; Escape closes it and gives the focus back, and so does a click beside
 * it, unless something was written in it: that would be lost by a slip. What
 * is open gives way only to what its own buttons open: whatever else comes, such as an answer that took long, would get the keys that
 * were meant for it.
 */
public final class ModalLayer extends StackPane {

    private static final double EDGE = 8;

    private @Nullable Region content;
    private @Nullable Node focusBefore;
    private List<String> textsBefore = List.of();
    /** How many events of what is open are being handled, one within the other. */
    private int handling;

    public ModalLayer() {
        setId("modal-layer");
        getStyleClass().add("modal-layer");
        // As large as what is in sight, whatever it shows.
        setMinSize(0, 0);
        setVisible(false);
        countHandling();
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                close();
            }
        });
        setOnMousePressed(event -> {
            if (event.getTarget() == this && !isWritten()) {
                close();
            }
        });
        sceneProperty().addListener((o, before, now) -> {
            if (now != null) {
                now.focusOwnerProperty().addListener((p, from, to) -> keepFocus(to));
            }
        });
    }

    /**
     * Shows it, unless something is open that did not ask for it.
     *
     * @param first gets the focus
     */
    public void show(Region dialog, Pos where, Node first) {
        if (content != null && handling == 0) {
            return;
        }
        if (content == null) {
            focusBefore = getScene().getFocusOwner();
        }
        content = dialog;
        StackPane.setAlignment(dialog, where);
        getChildren().setAll(dialog);
        setVisible(true);
        applyCss();
        layout();
        first.requestFocus();
        textsBefore = texts(dialog);
    }

    /** What there is too little room for is drawn smaller: its buttons are in sight at any zoom. */
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        Region open = content;
        if (open == null) {
            return;
        }
        boolean drawer = StackPane.getAlignment(open) == Pos.CENTER_RIGHT;
        double width = Math.max(open.minWidth(-1), Math.min(open.prefWidth(-1), open.maxWidth(-1)));
        double fit = Math.min(1, (getWidth() - 2 * EDGE) / width);
        if (!drawer) {
            fit = Math.min(fit, (getHeight() - 2 * EDGE) / open.prefHeight(width));
        }
        open.setScaleX(fit);
        open.setScaleY(fit);
        if (fit < 1) {
            double height = drawer ? getHeight() / fit : open.prefHeight(width);
            double middle = drawer ? getWidth() - width * fit / 2 : getWidth() / 2;
            open.resizeRelocate(middle - width / 2, (getHeight() - height) / 2, width, height);
        }
    }

    private void countHandling() {
        EventDispatcher own = getEventDispatcher();
        setEventDispatcher((event, tail) -> {
            handling++;
            try {
                return own.dispatchEvent(event, tail);
            } finally {
                handling--;
            }
        });
    }

    /** Whether some text in it is another than when it was shown. */
    private boolean isWritten() {
        return content != null && !texts(content).equals(textsBefore);
    }

    private static List<String> texts(Parent parent) {
        List<String> texts = new ArrayList<>();
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof TextInputControl input && input.isEditable()) {
                texts.add(input.getText());
            } else if (child instanceof Parent deeper) {
                texts.addAll(texts(deeper));
            }
        }
        return texts;
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
