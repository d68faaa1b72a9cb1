package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.connections.ConnectionProfile.Shape;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.VBox;

/** Asks for what no file holds. The passwords are gone from the fields as soon as the dialog is. */
final class PasswordDialog extends VBox {

    private static final double WIDTH = 420;

    private final PasswordField redis = new PasswordField();
    private final PasswordField sentinel = new PasswordField();

    /**
     * @param confirm what the button says
     * @param refused why the last ones were refused; empty at first
     */
    PasswordDialog(
            ConnectionProfile profile,
            String confirm,
            String refused,
            Consumer<Passwords> then,
            Runnable close,
            Runnable cancelled) {
        super(12);
        setId("password-dialog");
        getStyleClass().add("dialog");
        setMinSize(WIDTH, USE_PREF_SIZE);
        setMaxSize(WIDTH, USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.DIALOG);
        Label title = wrapped(Ui.label(text("connections.password.title", Text.visible(profile.name())), "name"));
        setAccessibleText(title.getText());
        Label where = wrapped(Ui.label(text("connections.password.where", Text.visible(profile.address())), "muted"));
        Label why = wrapped(Ui.label(refused, "danger-words"));
        why.setId("password-refused");
        Ui.show(why, !refused.isEmpty());
        redis.setId("password-redis");
        sentinel.setId("password-sentinel");
        Button go = Ui.button(
                "password-confirm",
                confirm,
                () -> {
                    Passwords typed = new Passwords(redis.getText(), sentinel.getText());
                    close.run();
                    then.accept(typed);
                },
                "primary");
        Button cancel = Ui.button("password-cancel", text("dialog.cancel"), () -> {
            close.run();
            cancelled.run();
        });
        redis.setOnAction(e -> go.fire());
        sentinel.setOnAction(e -> go.fire());
        var buttons = Ui.row(8, Ui.spring(), cancel, go);
        buttons.getStyleClass().add("dialog-buttons");
        getChildren().addAll(title, where, why, field(text("connections.password"), redis));
        if (profile.shape() == Shape.SENTINEL) {
            getChildren().add(field(text("connections.password.sentinel"), sentinel));
        }
        getChildren().addAll(wrapped(Ui.label(text("connections.password.kept"), "muted", "small")), buttons);
        // However it is left: by a button, Escape, or a click beside it.
        sceneProperty().addListener((o, before, now) -> {
            if (now == null) {
                forget();
            }
        });
    }

    Node first() {
        return redis;
    }

    private void forget() {
        redis.clear();
        sentinel.clear();
    }

    private static VBox field(String words, Node input) {
        Label label = Ui.label(words, "small", "medium");
        label.setLabelFor(input);
        return Ui.column(4, label, input);
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
