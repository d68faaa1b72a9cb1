package dev.ratewarden.dashboard.policies;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;

/** The page: the list on the left, one of its companions on the right. */
final class PoliciesView extends GridPane {

    private static final double LIST_SHARE = 46;

    private final List<Node> companions;

    PoliciesView(PolicyListView list, Node... companions) {
        this.companions = List.of(companions);
        setId("policies");
        getStyleClass().add("policies");
        StackPane right = new StackPane(companions);
        right.setMinWidth(0);
        ColumnConstraints left = new ColumnConstraints();
        left.setPercentWidth(LIST_SHARE);
        ColumnConstraints rest = new ColumnConstraints();
        rest.setPercentWidth(100 - LIST_SHARE);
        getColumnConstraints().addAll(left, rest);
        RowConstraints row = new RowConstraints();
        row.setVgrow(Priority.ALWAYS);
        row.setFillHeight(true);
        getRowConstraints().add(row);
        addRow(0, list, right);
        show(this.companions.getFirst());
    }

    void show(Node wanted) {
        companions.forEach(each -> each.setVisible(each == wanted));
        // What was never laid out has no content yet that could get the focus.
        applyCss();
        layout();
    }
}
