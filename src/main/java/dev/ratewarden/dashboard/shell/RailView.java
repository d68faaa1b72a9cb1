package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.theme.Appearance;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The pages, and below them what belongs to the window. */
final class RailView extends VBox {

    RailView(Appearance appearance, Runnable keys) {
        super(2);
        getStyleClass().add("rail");
        ToggleButton overview = new ToggleButton(text("page.overview"), Ui.icon("fth-grid"));
        overview.setId("page-overview");
        overview.setSelected(true);
        overview.setOnAction(e -> overview.setSelected(true));
        entry(overview);
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        Button theme = Ui.button("theme-toggle", "", appearance::toggle);
        FontIcon icon = Ui.icon("fth-moon");
        theme.setGraphic(icon);
        Runnable words = () -> {
            boolean dark = appearance.darkProperty().get();
            icon.setIconLiteral(dark ? "fth-sun" : "fth-moon");
            theme.setText(text(dark ? "theme.light" : "theme.dark"));
        };
        appearance.darkProperty().addListener((o, before, now) -> words.run());
        words.run();
        entry(theme);
        Button help = Ui.button("keys-button", text("keys.title"), keys);
        help.setGraphic(Ui.icon("fth-command"));
        entry(help);
        getChildren().addAll(overview, gap, theme, help);
    }

    private static void entry(ButtonBase button) {
        button.getStyleClass().add("rail-entry");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(0);
        button.setAlignment(Pos.CENTER_LEFT);
        button.setGraphicTextGap(10);
        Ui.tip(button, button.getText());
    }
}
