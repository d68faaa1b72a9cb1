package dev.ratewarden.dashboard.handover;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.ActionDialogs.Stagehand;
import dev.ratewarden.dashboard.handover.Absence.Kind;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/** What a shift hands to the next, above the Overview: what happened meanwhile, and the pinned note. No room without either. */
public final class HandoverView extends VBox {

    private static final double LOW = 720;

    private final HandoverViewModel model;
    private final String community;
    private final Times times;
    private final Stagehand stage;

    /**
     * @param community its name as it is shown
     * @param open shows what is behind a figure
     */
    public HandoverView(
            HandoverViewModel model,
            AbsenceViewModel absence,
            String community,
            Times times,
            Stagehand stage,
            Consumer<Kind> open) {
        super(6);
        this.model = model;
        this.community = community;
        this.times = times;
        this.stage = stage;
        AbsenceStrip strip = new AbsenceStrip(absence, times, open);
        PinnedNote note = new PinnedNote(model, times, this::edit);
        getChildren().addAll(strip, note);
        // A low window has room for one line: what happened first, and the note when that was seen.
        ObservableValue<Boolean> low = sceneProperty()
                .flatMap(Scene::heightProperty)
                .map(height -> height.doubleValue() < LOW)
                .orElse(false);
        BooleanBinding shown = Bindings.createBooleanBinding(
                () -> note.pinnedProperty().get() && !(low.getValue() && strip.isVisible()),
                note.pinnedProperty(),
                low,
                strip.visibleProperty());
        note.visibleProperty().bind(shown);
        note.managedProperty().bind(shown);
        visibleProperty().bind(Bindings.or(strip.visibleProperty(), note.pinnedProperty()));
        managedProperty().bind(visibleProperty());
    }

    /** Opens the dialog of the pinned note. */
    public void edit() {
        PinDialog dialog = new PinDialog(model, community, times, stage::close);
        stage.dialog(dialog, dialog.first());
    }

    /** Pins a first note; not there while one is pinned, which has its own. */
    public Button pinner() {
        Button pin = Ui.iconButton(
                "pin-new", Ui.icon("fth-bookmark", "muted"), text("pin.new"), this::edit, "flat", "small-target");
        model.handoverProperty().addListener((o, before, now) -> Ui.show(pin, now.pinned() == null));
        return pin;
    }
}
