package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.FileDialogs;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.table.UserRows;
import dev.ratewarden.dashboard.users.UserFile.Format;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;

/** Saves what is shown or everybody, and says how far that is. */
final class ExportMenu extends HBox {

    private final ExportViewModel model;
    private final UserRows rows;
    private final FileDialogs files;

    ExportMenu(ExportViewModel model, UserRows rows, FileDialogs files) {
        super(8);
        this.model = model;
        this.rows = rows;
        this.files = files;
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        MenuButton menu = new MenuButton("", Ui.icon("fth-download"));
        menu.setId("users-export");
        menu.getStyleClass().add("icon-menu");
        menu.setAccessibleText(text("users.export.menu"));
        menu.setMinWidth(USE_PREF_SIZE);
        Ui.tip(menu, text("users.export.menu"));
        for (Format format : Format.values()) {
            menu.getItems().add(item("shown", format, this::shown));
        }
        for (Format format : Format.values()) {
            menu.getItems().add(item("all", format, this::all));
        }
        menu.disableProperty().bind(model.runningProperty());
        Label words = Ui.label("", "muted", "small");
        words.setId("users-export-progress");
        words.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> text(
                                "users.export.progress",
                                Figures.count(model.writtenProperty().get())),
                        model.writtenProperty()));
        HBox progress =
                Ui.row(4, words, Ui.button("users-export-cancel", text("users.export.cancel"), model::cancel, "flat"));
        progress.visibleProperty().bind(model.runningProperty());
        progress.managedProperty().bind(model.runningProperty());
        getChildren().addAll(progress, menu);
    }

    private MenuItem item(String which, Format format, Consumer<Format> action) {
        MenuItem item = new MenuItem(text("users.export." + which, format.name()));
        item.setId("users-export-" + which + "-" + format.ending());
        item.setOnAction(e -> action.accept(format));
        return item;
    }

    private void shown(Format format) {
        ask(
                "users.export.file",
                format,
                file -> model.save(rows.shown().stream().map(UserRow::user).toList(), file, format));
    }

    void all(Format format) {
        ask("users.export.file.all", format, file -> model.saveAll(file, format));
    }

    private void ask(String name, Format format, Consumer<Path> save) {
        files.save(text("users.export.menu"), text(name, format.ending())).ifPresent(save);
    }
}
