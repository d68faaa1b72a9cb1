package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.parts.Ui;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** What was read, by whom the window acts, and whether anything is real. */
final class StatusBarView extends HBox {

    StatusBarView(LinkViewModel link, ObservableStringValue listed, String operator, Environment environment) {
        super(20);
        getStyleClass().add("status-bar");
        Label reading = Ui.label("", "muted", "small");
        reading.setId("status-reading");
        reading.textProperty().bind(link.readingProperty());
        Label users = Ui.label("", "muted", "small");
        users.setId("status-listed");
        users.textProperty().bind(listed);
        getChildren()
                .addAll(reading, users, Ui.spring(), Ui.label(text("status.operator", operator), "muted", "small"));
        if (environment == Environment.DEMO) {
            getChildren().add(Ui.label(text("status.demo"), "muted", "small"));
        }
    }
}
