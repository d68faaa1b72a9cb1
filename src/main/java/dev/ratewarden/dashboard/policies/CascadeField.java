package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import java.util.function.Supplier;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;

/** The actions whose limits are consumed as well: one can be taken away by its cross, others added from a list. */
final class CascadeField extends FlowPane {

    private final ObservableList<String> chosen;
    private final MenuButton add = new MenuButton(text("policies.cascade.add"));

    /** @param known the actions that there are */
    CascadeField(ObservableList<String> chosen, Supplier<List<String>> known) {
        super(6, 6);
        this.chosen = chosen;
        setId("policy-cascades");
        add.setId("policy-cascade-add");
        add.setMinWidth(USE_PREF_SIZE);
        // A menu without entries would not open, and so could never be filled.
        add.getItems().setAll(new MenuItem(text("policies.cascade.none")));
        add.setOnShowing(e -> offer(known.get()));
        chosen.addListener((ListChangeListener<String>) change -> show());
        show();
    }

    private void offer(List<String> known) {
        List<MenuItem> items = known.stream()
                .filter(action -> !chosen.contains(action))
                .map(action -> {
                    MenuItem item = new MenuItem(action);
                    item.setMnemonicParsing(false);
                    item.setId("policy-cascade-to-" + action);
                    item.setOnAction(e -> chosen.add(action));
                    return item;
                })
                .toList();
        MenuItem none = new MenuItem(text("policies.cascade.none"));
        none.setDisable(true);
        add.getItems().setAll(items.isEmpty() ? List.of(none) : items);
    }

    private void show() {
        getChildren().clear();
        for (String action : chosen) {
            Button chip = Ui.button("policy-cascade-" + action, action, () -> chosen.remove(action), "policy-chip");
            chip.setGraphic(Ui.icon("fth-x", "muted", "policy-mark"));
            chip.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
            chip.setAccessibleText(text("policies.cascade.remove", action));
            getChildren().add(chip);
        }
        getChildren().add(add);
    }
}
