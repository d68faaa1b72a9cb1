package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Connector.Target;
import dev.ratewarden.dashboard.connections.ConnectionsView.Commands;
import dev.ratewarden.dashboard.parts.Ui;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The profiles by name, and what is there without one. */
final class ProfileListView extends VBox {

    private static final double BROKEN_HEIGHT = 66;

    private final ListView<String> list = new ListView<>();
    private boolean following;

    ProfileListView(ConnectionsViewModel model, Commands commands) {
        getStyleClass().addAll("card", "profile-list");
        Label title = Ui.label(text("page.connections"), "heading");
        Label examples = Ui.label(text("connections.examples"), "muted", "small");
        examples.setId("connections-examples");
        examples.setWrapText(true);
        examples.setMinHeight(USE_PREF_SIZE);
        examples.visibleProperty().bind(model.examplesProperty());
        examples.managedProperty().bind(examples.visibleProperty());
        list.setId("connections-list");
        list.setAccessibleText(text("connections.list.spoken"));
        list.setItems(model.names());
        list.setCellFactory(view -> new ProfileCell(model));
        Label placeholder = Ui.label(text("connections.none"), "muted");
        placeholder.setWrapText(true);
        list.setPlaceholder(placeholder);
        VBox.setVgrow(list, Priority.ALWAYS);
        follow(model, commands);
        VBox unreadable = Ui.column(4);
        InvalidationListener broken = o -> unreadable
                .getChildren()
                .setAll(model.unreadable().stream().map(ProfileListView::broken).toList());
        model.unreadable().addListener(broken);
        getChildren()
                .addAll(
                        Ui.row(
                                8,
                                title,
                                Ui.spring(),
                                Ui.button(
                                        "connections-import",
                                        text("connections.import"),
                                        () -> commands.leaveChanges(commands::importFile)),
                                Ui.button(
                                        "connections-new",
                                        text("connections.new"),
                                        () -> commands.leaveChanges(model::add))),
                        examples,
                        list,
                        unreadable,
                        without(model.community(), commands));
    }

    Node first() {
        return list;
    }

    private void follow(ConnectionsViewModel model, Commands commands) {
        list.getSelectionModel().selectedItemProperty().addListener((o, before, now) -> {
            if (following || now == null || now.equals(model.selectedProperty().get())) {
                return;
            }
            commands.leaveChanges(() -> model.select(now));
            // Whoever keeps editing stays where the editor is.
            javafx.application.Platform.runLater(
                    () -> mark(model.selectedProperty().get()));
        });
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                commands.connectSelected();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                commands.connectSelected();
            }
        });
        model.selectedProperty().addListener((o, before, now) -> mark(now));
        model.kept().addListener(o -> list.refresh());
        model.community().currentProperty().addListener(o -> list.refresh());
        model.community().answersProperty().addListener(o -> list.refresh());
        mark(model.selectedProperty().get());
    }

    private void mark(@org.jspecify.annotations.Nullable String name) {
        following = true;
        if (name == null) {
            list.getSelectionModel().clearSelection();
        } else {
            list.getSelectionModel().select(name);
        }
        following = false;
    }

    private static VBox without(CommunitySwitch community, Commands commands) {
        VBox others = Ui.column(4);
        others.getStyleClass().add("profile-others");
        Button given = entry(community, commands, new Target.Given(), "connections-given");
        given.visibleProperty().bind(community.givenProperty());
        given.managedProperty().bind(given.visibleProperty());
        others.getChildren().addAll(given, entry(community, commands, new Target.Demo(), "connections-demo"));
        return others;
    }

    private static Button entry(CommunitySwitch community, Commands commands, Target target, String id) {
        Button button = Ui.button(id, "", () -> commands.open(target), "flat");
        button.setGraphic(Ui.icon(target instanceof Target.Demo ? "fth-play" : "fth-terminal", "muted"));
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        Runnable words = () -> {
            boolean open = target.equals(community.currentProperty().get());
            button.setText(text(open ? id.replace('-', '.') + ".open" : id.replace('-', '.')));
            button.setDisable(open);
        };
        community.currentProperty().addListener(o -> words.run());
        words.run();
        return button;
    }

    private static Label broken(String line) {
        Label label = Ui.label(line, "danger-words", "small");
        label.setWrapText(true);
        label.setMinHeight(BROKEN_HEIGHT);
        label.setMaxHeight(BROKEN_HEIGHT);
        label.setAlignment(Pos.BOTTOM_LEFT);
        Ui.tip(label, line);
        return label;
    }
}
