package dev.ratewarden.dashboard.charts;

import dev.ratewarden.dashboard.Picture;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What is drawn into a picture: a chart under its title. It stands in no window. */
final class ChartSheet extends VBox {

    static final double WIDE = 1_000;
    static final double NARROW = 560;
    private static final double SCALE = 2;
    private static final double CHART_HEIGHT = 260;

    ChartSheet(String title, String below, Node... parts) {
        super(12);
        getStyleClass().add("chart-sheet");
        getChildren().add(Ui.column(2, Ui.label(title, "name"), Ui.label(below, "muted", "small")));
        getChildren().addAll(parts);
    }

    /** @param sheets style sheets, as a scene takes them */
    Picture picture(double width, List<String> sheets) {
        getChildren().forEach(part -> {
            if (part instanceof TrafficChart chart) {
                chart.setMinHeight(CHART_HEIGHT);
            }
        });
        Scene scene = new Scene(this);
        scene.getStylesheets().setAll(sheets);
        setMinWidth(width);
        setMaxWidth(width);
        setPrefWidth(width);
        setMinHeight(Region.USE_PREF_SIZE);
        applyCss();
        resize(width, Math.ceil(prefHeight(width)));
        layout();
        return Picture.of(this, SCALE);
    }
}
