package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.theme.Appearance;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/** The pages, each with how much waits on it, and below them what belongs to the window. */
final class RailView extends VBox {

    /**
     * A page in the rail.
     *
     * @param badge such as {@code 247} or {@code 3 new}; empty for none
     */
    record Entry(Page page, ObservableStringValue badge) {}

    private static final Map<Page, String> ICONS = Map.of(
            Page.OVERVIEW, "fth-grid",
            Page.USERS, "fth-user",
            Page.ACTIVITY, "fth-activity",
            Page.POLICIES, "fth-sliders",
            Page.CONNECTIONS, "fth-database",
            Page.SETTINGS, "fth-settings");
    private static final Duration TIP_DELAY = Duration.millis(350);

    private final UnaryOperator<String> keys;
    /** Held here, so that the window's appearance, which outlives this community, does not hold it. */
    private final ChangeListener<Boolean> themed;

    /** @param keys the combination that does what has this id, such as {@code Ctrl 1}; empty for none */
    RailView(
            Navigator navigator,
            List<Entry> pages,
            Appearance appearance,
            Runnable cheatSheet,
            UnaryOperator<String> keys) {
        super(2);
        this.keys = keys;
        getStyleClass().add("rail");
        pages.forEach(page -> getChildren().add(entry(page, navigator)));
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
        themed = (o, before, now) -> words.run();
        appearance.darkProperty().addListener(new WeakChangeListener<>(themed));
        words.run();
        entry(theme, "theme", null);
        Button help = Ui.button("keys-button", text("keys.title"), cheatSheet);
        help.setGraphic(Ui.icon("fth-command"));
        entry(help, "help", null);
        getChildren().addAll(gap, theme, help);
    }

    private Node entry(Entry entry, Navigator navigator) {
        Page page = entry.page();
        ToggleButton button =
                new ToggleButton(text("page." + page.word()), Ui.icon(Objects.requireNonNull(ICONS.get(page))));
        button.setId("page-" + page.word());
        button.setMnemonicParsing(false);
        button.setSelected(navigator.pageProperty().get() == page);
        // A second press must not leave nothing chosen.
        button.setOnAction(e -> {
            button.setSelected(true);
            navigator.open(page);
        });
        navigator.pageProperty().addListener((o, before, now) -> button.setSelected(now == page));
        entry(button, "page." + page.word(), entry.badge());
        Label badge = Ui.label("", "rail-badge");
        badge.setId("badge-" + page.word());
        badge.textProperty().bind(entry.badge());
        badge.visibleProperty().bind(badge.textProperty().isNotEmpty());
        badge.setMouseTransparent(true);
        badge.setMinWidth(USE_PREF_SIZE);
        StackPane.setAlignment(badge, Pos.CENTER_RIGHT);
        StackPane both = new StackPane(button, badge);
        // In a narrow rail nobody sees the badge: it must not make this entry wider than the others.
        both.setMinWidth(0);
        return both;
    }

    private void entry(ButtonBase button, String id, @org.jspecify.annotations.Nullable ObservableStringValue badge) {
        button.getStyleClass().add("rail-entry");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(0);
        button.setGraphicTextGap(10);
        Tooltip tip = new Tooltip();
        tip.setShowDelay(TIP_DELAY);
        String pressed = keys.apply(id);
        tip.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> tip(button.getText(), badge == null ? "" : badge.get(), pressed),
                        badge == null
                                ? new javafx.beans.Observable[] {button.textProperty()}
                                : new javafx.beans.Observable[] {button.textProperty(), badge}));
        button.accessibleTextProperty().bind(tip.textProperty());
        button.setTooltip(tip);
    }

    private static String tip(String words, String badge, String pressed) {
        String named = badge.isEmpty() ? words : text("rail.badge", words, badge);
        return pressed.isEmpty() ? named : text("rail.keys", named, pressed);
    }
}
