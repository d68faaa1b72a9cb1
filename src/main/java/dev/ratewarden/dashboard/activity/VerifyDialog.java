package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Copy;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.moderation.AuditReport;
import javafx.beans.binding.Bindings;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Says that the audit trail is being checked, and then what was found. */
final class VerifyDialog extends VBox {

    private static final double WIDTH = 560;
    private static final double MOST_HEIGHT = 400;

    private final Label title = Ui.label(text("activity.verify.running"), "name");
    private final VBox body = Ui.column(8);
    private final Button copy;
    final Button close;
    private String report = "";

    VerifyDialog(Runnable onClose) {
        super(12);
        setId("verify-dialog");
        getStyleClass().add("dialog");
        setAccessibleRole(AccessibleRole.DIALOG);
        accessibleTextProperty().bind(title.textProperty());
        setMinWidth(WIDTH);
        setMaxSize(WIDTH, USE_PREF_SIZE);
        title.setId("verify-title");
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        ProgressBar running = new ProgressBar();
        running.setMaxWidth(Double.MAX_VALUE);
        running.getStyleClass().add("verify-progress");
        body.setId("verify-body");
        body.getChildren().addAll(running, line(text("activity.verify.wait"), "muted"));
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.prefViewportHeightProperty().bind(Bindings.min(MOST_HEIGHT, body.heightProperty()));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        copy = Ui.button("verify-copy", text("activity.verify.copy"), this::copy);
        copy.setDisable(true);
        close = Ui.button("verify-close", text("activity.verify.close"), onClose, "primary");
        getChildren().addAll(title, scroll, Ui.row(8, Ui.spring(), copy, close));
    }

    void show(AuditReport found) {
        ReportWords words = new ReportWords(found);
        title.setText(words.title());
        if (!found.whole()) {
            title.getStyleClass().add("danger-words");
        } else if (!found.chains().isEmpty()) {
            // Where nothing was checked nothing is good.
            title.getStyleClass().add("verify-whole");
        }
        body.getChildren().clear();
        words.breaks().forEach(each -> body.getChildren().add(line(each, "verify-break")));
        words.facts().forEach(each -> body.getChildren().add(line(each)));
        words.chains().forEach(each -> body.getChildren().add(line(each, "muted", "small")));
        words.unchecked().forEach(each -> body.getChildren().add(line(each)));
        words.notes().forEach(each -> body.getChildren().add(line(each, "muted")));
        report = words.text();
        copy.setDisable(false);
    }

    void failed(String why) {
        title.setText(text("activity.verify.failed"));
        title.getStyleClass().add("danger-words");
        body.getChildren().setAll(line(why));
        report = title.getText() + "\n" + why;
        copy.setDisable(false);
    }

    private static Label line(String words, String... styles) {
        Label label = Ui.label(words, styles);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void copy() {
        Copy.words(report);
    }
}
