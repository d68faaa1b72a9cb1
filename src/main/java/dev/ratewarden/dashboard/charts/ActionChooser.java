package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.Messages.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import org.jspecify.annotations.Nullable;

/** Which action the chart draws. */
final class ActionChooser extends MenuButton {

    private final TrafficViewModel model;

    ActionChooser(TrafficViewModel model) {
        this.model = model;
        setId("chart-action");
        setMnemonicParsing(false);
        setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("chart-action");
        setOnShowing(e -> model.askForActions());
        model.actionProperty().addListener((o, before, now) -> fill());
        model.actionsProperty().addListener((o, before, now) -> fill());
        fill();
    }

    private void fill() {
        String chosen = model.actionProperty().get();
        setText(ChartWords.action(chosen));
        setAccessibleText(text("chart.action.spoken", getText()));
        TreeSet<String> names = new TreeSet<>(model.actionsProperty().get());
        if (chosen != null) {
            names.add(chosen);
        }
        ToggleGroup group = new ToggleGroup();
        List<RadioMenuItem> items = new ArrayList<>();
        items.add(item(null, chosen, group));
        names.forEach(name -> items.add(item(name, chosen, group)));
        // A menu that is open keeps its items, or it would jump under the pointer.
        if (!isShowing() || items.size() != getItems().size()) {
            getItems().setAll(items);
        }
    }

    private RadioMenuItem item(@Nullable String action, @Nullable String chosen, ToggleGroup group) {
        RadioMenuItem item = new RadioMenuItem(ChartWords.action(action));
        item.setMnemonicParsing(false);
        item.setId("chart-action-" + (action == null ? "all" : action));
        item.setToggleGroup(group);
        item.setSelected(Objects.equals(action, chosen));
        item.setOnAction(e -> model.actionProperty().set(action));
        return item;
    }
}
