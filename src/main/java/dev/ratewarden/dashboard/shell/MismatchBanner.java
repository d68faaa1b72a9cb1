package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.parts.Ui;
import javafx.beans.InvalidationListener;

/** Warns where profile and community disagree on what the community is for: one of them leads to the wrong place. */
final class MismatchBanner extends Band {

    MismatchBanner(CommunityIdentity identity, Navigator navigator) {
        super("mismatch", "fth-alert-triangle");
        getStyleClass().add("alarm");
        ways(Ui.button("mismatch-open", text("mismatch.open"), () -> navigator.open(Page.CONNECTIONS)));
        InvalidationListener show = o -> {
            Environment expected = identity.contradictedProperty().get();
            Ui.show(this, expected != null);
            if (expected != null) {
                String says = identity.environmentProperty().get().word();
                say(
                        text("mismatch.words", text("environment." + expected.word()), text("environment." + says)),
                        text("mismatch.effect"));
            }
        };
        identity.contradictedProperty().addListener(show);
        identity.environmentProperty().addListener(show);
        show.invalidated(identity.contradictedProperty());
    }
}
