package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** A question with its consequence, a reason, and two buttons that say what they do. Views of other packages ask by it, too. */
public final class Dialog extends VBox {

    private static final double WIDTH = 460;
    private static final int MAX_REASON = 500;

    public final Label title = Ui.label("", "name");
    public final Label effect = Ui.label("", "muted");
    public final TextField reason = new TextField();
    public final Button confirm;
    private final VBox fields = new VBox(12);
    private final VBox reasonField = field(text("dialog.reason"), reason);
    private final Label user = Ui.label("", "mono", "muted", "small");
    private final DialogNotice overtaken = new DialogNotice("dialog-overtaken");
    private final DialogNotice forbidden = new DialogNotice("dialog-forbidden");
    private long nowMs;
    private Runnable timeMoved = () -> {};
    private boolean valid = true;
    private Node first = reason;

    /**
     * @param onConfirm gets the reason
     * @param close closes the dialog
     */
    public Dialog(String confirmWords, String style, Consumer<String> onConfirm, Runnable close) {
        super(12);
        setId("dialog");
        getStyleClass().add("dialog");
        setAccessibleRole(AccessibleRole.DIALOG);
        accessibleTextProperty().bind(title.textProperty());
        setMaxSize(WIDTH, USE_PREF_SIZE);
        setMinSize(WIDTH, USE_PREF_SIZE);
        title.setId("dialog-title");
        title.setWrapText(true);
        effect.setId("dialog-effect");
        effect.setWrapText(true);
        effect.setMinHeight(USE_PREF_SIZE);
        reason.setId("dialog-reason");
        reason.setPromptText(text("dialog.reason.prompt"));
        reason.textProperty().addListener((o, before, now) -> {
            if (now.length() > MAX_REASON) {
                reason.setText(before);
            }
        });
        confirm = Ui.button(
                "dialog-confirm",
                confirmWords,
                () -> {
                    close.run();
                    onConfirm.accept(reason.getText());
                },
                style);
        // A long name gives way; the title has it in full.
        confirm.setMinWidth(0);
        reason.setOnAction(e -> confirm.fire());
        Button cancel = Ui.button("dialog-cancel", text("dialog.cancel"), close);
        HBox buttons = Ui.row(8, Ui.spring(), cancel, confirm);
        buttons.getStyleClass().add("dialog-buttons");
        // Enter presses the button that has the focus; it never reaches another one.
        confirm.setOnKeyPressed(Dialog::press);
        cancel.setOnKeyPressed(Dialog::press);
        user.setId("dialog-user");
        Ui.show(user, false);
        getChildren().addAll(title, user, effect, fields, reasonField, overtaken, forbidden, buttons);
        Ui.show(fields, false);
    }

    private static void press(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.getSource() instanceof Button button) {
            event.consume();
            button.fire();
        }
    }

    /**
     * An end that counts from now moves on with the store's clock.
     *
     * @param firstMs as it was read last, epoch ms
     * @param moved whenever it was read again
     */
    void followClock(long firstMs, Runnable moved) {
        nowMs = firstMs;
        timeMoved = moved;
    }

    /** The store's clock as it was read last, epoch ms. */
    long nowMs() {
        return nowMs;
    }

    void clock(long ms) {
        nowMs = ms;
        timeMoved.run();
    }

    /** Names of two users may be the same; their ids are not. */
    void about(String userId) {
        user.setText(Text.visible(userId));
        Ui.show(user, true);
    }

    /** What gets the focus. */
    public Node first() {
        return first;
    }

    public void first(Node node) {
        first = node;
    }

    /** Asks for something else in the place of a reason. */
    void replaceReason(VBox field, Node firstOf) {
        getChildren().set(getChildren().indexOf(reasonField), field);
        first = firstOf;
    }

    public void add(Node node) {
        fields.getChildren().add(node);
        Ui.show(fields, true);
    }

    /** Whether what was entered could be done. */
    public void valid(boolean now) {
        valid = now;
        confirm.setDisable(!valid || overtaken.isVisible() || forbidden.isVisible());
    }

    /** Another moderator was first: nothing can be confirmed any more. */
    void overtaken(String words) {
        overtaken.say(words);
        valid(valid);
    }

    /** @param why nothing may be done for now; empty if it may */
    private void forbidden(String why) {
        forbidden.say(why);
        valid(valid);
    }

    /** While it is in sight, says as soon as the permit is withdrawn that and why nothing can be confirmed. */
    public void watch(Permit permit) {
        permit.follow(this, this::forbidden);
    }

    public static VBox field(String words, Node input) {
        Label label = Ui.label(words, "small", "medium");
        label.setLabelFor(input);
        return Ui.column(4, label, input);
    }
}
