package dev.ratewarden.dashboard.parts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Ban;
import javafx.scene.control.Label;

/** A moderator's ban: outlined, with a gavel, and never in the colour of a block. */
public final class BanChip extends Label {

    private static final String GAVEL =
            "M5.2 1.2 8.8 4.8 7.9 5.7 7.2 5 6.3 5.9 10.4 10 9.4 11 5.3 6.9 4.4 7.8 5.1 8.5 4.2 9.4"
                    + " 0.6 5.8 1.5 4.9 2.2 5.6 5 2.8 4.3 2.1Z";

    public BanChip() {
        getStyleClass().add("ban-chip");
        setGraphic(Ui.shape(GAVEL, "gavel"));
        setMinWidth(USE_PREF_SIZE);
    }

    /** @param pending while the store has not confirmed it */
    public void show(Ban ban, long nowMs, boolean pending) {
        Long until = ban.untilMs();
        setText(until == null ? text("ban.chip.good") : Figures.left(until - nowMs));
        setAccessibleText(text("ban.chip.spoken", getText()));
        setOpacity(pending ? 0.55 : 1);
    }
}
