package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.table.UserRow;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.SetChangeListener;
import javafx.collections.WeakSetChangeListener;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableColumn;

/** Chooses which columns are shown. */
final class ColumnMenu extends MenuButton {

    /** Held here, so that the choice, which outlives this community, does not hold it. */
    private final List<SetChangeListener<String>> followers = new ArrayList<>();

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
            follow(choice, change -> item.setSelected(choice.shown().contains(key)));
            getItems().add(item);
        }
        follow(choice, change -> table.choose(choice.shown()));
        table.choose(choice.shown());
    }

    private void follow(ColumnChoice choice, SetChangeListener<String> listener) {
        followers.add(listener);
        choice.shown().addListener(new WeakSetChangeListener<>(listener));
    }
}
