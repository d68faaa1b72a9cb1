package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.ScoreTerms;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.moderation.UserDetail;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Everything that is kept of one user, as it was when the drawer opened: the score over time, and each entry, searched and filtered. */
public final class HistoryDrawer extends VBox {

    private static final double WIDTH = 560;
    private static final double CHART_HEIGHT = 150;

    private final HistoryLines lines;
    private final ListView<HistoryLines.Line> list;
    private final Label found = Ui.label("", "muted", "small");

    public HistoryDrawer(UserDetail user, ScoreTerms terms, Times times, Runnable close) {
        super(8);
        lines = new HistoryLines(HistoryEntry.of(user, times));
        list = new ListView<>(lines.shown());
        setId("history-drawer");
        getStyleClass().add("drawer");
        setMinWidth(WIDTH);
        setMaxWidth(WIDTH);
        list.setId("history-list");
        list.setAccessibleText(text("history.title", Names.of(user.summary())));
        list.setCellFactory(l -> new HistoryCell(times, lines::turn));
        list.setOnKeyPressed(e -> {
            HistoryLines.Line line = list.getSelectionModel().getSelectedItem();
            if (line != null && (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE)) {
                lines.turn(line);
                e.consume();
            }
        });
        list.setPlaceholder(Ui.label(text(lines.isEmpty() ? "detail.history.none" : "history.filtered"), "muted"));
        VBox.setVgrow(list, Priority.ALWAYS);
        ScoreSection score = new ScoreSection(times, CHART_HEIGHT);
        score.show(user, terms);
        VBox chart = new VBox(score);
        chart.getStyleClass().add("drawer-chart");
        getChildren().addAll(head(user, close), about(user), chart, filters(user), list);
    }

    /** What gets the focus. */
    public Node list() {
        return list;
    }

    private static HBox head(UserDetail user, Runnable close) {
        Button shut = Ui.iconButton("history-close", Ui.icon("fth-x"), text("history.close"), close, "flat");
        Label name = Ui.label(text("history.title", Names.of(user.summary())), "name");
        name.setMinWidth(0);
        return Ui.row(8, name, Ui.spring(), shut);
    }

    /** Who it is in full, and how much there is. */
    private static VBox about(UserDetail user) {
        Label id = Ui.label(Names.hasName(user.summary()) ? Names.id(user.summary()) : "", "mono", "muted");
        Ui.show(id, !id.getText().isEmpty());
        Label counted = Ui.label(summary(user), "muted");
        counted.setWrapText(true);
        return Ui.column(4, id, counted);
    }

    private HBox filters(UserDetail user) {
        TextField search = new TextField();
        search.setId("history-search");
        search.setPromptText(text("history.search"));
        search.setAccessibleText(text("history.search"));
        HBox.setHgrow(search, Priority.ALWAYS);
        FilterBar bar = new FilterBar("history-filter");
        bar.show(HistoryFilter.places(user));
        search.textProperty()
                .addListener((o, before, now) ->
                        bar.filterProperty().set(bar.filterProperty().get().containing(now)));
        bar.filterProperty().addListener((o, before, now) -> filter(now));
        found.setId("history-found");
        found.setMinWidth(USE_PREF_SIZE);
        HBox row = Ui.row(8, search, found, bar);
        row.getStyleClass().add("drawer-filters");
        return row;
    }

    private void filter(HistoryFilter filter) {
        lines.filter(filter);
        found.setText(filter.isNone() ? "" : text("history.found", Figures.count(lines.matching())));
    }

    private static String summary(UserDetail user) {
        long ever = user.summary().violations();
        int kept = user.history().size();
        int acts = user.audit().size();
        String counted = text(ever == 1 ? "history.violation" : "history.violations", Figures.count(ever)) + ", "
                + text(acts == 1 ? "history.act" : "history.acts", Figures.count(acts)) + ".";
        if (kept >= ever) {
            return counted;
        }
        return counted + " " + (kept == 0 ? text("history.cut.all") : text("history.cut", Figures.count(kept)));
    }
}
