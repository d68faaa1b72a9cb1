package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One line of the form: what it is, where it is written, what it was before, and what is wrong with it. */
final class FormRow extends VBox {

    private static final double LABEL_WIDTH = 112;

    private final Map<Field, Node> inputs;
    private final Map<Field, Label> problems = new EnumMap<>(Field.class);
    private final Label was = Ui.label("", "small", "policy-was");
    private final Label label;

    /**
     * @param fields those that are written here, each with its control
     * @param content with all the controls
     */
    FormRow(String words, Map<Field, Node> fields, Node content, ObservableValue<EditorViewModel.Marks> marks) {
        super(4);
        this.inputs = fields;
        label = Ui.label(words, "muted");
        label.setMinWidth(LABEL_WIDTH);
        label.setPrefWidth(LABEL_WIDTH);
        label.getStyleClass().add("policy-label");
        label.setLabelFor(fields.values().iterator().next());
        VBox below = Ui.column(2);
        HBox.setHgrow(below, Priority.ALWAYS);
        below.getChildren().add(content);
        Field first = fields.keySet().iterator().next();
        was.setId("policy-was-" + first.name().toLowerCase(Locale.ROOT));
        was.setWrapText(true);
        below.getChildren().add(was);
        fields.keySet().forEach(field -> {
            Label problem = Ui.label("", "danger-words", "small");
            problem.setId("policy-problem-" + field.name().toLowerCase(Locale.ROOT));
            problem.setWrapText(true);
            problem.setMinHeight(USE_PREF_SIZE);
            problems.put(field, problem);
            below.getChildren().add(problem);
        });
        HBox line = new HBox(12, label, below);
        getChildren().add(line);
        marks.addListener((o, before, now) -> show(now));
        show(marks.getValue());
    }

    private void show(EditorViewModel.Marks marks) {
        List<String> before = inputs.keySet().stream()
                .filter(marks.was()::containsKey)
                .map(field -> inputs.size() == 1
                        ? text("policies.was", marks.was().getOrDefault(field, ""))
                        : text(
                                "policies.was.field",
                                PolicyWords.field(field),
                                marks.was().getOrDefault(field, "")))
                .toList();
        was.setText(String.join(" · ", before));
        Ui.show(was, !before.isEmpty());
        label.getStyleClass().remove("policy-changed");
        if (!before.isEmpty()) {
            label.getStyleClass().add("policy-changed");
        }
        problems.forEach((field, words) -> {
            String problem = marks.problems().getOrDefault(field, "");
            words.setText(problem);
            Ui.show(words, !problem.isEmpty());
            Node input = java.util.Objects.requireNonNull(inputs.get(field));
            input.getStyleClass().remove("wrong");
            if (!problem.isEmpty()) {
                input.getStyleClass().add("wrong");
            }
        });
    }
}
