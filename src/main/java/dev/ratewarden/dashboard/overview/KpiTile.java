package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.overview.Tiles.Tile;
import dev.ratewarden.dashboard.parts.Sparkline;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One figure with its change and its line. */
final class KpiTile extends VBox {

    private final String title;
    private final Label value = Ui.label("", "figure");
    private final Label change = Ui.label("", "muted", "tiny");
    private final Sparkline trend;
    private final Region skeleton = new Region();

    /** @param key of its title, such as {@code tile.tracked} */
    KpiTile(String key, String lineStyle) {
        title = text(key);
        trend = new Sparkline(lineStyle);
        setId(key.replace('.', '-'));
        getStyleClass().addAll("card", "tile");
        value.setId(getId() + "-value");
        value.setMinWidth(USE_PREF_SIZE);
        skeleton.getStyleClass().addAll("skeleton", "tile-skeleton");
        StackPane figure = new StackPane(value, skeleton);
        figure.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(Ui.label(title, "muted", "small"), Ui.row(4, figure, Ui.spring(), trend), change);
        setFocusTraversable(false);
        show(null);
    }

    /** @param tile null while nothing was read */
    void show(@Nullable Tile tile) {
        Ui.show(skeleton, tile == null);
        Tile shown = tile == null ? Tile.EMPTY : tile;
        value.setText(shown.value());
        change.setText(shown.change());
        trend.show(shown.trend());
        Ui.spoken(this, (title + ": " + shown.value() + ", " + shown.change()).toLowerCase(Locale.ROOT));
    }
}
