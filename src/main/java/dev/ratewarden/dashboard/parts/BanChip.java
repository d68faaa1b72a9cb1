package dev.ratewarden.dashboard.parts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Durations;
import javafx.scene.control.Label;

/** A moderator's ban: outlined, with a gavel, and never in the colour of a block. */
public final class BanChip extends Label {

    private static final long HOUR_MS = 3_600_000;
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
        setText(until == null ? text("ban.chip.good") : left(until - nowMs));
        setAccessibleText(text("ban.chip.spoken", getText()));
        setOpacity(pending ? 0.55 : 1);
    }

    /** One unit, rounded to the nearest: the detail pane names the end exactly. */
    private static String left(long ms) {
        long unit = ms >= 48 * HOUR_MS ? 24 * HOUR_MS : ms >= HOUR_MS ? HOUR_MS : 60_000;
        return Durations.words(Math.max(unit, (ms + unit / 2) / unit * unit)).replace(' ', '\u00a0');
    }
}
