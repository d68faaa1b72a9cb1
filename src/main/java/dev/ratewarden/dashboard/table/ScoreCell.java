package dev.ratewarden.dashboard.table;

import dev.ratewarden.dashboard.parts.ScoreBar;
import dev.ratewarden.moderation.UserSummary;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The score as a bar and a number. */
final class ScoreCell extends HBox {

    private final ScoreBar bar = new ScoreBar();
    private final Label number = new Label();

    ScoreCell() {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        number.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(bar, number);
    }

    void show(UserSummary user) {
        bar.show(user.score(), user.tier());
        number.setText(Long.toString((long) Math.floor(user.score() + 5e-7)));
    }
}
