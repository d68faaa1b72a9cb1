package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** Says how many reviewed users the list leaves out, and shows them. */
final class ReviewedBar extends HBox {

    private final UsersViewModel model;
    private final Label words = Ui.label("", "muted", "small");
    private final Button turn;

    ReviewedBar(UsersViewModel model) {
        super(4);
        this.model = model;
        setId("reviewed-bar");
        getStyleClass().add("reviewed-bar");
        words.setId("reviewed-words");
        words.setMinWidth(USE_PREF_SIZE);
        turn = Ui.button(
                "reviewed-turn",
                "",
                () -> model.showReviewedProperty()
                        .set(!model.showReviewedProperty().get()),
                "link");
        getChildren().addAll(words, turn);
        model.reviewedProperty().addListener((o, before, now) -> show());
        model.showReviewedProperty().addListener((o, before, now) -> show());
        show();
    }

    private void show() {
        int reviewed = model.reviewedProperty().get();
        boolean shown = model.showReviewedProperty().get();
        Ui.show(this, reviewed > 0);
        String state = shown ? "shown" : "hidden";
        words.setText(
                reviewed == 1
                        ? text("reviewed." + state + ".one")
                        : text("reviewed." + state, Figures.count(reviewed)));
        turn.setText(text(shown ? "reviewed.hide" : "reviewed.show"));
    }
}
