package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Asks before something is lost. */
final class Question extends VBox {

    private static final double WIDTH = 420;

    final Button cancel;

    Question(String title, String effect, String confirm, String style, Runnable then, Runnable close) {
        super(12);
        setId("question");
        getStyleClass().add("dialog");
        setAccessibleRole(AccessibleRole.DIALOG);
        setAccessibleText(title);
        setMinSize(WIDTH, USE_PREF_SIZE);
        setMaxSize(WIDTH, USE_PREF_SIZE);
        Label heading = Ui.label(title, "name");
        heading.setId("question-title");
        heading.setWrapText(true);
        heading.setMinHeight(USE_PREF_SIZE);
        Label words = Ui.label(effect, "muted");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        cancel = Ui.button("question-cancel", text("dialog.cancel"), close);
        Button doIt = Ui.button(
                "question-confirm",
                confirm,
                () -> {
                    close.run();
                    then.run();
                },
                style);
        var buttons = Ui.row(8, Ui.spring(), cancel, doIt);
        buttons.getStyleClass().add("dialog-buttons");
        getChildren().addAll(heading, words, buttons);
    }
}
