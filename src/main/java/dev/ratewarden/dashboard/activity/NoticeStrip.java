package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** What is missing from the lists, and why. Takes no room while nothing is. */
final class NoticeStrip extends HBox {

    private final ActivityViewModel model;
    private final Label words = Ui.label("");

    NoticeStrip(ActivityViewModel model) {
        super(8);
        this.model = model;
        setId("activity-notice");
        getStyleClass().add("activity-notice");
        words.setId("activity-notice-words");
        words.setWrapText(true);
        getChildren().addAll(Ui.icon("fth-alert-triangle"), words);
        model.troubleProperty().addListener((o, before, now) -> tell());
        model.unreadableProperty().addListener((o, before, now) -> tell());
        model.skippedProperty().addListener((o, before, now) -> tell());
        model.gapProperty().addListener((o, before, now) -> tell());
        tell();
    }

    private void tell() {
        List<String> missing = new ArrayList<>();
        if (!model.troubleProperty().get().isEmpty()) {
            missing.add(text("activity.notice.refused", model.troubleProperty().get()));
        }
        long unreadable = model.unreadableProperty().get();
        if (unreadable > 0) {
            missing.add(text(
                    unreadable == 1 ? "activity.notice.unreadable.one" : "activity.notice.unreadable",
                    Figures.count(unreadable)));
        }
        if (model.skippedProperty().get() > 0) {
            missing.add(text(
                    "activity.notice.skipped",
                    Figures.count(model.skippedProperty().get())));
        }
        if (model.gapProperty().get()) {
            missing.add(text("activity.notice.gap"));
        }
        words.setText(String.join(" ", missing));
        Ui.show(this, !missing.isEmpty());
    }
}
