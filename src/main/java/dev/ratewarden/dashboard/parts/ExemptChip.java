package dev.ratewarden.dashboard.parts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Exemption;
import javafx.scene.control.Label;

/** A place on the allow-list: outlined, with a shield. */
public final class ExemptChip extends Label {

    private static final String SHIELD = "M5 0 9.3 1.6V5C9.3 7.4 7.6 9.3 5 10.2 2.4 9.3 0.7 7.4 0.7 5V1.6Z";
    private static final String SMALL = "small-mark";

    public ExemptChip() {
        getStyleClass().add("exempt-chip");
        setGraphic(Ui.shape(SHIELD, "shield"));
        setMinWidth(USE_PREF_SIZE);
        setText(text("exempt.chip"));
    }

    /** With what is left of it. */
    public void show(Exemption exemption, long nowMs) {
        Long until = exemption.untilMs();
        setText(until == null ? text("exempt.chip") : text("exempt.chip.left", Figures.left(until - nowMs)));
        setAccessibleText(
                until == null
                        ? text("exempt.chip.spoken.good")
                        : text("exempt.chip.spoken", Figures.left(until - nowMs)));
    }

    /** Only the shield, for a table; the words stand in the tooltip. */
    public void showSmall(String tip) {
        setText("");
        if (!getStyleClass().contains(SMALL)) {
            getStyleClass().add(SMALL);
        }
        setAccessibleText(tip);
        Tips.set(this, tip);
    }
}
