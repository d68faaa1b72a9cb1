package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.LinkViewModel.Mood;
import dev.ratewarden.dashboard.theme.Appearance;
import dev.ratewarden.limiter.Text;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import org.controlsfx.control.PopOver;

/** How fresh the picture is, in a dot and words; pressed, it says what it is connected to. */
final class LinkStateView extends Button {

    private final Region dot = new Region();
    private final PopOver about;

    /** @param store what the window reads, without secrets */
    LinkStateView(String store, LinkViewModel link) {
        setId("link-words");
        setMnemonicParsing(false);
        getStyleClass().addAll("flat", "link-state");
        setMinWidth(USE_PREF_SIZE);
        setGraphic(dot);
        textProperty().bind(link.wordsProperty());
        link.moodProperty().addListener((o, before, now) -> mood(now));
        mood(link.moodProperty().get());
        about = new PopOver(about(Text.visible(store), link));
        about.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        about.setAnimated(false);
        about.getRoot().getStylesheets().add(Appearance.sheet("popover"));
        about.setTitle(text("link.about"));
        setOnAction(e -> {
            if (about.isShowing()) {
                about.hide();
            } else {
                about.show(this);
            }
        });
    }

    private void mood(Mood mood) {
        dot.getStyleClass().setAll("link-dot", mood.name().toLowerCase(Locale.ROOT));
    }

    private static GridPane about(String store, LinkViewModel link) {
        GridPane rows = new GridPane(16, 6);
        rows.getStyleClass().add("link-about");
        rows.addRow(0, Ui.label(text("link.about.store"), "muted"), Ui.label(store, "mono"));
        rows.addRow(1, Ui.label(text("link.about.state"), "muted"), bound(link.wordsProperty()));
        rows.addRow(
                2,
                Ui.label(text("link.about.reading"), "muted"),
                bound(Bindings.when(link.readingProperty().isEmpty())
                        .then(text("link.about.none"))
                        .otherwise(link.readingProperty())));
        return rows;
    }

    private static Label bound(ObservableStringValue words) {
        Label label = new Label();
        label.textProperty().bind(words);
        return label;
    }
}
