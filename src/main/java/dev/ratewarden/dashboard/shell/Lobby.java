package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.LobbyViewModel.Sight;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** What the window shows while no community is open. */
final class Lobby extends BorderPane {

    private static final double WIDTH = 640;

    private final LobbyViewModel model;
    private final PageView connections;
    private final Button back;
    private final StackPane room = new StackPane();
    private final Map<Sight, Node> sights;

    Lobby(LobbyViewModel model, PageView connections) {
        this.model = model;
        this.connections = connections;
        setId("lobby");
        getStyleClass().add("lobby");
        back = Ui.button("lobby-back", text("lobby.back"), model::welcome, "flat");
        back.setGraphic(Ui.icon("fth-arrow-left", "muted"));
        HBox strip = Ui.row(12, TitleStripView.brand(), back);
        strip.getStyleClass().add("title-strip");
        setTop(strip);
        setCenter(room);
        sights = Map.of(
                Sight.OPENING, opening(),
                Sight.FAILED, failed(),
                Sight.WELCOME, welcome());
        model.sightProperty().addListener((o, before, now) -> show(now));
        show(model.sightProperty().get());
    }

    private void show(Sight now) {
        Ui.show(back, now == Sight.CONNECTIONS);
        if (now == Sight.CONNECTIONS) {
            room.getChildren().setAll(connections.node());
            connections.shown(true);
            return;
        }
        room.getChildren().setAll(sights.get(now));
    }

    private Node opening() {
        Label title = title("lobby-opening", "");
        title.textProperty().bind(model.titleProperty());
        return column(title, Ui.row(0, Ui.button("lobby-cancel", text("dialog.cancel"), model::cancel)));
    }

    private Node failed() {
        Label title = title("lobby-failed", "");
        title.textProperty().bind(model.titleProperty());
        Label words = wrapped(Ui.label("", "danger-words"));
        words.setId("lobby-words");
        words.textProperty().bind(model.wordsProperty());
        return column(
                title,
                words,
                Ui.row(
                        8,
                        Ui.button("lobby-again", text("connections.again"), model::again, "primary"),
                        Ui.button("lobby-connections", text("page.connections"), model::connections),
                        Ui.button("lobby-failed-demo", text("lobby.demo"), model::demo)));
    }

    private Node welcome() {
        HBox choices = new HBox(
                16,
                choice("lobby-demo", "fth-play", "lobby.demo", model::demo),
                choice("lobby-connect", "fth-database", "lobby.connect", model::connections));
        TextField command = new TextField(text("lobby.decay.command"));
        command.setId("lobby-decay-command");
        command.setEditable(false);
        command.getStyleClass().add("mono");
        Label decay = wrapped(Ui.label(text("lobby.decay"), "muted"));
        decay.setId("lobby-decay");
        decay.setLabelFor(command);
        VBox note = Ui.column(8, decay, command, wrapped(Ui.label(text("lobby.decay.later"), "muted", "small")));
        note.getStyleClass().add("lobby-note");
        return column(
                title("lobby-welcome", text("lobby.welcome")),
                wrapped(Ui.label(text("lobby.welcome.words"), "muted")),
                choices,
                note);
    }

    private static Button choice(String id, String icon, String key, Runnable action) {
        Label words = wrapped(Ui.label(text(key + ".words"), "muted"));
        VBox content = Ui.column(8, Ui.icon(icon, "lobby-icon"), Ui.label(text(key), "heading"), words);
        Button button = Ui.button(id, "", action, "lobby-choice");
        button.setGraphic(content);
        button.setMinWidth((WIDTH - 16) / 2);
        button.setMaxWidth((WIDTH - 16) / 2);
        button.setAccessibleText(text(key) + ". " + text(key + ".words"));
        content.setMaxWidth((WIDTH - 16) / 2 - 42);
        content.setPrefWidth((WIDTH - 16) / 2 - 42);
        return button;
    }

    private static Label title(String id, String words) {
        Label title = wrapped(Ui.label(words, "name"));
        title.setId(id);
        return title;
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static Node column(Node... children) {
        VBox column = Ui.column(16, children);
        column.setMaxSize(WIDTH, USE_PREF_SIZE);
        StackPane centre = new StackPane(column);
        StackPane.setAlignment(column, Pos.CENTER);
        return centre;
    }
}
