package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Connector.Target;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.FileDialogs;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Profiles at the left, one of them at the right, above them what is going on. */
final class ConnectionsView extends BorderPane {

    /** What can be done here beyond typing. */
    interface Commands {

        void open(Target target);

        /** What could not be opened: whoever needs a password is asked for it. */
        void openAgain(Target target);

        /** The one in the list, if nothing of it is left to be saved. */
        void connectSelected();

        void saveAndConnect();

        void test();

        void importFile();

        void export();

        void delete();

        /** @param leave what leaves the editor; asked first where something would be lost */
        void leaveChanges(Runnable leave);
    }

    private final ConnectionsViewModel model;
    private final Commands commands;
    private final ProfileListView list;

    ConnectionsView(ConnectionsViewModel model, Commands commands, FileDialogs files) {
        this.model = model;
        this.commands = commands;
        setId("connections");
        getStyleClass().add("connections");
        list = new ProfileListView(model, commands);
        ProfileEditorView editor = new ProfileEditorView(model, commands, files);
        VBox empty = empty(commands, model::add);
        StackPane right = new StackPane(editor, empty);
        right.getStyleClass().add("card");
        HBox.setHgrow(right, Priority.ALWAYS);
        right.setMinWidth(0);
        Runnable show = () -> {
            Ui.show(editor, model.editingProperty().get());
            Ui.show(empty, !model.editingProperty().get());
        };
        model.editingProperty().addListener(o -> show.run());
        show.run();
        HBox both = new HBox(12, list, right);
        setTop(new OpeningStrip(model, commands::openAgain));
        setCenter(both);
        setOnDragOver(this::offered);
        setOnDragDropped(this::dropped);
    }

    Node first() {
        return list.first();
    }

    boolean isInSight() {
        return getScene() != null;
    }

    /** Somebody brought a file here. */
    void opened(Path file) {
        commands.leaveChanges(() -> model.open(file));
    }

    private static VBox empty(Commands commands, Runnable add) {
        VBox empty = Ui.column(8);
        empty.setId("connections-empty");
        empty.getStyleClass().add("connections-empty");
        Label words = Ui.label(text("connections.empty"), "muted");
        words.setWrapText(true);
        words.setMaxWidth(360);
        HBox buttons = Ui.row(
                8,
                Ui.button("connections-empty-import", text("connections.import"), commands::importFile),
                Ui.button("connections-empty-new", text("connections.new"), add, "primary"));
        buttons.setAlignment(Pos.CENTER);
        buttons.getStyleClass().add("dialog-buttons");
        empty.getChildren().addAll(Ui.label(text("connections.empty.title"), "heading"), words, buttons);
        return empty;
    }

    private void offered(DragEvent event) {
        if (event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
        }
        event.consume();
    }

    private void dropped(DragEvent event) {
        List<File> files = event.getDragboard().getFiles();
        if (!files.isEmpty()) {
            opened(files.getFirst().toPath());
        }
        event.setDropCompleted(!files.isEmpty());
        event.consume();
    }
}
