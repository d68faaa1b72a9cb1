package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.parts.Ui;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Warns where profile and community disagree on what the community is for: one of them leads to the wrong place. */
final class MismatchBanner extends HBox {

    MismatchBanner(CommunityIdentity identity, Navigator navigator) {
        super(12);
        setId("mismatch-banner");
        getStyleClass().addAll("lost-banner", "mismatch-banner");
        Label words = Ui.label("", "strong");
        words.setId("mismatch-words");
        words.setMinWidth(USE_PREF_SIZE);
        Label effect = Ui.label(text("mismatch.effect"));
        effect.setMinWidth(0);
        effect.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(effect, Priority.ALWAYS);
        getChildren()
                .addAll(
                        Ui.icon("fth-alert-triangle"),
                        words,
                        effect,
                        Ui.button("mismatch-open", text("mismatch.open"), () -> navigator.open(Page.CONNECTIONS)));
        InvalidationListener show = o -> {
            Environment expected = identity.contradictedProperty().get();
            Ui.show(this, expected != null);
            words.setText(
                    expected == null
                            ? ""
                            : text(
                                    "mismatch.words",
                                    text("environment." + expected.word()),
                                    text("environment."
                                            + identity.environmentProperty()
                                                    .get()
                                                    .word())));
        };
        identity.contradictedProperty().addListener(show);
        identity.environmentProperty().addListener(show);
        show.invalidated(identity.contradictedProperty());
    }
}
