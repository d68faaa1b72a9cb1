package dev.ratewarden.dashboard.handover;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Note;
import java.util.Objects;
import javafx.beans.value.ChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Writes, changes or removes the pinned note. Whoever pins last wins, and is told before if somebody else was first. */
final class PinDialog extends VBox {

    private static final double WIDTH = 460;
    private static final int MAX_TEXT = 500;
    private static final int ROWS = 6;

    private final HandoverViewModel model;
    private final Times times;
    private final @Nullable Note before;
    private final TextArea entry = new TextArea();
    private final Label count = Ui.label("", "small", "muted");
    private final Label changed = Ui.label("", "danger-words");
    private final Label forbidden = Ui.label("", "danger-words");
    private final Button confirm;
    private final Button remove;

    PinDialog(HandoverViewModel model, String community, Times times, Runnable close) {
        super(12);
        this.model = model;
        this.times = times;
        this.before = model.handoverProperty().get().pinned();
        setId("pin-dialog");
        getStyleClass().addAll("card", "dialog");
        setAccessibleRole(AccessibleRole.DIALOG);
        setAccessibleText(text("pin.title"));
        setMaxSize(WIDTH, USE_PREF_SIZE);
        setMinSize(WIDTH, USE_PREF_SIZE);
        entry.setId("pin-text");
        entry.setText(before == null ? "" : before.text());
        entry.setWrapText(true);
        Ui.leaveByTab(entry);
        entry.setPrefRowCount(ROWS);
        entry.setAccessibleText(text("pin.label"));
        count.setId("pin-count");
        confirm = Ui.button("pin-confirm", text("pin.confirm"), () -> tell(entry.getText(), close), "primary");
        Ui.confirmBy(entry, confirm);
        remove = Ui.button("pin-remove", text("pin.remove"), () -> tell("", close), "danger");
        Label title = Ui.label(text("pin.title"), "name");
        getChildren()
                .addAll(
                        title,
                        wrapped(Ui.label(text("pin.effect", community), "muted"), "pin-effect"),
                        Ui.column(4, entry, count),
                        wrapped(changed, "pin-changed"),
                        wrapped(forbidden, "pin-forbidden"),
                        buttons(close));
        entry.textProperty().addListener((o, was, now) -> check());
        follow();
        check();
    }

    TextArea first() {
        return entry;
    }

    private HBox buttons(Runnable close) {
        Ui.show(remove, before != null);
        HBox buttons = Ui.row(8, remove, Ui.spring(), Ui.button("pin-cancel", text("dialog.cancel"), close), confirm);
        buttons.getStyleClass().add("dialog-buttons");
        return buttons;
    }

    private void tell(String note, Runnable close) {
        close.run();
        model.tell(new HandoverChange.Pin(note));
    }

    /** As long as the dialog is open, what others pin and what may be done is looked at. */
    private void follow() {
        ChangeListener<Handover> others = (o, was, now) -> compare(now.pinned());
        ChangeListener<String> permit = (o, was, now) -> check();
        model.handoverProperty().addListener(others);
        model.permit().why().addListener(permit);
        sceneProperty().addListener((o, was, now) -> {
            if (now == null) {
                model.handoverProperty().removeListener(others);
                model.permit().why().removeListener(permit);
            }
        });
        compare(before);
    }

    private void compare(@Nullable Note now) {
        boolean same = Objects.equals(now, before);
        Ui.show(changed, !same);
        if (!same) {
            changed.setText(
                    now == null
                            ? text("pin.changed.removed")
                            : text(
                                    "pin.changed",
                                    Text.visible(now.operator()),
                                    times.clock(now.atMs()),
                                    PinnedNote.oneLine(now.text())));
        }
    }

    private void check() {
        int length = entry.getText().strip().length();
        boolean fits = length <= MAX_TEXT;
        count.setText(
                fits
                        ? text("pin.count", Figures.count(length), MAX_TEXT)
                        : text("pin.long", Figures.count(length - MAX_TEXT), MAX_TEXT));
        count.getStyleClass().setAll("label", "small", fits ? "muted" : "danger-words");
        String why = model.permit().why().get();
        forbidden.setText(why);
        Ui.show(forbidden, !why.isEmpty());
        confirm.setDisable(!fits || length == 0 || !why.isEmpty());
        remove.setDisable(!why.isEmpty());
    }

    private static Label wrapped(Label label, String id) {
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
