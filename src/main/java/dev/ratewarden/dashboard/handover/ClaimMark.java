package dev.ratewarden.dashboard.handover;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Handover.Claim;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** An eye in a table where somebody is on a user; the words stand in its tooltip. */
public final class ClaimMark extends Label {

    private static final long MINUTE_MS = 60_000;

    private final Tooltip tip = new Tooltip();

    public ClaimMark() {
        getStyleClass().add("claim-mark");
        setGraphic(Ui.icon("fth-eye", "claim-icon"));
        setMinWidth(USE_PREF_SIZE);
        setTooltip(tip);
    }

    /**
     * @param claim null if nobody is on the user
     * @param operator in whose name this window speaks
     */
    public void show(@Nullable Claim claim, long nowMs, String operator) {
        setVisible(claim != null);
        String words = claim == null ? "" : words(claim, nowMs, operator);
        setAccessibleText(words);
        tip.setText(words);
    }

    /** Such as {@code mod_lee is on it, 12 min left}. */
    public static String words(Claim claim, long nowMs, String operator) {
        String left = Figures.count((claim.untilMs() - nowMs + MINUTE_MS - 1) / MINUTE_MS);
        return claim.operator().equals(operator)
                ? text("handover.claim.mine", left)
                : text("handover.claim", Text.visible(claim.operator()), left);
    }
}
