package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import javafx.beans.InvalidationListener;

/** Says that the store was emptied, until somebody has taken note: small figures would look like a calm day. */
final class EmptiedBanner extends Band {

    EmptiedBanner(EmptiedViewModel emptied, Times times) {
        super("emptied", "fth-alert-triangle");
        getStyleClass().add("alarm");
        ways(Ui.button("emptied-noted", text("emptied.noted"), emptied::takeNote));
        InvalidationListener show = o -> {
            Long at = emptied.noticedAtMsProperty().get();
            Ui.show(this, at != null);
            if (at != null) {
                say(text("emptied.title"), text("emptied.words", times.clock(at)));
            }
        };
        emptied.noticedAtMsProperty().addListener(show);
        show.invalidated(emptied.noticedAtMsProperty());
    }
}
