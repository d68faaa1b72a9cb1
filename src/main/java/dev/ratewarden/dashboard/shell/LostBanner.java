package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.LinkViewModel.Mood;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Says what is wrong with the link, what that means, and what can be done. */
final class LostBanner extends HBox {

    /** @param log opens the log */
    LostBanner(LinkViewModel link, Runnable log) {
        super(12);
        setId("lost-banner");
        getStyleClass().add("lost-banner");
        Label title = Ui.label("", "strong");
        title.setId("lost-title");
        title.setMinWidth(USE_PREF_SIZE);
        Label cause = Ui.label("");
        cause.setId("lost-cause");
        cause.setMinWidth(0);
        HBox.setHgrow(cause, Priority.ALWAYS);
        cause.setMaxWidth(Double.MAX_VALUE);
        Label countdown = Ui.label("", "muted");
        countdown.setId("lost-countdown");
        countdown.setMinWidth(USE_PREF_SIZE);
        Button retry = Ui.button("retry-button", text("link.retry"), link::retryNow);
        Button cancel = Ui.button("cancel-button", text("link.cancel"), link::cancel);
        Button look = Ui.button("lost-log", text("log.open"), log, "flat");
        getChildren().addAll(Ui.icon("fth-wifi-off"), title, cause, countdown, look, retry, cancel);
        Runnable show = () -> {
            Mood mood = link.moodProperty().get();
            boolean lost = mood == Mood.LOST;
            boolean slow = link.slowProperty().get();
            Ui.show(this, lost || slow || mood == Mood.STALE);
            title.setText(text(lost ? "lost.title" : slow ? "lost.slow" : "lost.stale"));
            cause.setText(lost ? link.causeProperty().get() : text(slow ? "lost.slow.cause" : "lost.stale.cause"));
            countdown.setText(link.countdownProperty().get());
            Ui.show(retry, lost);
            Ui.show(cancel, slow);
        };
        link.moodProperty().addListener(o -> show.run());
        link.slowProperty().addListener(o -> show.run());
        link.causeProperty().addListener(o -> show.run());
        link.countdownProperty().addListener(o -> show.run());
        show.run();
    }
}
