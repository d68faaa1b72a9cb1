package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.table.UserRow;
import javafx.collections.SetChangeListener;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableColumn;

/** Chooses which columns are shown. */
final class ColumnMenu extends MenuButton {

    ColumnMenu(TrackedTable table) {
        setId("users-columns");
        setGraphic(Ui.icon("fth-columns"));
        setAccessibleText(text("users.columns"));
        setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("icon-menu");
        Ui.tip(this, text("users.columns"));
        sceneProperty().addListener((o, before, now) -> {
            if (now != null && getItems().isEmpty()) {
                fill(table, ColumnChoice.of(now));
            }
        });
    }

    private void fill(TrackedTable table, ColumnChoice choice) {
        for (TableColumn<UserRow, ?> column : table.getColumns()) {
            String key = TrackedTable.key(column);
            CheckMenuItem item = new CheckMenuItem(column.getText());
            item.setId("users-column-" + key);
            item.setDisable(key.equals(ColumnChoice.ALWAYS));
            item.setSelected(choice.shown().contains(key));
            item.selectedProperty().addListener((o, before, now) -> choice.show(key, now));
            choice.shown().addListener((SetChangeListener<String>)
                    change -> item.setSelected(choice.shown().contains(key)));
            getItems().add(item);
        }
        choice.shown().addListener((SetChangeListener<String>) change -> table.choose(choice.shown()));
        table.choose(choice.shown());
    }
}
