package dev.ratewarden.dashboard.overview;

import dev.ratewarden.dashboard.overview.Tiles.Tile;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The Overview page. */
public final class OverviewView extends VBox {

    private static final double TABLE_SHARE = 65.5;
    private static final double NARROW_TABLE_SHARE = 58;
    private static final double NARROW_BELOW = 1_000;
    private static final List<String> TILES =
            List.of("tracked", "highAbuse", "blocked", "violations", "checks", "denied");

    private final List<KpiTile> tiles = new ArrayList<>();

    /**
     * @param table the listed users
     * @param detail the pane of the open user
     * @param charts stands in the place of both where somebody wants it
     * @param top stands above all; takes no room while it is empty
     */
    public OverviewView(OverviewViewModel model, Node top, Node traffic, Node table, Node detail, Node charts) {
        getStyleClass().add("overview");
        HBox figures = new HBox(12);
        for (String key : TILES) {
            KpiTile tile =
                    new KpiTile("tile." + key, key.equals("tracked") || key.equals("checks") ? "allowed" : "denied");
            HBox.setHgrow(tile, Priority.ALWAYS);
            tile.setPrefWidth(100);
            tile.setMinWidth(0);
            tiles.add(tile);
            figures.getChildren().add(tile);
        }
        GridPane users = lower(table, detail);
        charts.setVisible(false);
        StackPane lower = new StackPane(users, charts);
        // Takes what the chart leaves, whatever its rows would like.
        lower.setMinHeight(0);
        lower.setPrefHeight(100);
        VBox.setVgrow(lower, Priority.ALWAYS);
        getChildren().addAll(top, figures, traffic, lower);
        model.traffic().cardsShownProperty().addListener((o, before, now) -> {
            users.setVisible(!now);
            charts.setVisible(now);
        });
        model.tilesProperty().addListener((o, before, now) -> show(now));
    }

    private static GridPane lower(Node table, Node detail) {
        GridPane lower = new GridPane(12, 0);
        ColumnConstraints left = new ColumnConstraints();
        left.setPercentWidth(TABLE_SHARE);
        ColumnConstraints right = new ColumnConstraints();
        right.setPercentWidth(100 - TABLE_SHARE);
        lower.getColumnConstraints().addAll(left, right);
        lower.widthProperty().addListener((o, before, now) -> {
            double share = now.doubleValue() < NARROW_BELOW ? NARROW_TABLE_SHARE : TABLE_SHARE;
            left.setPercentWidth(share);
            right.setPercentWidth(100 - share);
        });
        RowConstraints row = new RowConstraints();
        row.setVgrow(Priority.ALWAYS);
        row.setMinHeight(0);
        lower.getRowConstraints().add(row);
        lower.add(table, 0, 0);
        lower.add(detail, 1, 0);
        return lower;
    }

    private void show(@Nullable List<Tile> now) {
        for (int i = 0; i < tiles.size(); i++) {
            tiles.get(i).show(now == null ? null : now.get(i));
        }
    }
}
