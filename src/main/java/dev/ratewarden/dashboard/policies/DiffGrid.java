package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;

/** A difference, side by side; what changed is marked. */
final class DiffGrid extends GridPane {

    private static final double FIELD_SHARE = 26;
    private static final double SIDE_SHARE = 37;

    DiffGrid(String id) {
        setId(id);
        setHgap(12);
        setVgap(2);
        getStyleClass().add("policy-diff");
        for (double share : List.of(FIELD_SHARE, SIDE_SHARE, SIDE_SHARE)) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(share);
            getColumnConstraints().add(column);
        }
    }

    /** @param before what the left side is called */
    void show(String before, String after, List<PolicyDiff.Line> lines) {
        getChildren().clear();
        addRow(
                0,
                new Label(),
                Ui.label(before, "small", "medium", "policy-diff-cell"),
                Ui.label(after, "small", "medium", "policy-diff-cell"));
        for (PolicyDiff.Line line : lines) {
            addRow(
                    getRowCount(),
                    cell(line.field(), "muted", line),
                    cell(side(line.before()), "policy-before", line),
                    cell(side(line.after()), "policy-after", line));
        }
    }

    private static String side(String value) {
        return value.isEmpty() ? "–" : value;
    }

    private static Label cell(String words, String style, PolicyDiff.Line line) {
        Label cell = Ui.label(words, "small", style, "policy-diff-cell");
        cell.setWrapText(true);
        cell.setMaxWidth(Double.MAX_VALUE);
        cell.setMinHeight(USE_PREF_SIZE);
        if (line.changed()) {
            cell.getStyleClass().add("changed");
            cell.setAccessibleText(
                    text("policies.diff.changed", line.field(), side(line.before()), side(line.after())));
        }
        return cell;
    }
}
