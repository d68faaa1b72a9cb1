package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.LinkViewModel.Mood;
import dev.ratewarden.dashboard.theme.Appearance;
import dev.ratewarden.limiter.Text;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import org.controlsfx.control.PopOver;

/** How fresh the picture is, in a dot and words; pressed, it says what it is connected to. */
final class LinkStateView extends Button {

    private static final double OUTAGE_WIDTH = 320;

    private final Region dot = new Region();
    private final PopOver about;

    /** @param store what the window reads, without secrets */
    LinkStateView(String store, LinkViewModel link, BotsViewModel bots) {
        setId("link-words");
        setMnemonicParsing(false);
        getStyleClass().addAll("flat", "link-state");
        setMinWidth(USE_PREF_SIZE);
        setGraphic(dot);
        textProperty().bind(link.wordsProperty());
        link.moodProperty().addListener((o, before, now) -> mood(now));
        mood(link.moodProperty().get());
        about = new PopOver(about(Text.visible(store), link, bots));
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

    private static GridPane about(String store, LinkViewModel link, BotsViewModel bots) {
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
        rows.addRow(3, Ui.label(text("link.about.bots"), "muted"), bound(bots.liveProperty()));
        Label outage = bound(Bindings.when(bots.outageProperty().isEmpty())
                .then(text("link.about.none"))
                .otherwise(bots.outageProperty()));
        outage.setId("link-outage");
        outage.setWrapText(true);
        outage.setMaxWidth(OUTAGE_WIDTH);
        rows.addRow(4, Ui.label(text("link.about.outage"), "muted"), outage);
        rows.getRowConstraints()
                .setAll(Stream.generate(LinkStateView::top).limit(5).toList());
        return rows;
    }

    /** What is said in two lines begins beside its name. */
    private static RowConstraints top() {
        RowConstraints row = new RowConstraints();
        row.setValignment(VPos.TOP);
        return row;
    }

    private static Label bound(ObservableStringValue words) {
        Label label = new Label();
        label.textProperty().bind(words);
        return label;
    }
}
