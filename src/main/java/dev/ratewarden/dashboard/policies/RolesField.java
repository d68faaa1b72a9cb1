package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Roles and what the limit is multiplied by for each, one a line. */
final class RolesField extends VBox {

    private final ObservableList<Draft.Role> roles;
    private final VBox lines = Ui.column(6);
    private boolean writing;

    RolesField(ObservableList<Draft.Role> roles) {
        super(6);
        this.roles = roles;
        setId("policy-roles");
        HBox add = Ui.row(
                0, Ui.button("policy-role-add", text("policies.roles.add"), () -> roles.add(new Draft.Role("", ""))));
        getChildren().addAll(lines, add);
        roles.addListener((ListChangeListener<Draft.Role>) change -> {
            if (!writing) {
                show();
            }
        });
        show();
    }

    private void show() {
        lines.getChildren().clear();
        for (int i = 0; i < roles.size(); i++) {
            lines.getChildren().add(line(i));
        }
        Ui.show(lines, !roles.isEmpty());
    }

    private HBox line(int index) {
        Draft.Role role = roles.get(index);
        TextField name = new TextField(role.name());
        name.setId("policy-role-name-" + index);
        name.setPromptText(text("policies.roles.name"));
        name.setAccessibleText(text("policies.roles.name"));
        name.setPrefColumnCount(9);
        TextField times = new TextField(role.times());
        times.setId("policy-role-times-" + index);
        times.setPromptText("2");
        times.setAccessibleText(text("policies.roles.times"));
        times.setPrefColumnCount(4);
        name.textProperty().addListener((o, before, now) -> write(index, new Draft.Role(now, times.getText())));
        times.textProperty().addListener((o, before, now) -> write(index, new Draft.Role(name.getText(), now)));
        Label by = Ui.label("×", "muted");
        return Ui.row(
                8,
                name,
                by,
                times,
                Ui.iconButton(
                        "policy-role-remove-" + index,
                        Ui.icon("fth-x", "muted"),
                        text("policies.roles.remove"),
                        () -> roles.remove(index),
                        "flat"));
    }

    /** While somebody types, the line stays the node it is, with its caret. */
    private void write(int index, Draft.Role now) {
        writing = true;
        roles.set(index, now);
        writing = false;
    }
}
