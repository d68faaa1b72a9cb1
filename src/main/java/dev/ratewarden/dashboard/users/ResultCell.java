package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.users.BulkRun.Result;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** How an act on many went with one of them. */
final class ResultCell extends ListCell<Result> {

    private static final double NAME_WIDTH = 176;
    private static final double WORDS_WIDTH = 228;

    private final FontIcon icon = Ui.icon("fth-check");
    private final Label name = Ui.label("", "medium");
    private final Label words = Ui.label("", "muted", "small");
    private final HBox row = Ui.row(8, icon, name, words);

    ResultCell() {
        row.setAlignment(Pos.TOP_LEFT);
        name.setMinWidth(NAME_WIDTH);
        name.setPrefWidth(NAME_WIDTH);
        name.setMaxWidth(NAME_WIDTH);
        // The end tells ids apart, and so users of one name.
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        words.setWrapText(true);
        words.setMinHeight(Label.USE_PREF_SIZE);
        words.setPrefWidth(WORDS_WIDTH);
        // As wide as the list, so that long words wrap instead of widening it.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Result result, boolean empty) {
        super.updateItem(result, empty);
        setGraphic(empty || result == null ? null : row);
        if (empty || result == null) {
            return;
        }
        String outcome = text("users.bulk.outcome." + result.outcome().name().toLowerCase(Locale.ROOT));
        name.setText(Names.apart(result.name(), result.id()));
        words.setText(result.words().isEmpty() ? outcome : outcome + ": " + result.words());
        icon.setIconLiteral(
                switch (result.outcome()) {
                    case DONE -> "fth-check";
                    case REFUSED -> "fth-slash";
                    case FAILED -> "fth-alert-triangle";
                    case LEFT -> "fth-minus";
                });
        icon.getStyleClass()
                .setAll("ikonli-font-icon", "outcome-" + result.outcome().name().toLowerCase(Locale.ROOT));
        setAccessibleText(name.getText() + ": " + words.getText());
    }
}
