package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.theme.Appearance;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final Map<Page, String> ICONS = Map.of(
            Page.OVERVIEW, "fth-grid",
            Page.USERS, "fth-user",
            Page.ACTIVITY, "fth-activity",
            Page.POLICIES, "fth-sliders",
            Page.CONNECTIONS, "fth-database",
            Page.SETTINGS, "fth-settings");

    RailView(Navigator navigator, List<PageView> pages, Appearance appearance, Runnable keys) {
        super(2);
        getStyleClass().add("rail");
        pages.forEach(page -> getChildren().add(entry(page.page(), navigator)));
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
        getChildren().addAll(gap, theme, help);
    }

    private static ToggleButton entry(Page page, Navigator navigator) {
        ToggleButton button =
                new ToggleButton(text("page." + page.word()), Ui.icon(Objects.requireNonNull(ICONS.get(page))));
        button.setId("page-" + page.word());
        button.setSelected(navigator.pageProperty().get() == page);
        // A second press must not leave nothing chosen.
        button.setOnAction(e -> {
            button.setSelected(true);
            navigator.open(page);
        });
        navigator.pageProperty().addListener((o, before, now) -> button.setSelected(now == page));
        entry(button);
        return button;
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
