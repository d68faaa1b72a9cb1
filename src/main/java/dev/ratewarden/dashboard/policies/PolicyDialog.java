package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Asks before something is done to everybody, and says what it does. */
final class PolicyDialog extends VBox {

    /** What stands in it; {@code style} is that of the confirming button. */
    record Words(String title, String effect, String confirm, String style) {}

    static final int MAX_REASON = 500;

    private static final double WIDTH = 460;

    final Node first;
    private final Button confirm;
    private final Label forbidden = wrapped("dialog-forbidden", "", "danger-words");

    /**
     * @param onConfirm gets the reason
     * @param close closes the dialog
     */
    static PolicyDialog withReason(Words words, Consumer<String> onConfirm, Runnable close) {
        TextField reason = reason("dialog-reason");
        return new PolicyDialog(words, reason, () -> onConfirm.accept(reason.getText()), close);
    }

    /** A question about what nobody else sees, so that no reason is asked for. */
    static PolicyDialog question(Words words, Runnable onConfirm, Runnable close) {
        return new PolicyDialog(words, null, onConfirm, close);
    }

    /** A field for a reason as the audit trail takes it. */
    static TextField reason(String id) {
        TextField reason = new TextField();
        reason.setId(id);
        reason.setPromptText(text("dialog.reason.prompt"));
        reason.textProperty().addListener((o, before, now) -> {
            if (now.length() > MAX_REASON) {
                reason.setText(before);
            }
        });
        return reason;
    }

    private PolicyDialog(
            Words words, @org.jspecify.annotations.Nullable TextField reason, Runnable onConfirm, Runnable close) {
        super(12);
        setId("dialog");
        getStyleClass().add("dialog");
        setAccessibleRole(AccessibleRole.DIALOG);
        setAccessibleText(words.title());
        setMaxSize(WIDTH, USE_PREF_SIZE);
        setMinSize(WIDTH, USE_PREF_SIZE);
        confirm = Ui.button(
                "dialog-confirm",
                words.confirm(),
                () -> {
                    close.run();
                    onConfirm.run();
                },
                words.style());
        Button cancel = Ui.button("dialog-cancel", text("dialog.cancel"), close);
        getChildren()
                .addAll(
                        wrapped("dialog-title", words.title(), "name"),
                        wrapped("dialog-effect", words.effect(), "muted"));
        if (reason != null) {
            reason.setOnAction(e -> confirm.fire());
            Label label = Ui.label(text("dialog.reason"), "small", "medium");
            label.setLabelFor(reason);
            getChildren().add(Ui.column(4, label, reason));
        }
        Ui.show(forbidden, false);
        getChildren().add(forbidden);
        HBox buttons = Ui.row(8, Ui.spring(), cancel, confirm);
        buttons.getStyleClass().add("dialog-buttons");
        getChildren().add(buttons);
        first = reason == null ? cancel : reason;
    }

    /** While it is in sight, says as soon as the permit is withdrawn that and why nothing can be confirmed. */
    void watch(Permit permit) {
        permit.follow(this, this::forbid);
    }

    private void forbid(String why) {
        forbidden.setText(why);
        Ui.show(forbidden, !why.isEmpty());
        confirm.setDisable(!why.isEmpty());
    }

    private static Label wrapped(String id, String words, String style) {
        Label label = Ui.label(words, style);
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
