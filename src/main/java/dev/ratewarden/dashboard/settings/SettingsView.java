package dev.ratewarden.dashboard.settings;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.DashboardOptions.Theme;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.events.EventTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.Property;
import javafx.collections.SetChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Groups of settings, each in force as soon as it is changed. */
final class SettingsView extends ScrollPane {

    /** What the desktop tells of, unless it is silenced. */
    private static final List<String> TOLD = List.of(
            EventTypes.USER_AUTO_BLOCKED,
            EventTypes.HIGH_ABUSE_SCORE_LIMIT,
            EventTypes.COORDINATED_ABUSE,
            EventTypes.STORE_EMPTIED,
            EventTypes.AUDIT_TRAIL_BROKEN);

    private static final double WIDTH = 680;
    private static final double NAME_WIDTH = 216;

    private final Segments<Theme> theme;

    SettingsView(WindowSettings settings, AboutFacts facts, Desk desk) {
        setId("settings-page");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        theme = choice(
                "settings-theme",
                List.of(Theme.SYSTEM, Theme.LIGHT, Theme.DARK),
                each -> text("settings.theme." + lower(each)),
                settings.themeProperty());
        VBox groups =
                new VBox(16, look(settings), notifications(settings), reading(settings, facts), program(facts, desk));
        groups.getStyleClass().add("settings");
        groups.setMaxWidth(WIDTH);
        setContent(groups);
    }

    /** What gets the focus. */
    Node first() {
        return theme.getChildren().stream()
                .filter(each -> each instanceof ToggleButton button && button.isSelected())
                .findFirst()
                .orElse(theme);
    }

    private Node look(WindowSettings settings) {
        Label zoom = Ui.label("", "medium");
        zoom.setId("settings-zoom");
        zoom.setMinWidth(52);
        zoom.setAlignment(javafx.geometry.Pos.CENTER);
        zoom.textProperty().bind(settings.zoomProperty().map(percent -> text("settings.percent", percent)));
        Button out = Ui.iconButton(
                "settings-zoom-out", Ui.icon("fth-minus"), text("keys.zoom.out"), settings::zoomOut, "square");
        Button in = Ui.iconButton(
                "settings-zoom-in", Ui.icon("fth-plus"), text("keys.zoom.in"), settings::zoomIn, "square");
        Button reset = Ui.button("settings-zoom-reset", text("settings.zoom.reset"), settings::zoomReset, "flat");
        out.disableProperty().bind(settings.zoomProperty().lessThanOrEqualTo(Settings.ZOOMS.getFirst()));
        in.disableProperty().bind(settings.zoomProperty().greaterThanOrEqualTo(Settings.ZOOMS.getLast()));
        reset.visibleProperty().bind(settings.zoomProperty().isNotEqualTo(Settings.DEFAULT.zoomPercent()));
        return group("look", row("theme", theme), row("zoom", Ui.row(4, out, zoom, in, reset)));
    }

    private static Node notifications(WindowSettings settings) {
        CheckBox on = check("settings-notifications", text("settings.notifications.on"));
        on.selectedProperty().bindBidirectional(settings.notificationsProperty());
        VBox types = new VBox(4);
        for (String type : TOLD) {
            CheckBox told = check("settings-told-" + type, text("settings.told." + key(type)));
            told.setSelected(!settings.quiet().contains(type));
            told.setOnAction(e -> {
                if (told.isSelected()) {
                    settings.quiet().remove(type);
                } else {
                    settings.quiet().add(type);
                }
            });
            settings.quiet().addListener((SetChangeListener<String>)
                    c -> told.setSelected(!settings.quiet().contains(type)));
            types.getChildren().add(told);
        }
        types.disableProperty().bind(on.selectedProperty().not());
        return group("notifications", row("notifications", on), row("told", types));
    }

    private static Node reading(WindowSettings settings, AboutFacts facts) {
        Segments<Long> every = choice(
                "settings-interval",
                Settings.INTERVALS_MS,
                ms -> text("settings.interval.seconds", ms / 1_000),
                settings.pollIntervalProperty());
        Label zone = fact("settings-zone", facts.zone().getId());
        return group("reading", row("interval", every), row("zone", zone));
    }

    private static Node program(AboutFacts facts, Desk desk) {
        Path file = facts.settings();
        Label kept = fact("settings-file", file == null ? text("settings.file.none") : file.toString());
        HBox buttons = Ui.row(
                8,
                Ui.button("settings-log", text("log.open"), desk::log),
                Ui.button("settings-keys", text("keys.title"), desk::cheatSheet),
                Ui.button("settings-about", text("about.open"), desk::about));
        return group("program", row("version", fact("settings-version", facts.version())), row("file", kept), buttons);
    }

    private static Node group(String key, Node... rows) {
        VBox group = new VBox(12, Ui.label(text("settings." + key), "heading"));
        group.getStyleClass().addAll("card", "settings-group");
        group.getChildren().addAll(rows);
        return group;
    }

    /** Its name, what it does, and the choice. */
    private static Node row(String key, Node choice) {
        Label name = Ui.label(text("settings." + key + ".name"));
        name.setLabelFor(choice);
        name.setMinWidth(NAME_WIDTH);
        name.getStyleClass().add("settings-name");
        Label hint = Ui.label(text("settings." + key + ".hint"), "muted", "small");
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        VBox words = Ui.column(6, choice, hint);
        HBox.setHgrow(words, javafx.scene.layout.Priority.ALWAYS);
        HBox row = Ui.row(16, name, words);
        row.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        return row;
    }

    private static <T> Segments<T> choice(
            String id, List<T> values, java.util.function.Function<T, String> words, Property<T> setting) {
        Segments<T> choice = new Segments<>(id, values, words);
        choice.getStyleClass().add("tall");
        choice.setMaxWidth(USE_PREF_SIZE);
        choice.valueProperty().bindBidirectional(setting);
        return choice;
    }

    private static CheckBox check(String id, String words) {
        CheckBox box = new CheckBox(words);
        box.setId(id);
        box.setMnemonicParsing(false);
        return box;
    }

    private static Label fact(String id, String words) {
        Label label = Ui.label(words);
        label.setId(id);
        label.setWrapText(true);
        label.getStyleClass().add("settings-fact");
        return label;
    }

    /** {@code userAutoBlocked} for {@code USER_AUTO_BLOCKED}. */
    private static String key(String type) {
        StringBuilder key = new StringBuilder();
        for (String part : type.toLowerCase(Locale.ROOT).split("_", -1)) {
            key.append(key.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return key.toString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
