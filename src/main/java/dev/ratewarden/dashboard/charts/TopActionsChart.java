package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** The actions that are checked most, each with a bar of its allowed and denied checks. Rows are made once and filled anew. */
final class TopActionsChart extends GridPane {

    private static final double NAME_WIDTH = 116;

    /** One action. */
    private static final class Row {
        final Label name = Ui.label("", "mono");
        final Bar bar = new Bar("allowed", "denied");
        final Label checks = Ui.label("", "small");
        final Label denied = Ui.label("", "small", "muted");

        void visible(boolean now) {
            for (var node : List.of(name, bar, checks, denied)) {
                Ui.show(node, now);
            }
        }
    }

    private final List<Row> rows = new ArrayList<>();

    TopActionsChart() {
        setId("top-actions");
        getStyleClass().add("bar-list");
        ColumnConstraints names = new ColumnConstraints(60, NAME_WIDTH, NAME_WIDTH);
        ColumnConstraints bars = new ColumnConstraints(40, 100, Double.MAX_VALUE);
        bars.setHgrow(Priority.ALWAYS);
        ColumnConstraints figures = new ColumnConstraints();
        figures.setHalignment(HPos.RIGHT);
        ColumnConstraints shares = new ColumnConstraints();
        shares.setHalignment(HPos.RIGHT);
        figures.setMinWidth(USE_PREF_SIZE);
        shares.setMinWidth(USE_PREF_SIZE);
        getColumnConstraints().addAll(names, bars, figures, shares);
        for (int i = 0; i <= TopActions.MOST; i++) {
            Row row = new Row();
            row.name.setTooltip(new Tooltip());
            row.visible(false);
            rows.add(row);
            addRow(i, row.name, row.bar, row.checks, row.denied);
        }
    }

    void show(TopActions actions) {
        List<ActionShare> shares = new ArrayList<>(actions.top());
        if (actions.others() != null) {
            shares.add(actions.others());
        }
        for (int i = 0; i < rows.size(); i++) {
            fill(rows.get(i), i < shares.size() ? shares.get(i) : null, actions);
        }
        setAccessibleText(spoken(shares, actions));
    }

    private static void fill(Row row, @Nullable ActionShare share, TopActions actions) {
        row.visible(share != null);
        if (share == null) {
            return;
        }
        row.name.setText(name(share, actions));
        row.name.getTooltip().setText(row.name.getText());
        row.checks.setText(Figures.count(share.checks()));
        row.denied.setText(text("chart.top.denied", Figures.percent(share.deniedShare())));
        row.bar.show(share.allowed() / (double) actions.most(), share.denied() / (double) actions.most());
    }

    private static String name(ActionShare share, TopActions actions) {
        return share.action().isEmpty() ? text("chart.top.others", actions.otherCount()) : Text.visible(share.action());
    }

    private static String spoken(List<ActionShare> shares, TopActions actions) {
        StringBuilder words = new StringBuilder(text("chart.top.title"));
        for (ActionShare share : shares) {
            words.append(text(
                    "chart.top.spoken",
                    name(share, actions),
                    Figures.count(share.checks()),
                    Figures.percent(share.deniedShare())));
        }
        return words.toString();
    }
}
