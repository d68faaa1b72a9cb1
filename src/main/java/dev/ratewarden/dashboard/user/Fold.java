package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** Something that is only shown when asked for. */
final class Fold extends VBox {

    private final Node content;
    private final String words;
    private final FontIcon arrow = Ui.icon("fth-chevron-right", "muted");
    private final Button head;

    Fold(String id, String words, Node content) {
        super(6);
        this.content = content;
        this.words = words;
        head = Ui.button(id, words, this::turn, "flat", "small-target", "fold-head");
        head.setGraphic(arrow);
        getChildren().addAll(head, content);
        open(false);
    }

    boolean isOpen() {
        return content.isVisible();
    }

    private void turn() {
        open(!isOpen());
    }

    private void open(boolean now) {
        Ui.show(content, now);
        arrow.setIconLiteral(now ? "fth-chevron-down" : "fth-chevron-right");
        head.setAccessibleText(text(now ? "fold.open" : "fold.closed", words));
    }
}
