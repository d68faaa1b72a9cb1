package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.PolicyRevision;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SelectionMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The right half, while somebody looks at what was changed. */
final class HistoryView extends VBox {

    private static final double ROW_HEIGHT = 52;
    private static final double SIDE_WIDTH = 210;

    private final Permit permit;
    private final Times times;
    private final LongSupplier nowMs;
    private final DiffGrid diff = new DiffGrid("policies-history-diff");
    private final Label title = Ui.label("", "strong");
    private final Button left;
    private final Button right;
    private final Label leftWords = Ui.label("", "muted", "small");
    private final Label rightWords = Ui.label("", "muted", "small");
    private final HBox restore;
    private final ListView<PolicyRevision> list = new ListView<>();
    private HistoryViewModel.Comparison shown;

    /**
     * @param nowMs the store's time
     * @param restore puts a state back, named in words, after a question
     */
    HistoryView(
            HistoryViewModel model,
            Permit permit,
            Times times,
            LongSupplier nowMs,
            BiConsumer<Restorable, String> restore,
            Runnable back) {
        this.permit = permit;
        this.times = times;
        this.nowMs = nowMs;
        this.shown = model.comparisonProperty().get();
        setId("policies-history-view");
        getStyleClass().add("card");
        setMinWidth(0);
        list(model);
        title.setId("policies-history-title");
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        left = Ui.button("policies-restore-before", "", () -> restore.accept(shown.left(), shown.before()));
        right = Ui.button("policies-restore-after", "", () -> restore.accept(shown.right(), shown.after()));
        this.restore = new HBox(12, side(left, leftWords), side(right, rightWords));
        this.restore.getStyleClass().add("policy-foot");
        this.restore.setMinHeight(USE_PREF_SIZE);
        VBox below = Ui.column(12, title, diff);
        below.getStyleClass().add("policy-form");
        ScrollPane scroll = scroll(below);
        HBox head = Ui.row(
                12,
                Ui.label(text("policies.history.title"), "name"),
                Ui.label(text("policies.history.kept"), "muted", "small"),
                Ui.spring(),
                Ui.button("policies-history-back", text("policies.back"), back));
        head.getStyleClass().add("policy-head");
        getChildren().addAll(head, list, scroll, this.restore);
        model.comparisonProperty().addListener((o, before, now) -> show(now));
        permit.allowed().addListener((o, before, now) -> show(shown));
        show(shown);
    }

    /** As high as what is in it, so that the list has the rest; scrolls where the list has its least height. */
    private static ScrollPane scroll(VBox content) {
        ScrollPane scroll = new ScrollPane(content) {
            @Override
            protected double computePrefHeight(double width) {
                return content.prefHeight(getWidth() > 0 ? getWidth() : -1) + 2;
            }
        };
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.SOMETIMES);
        return scroll;
    }

    /** What gets the focus. */
    ListView<PolicyRevision> list() {
        return list;
    }

    private void list(HistoryViewModel model) {
        list.setId("policies-history-list");
        list.setAccessibleText(text("policies.history.spoken"));
        list.setItems(model.revisions());
        list.setFixedCellSize(ROW_HEIGHT);
        list.setPrefHeight(ROW_HEIGHT * 4);
        list.setMinHeight(ROW_HEIGHT * 3);
        VBox.setVgrow(list, Priority.ALWAYS);
        list.setPlaceholder(Ui.label(text("policies.history.none"), "muted"));
        list.getStyleClass().add("policies-history");
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(l -> new Cell());
        list.getSelectionModel().getSelectedItems().addListener((ListChangeListener<PolicyRevision>)
                change -> model.choose(list.getSelectionModel().getSelectedItems().stream()
                        .filter(java.util.Objects::nonNull)
                        .toList()));
    }

    private static VBox side(Button button, Label words) {
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        VBox side = Ui.column(4, button, words);
        side.setPrefWidth(SIDE_WIDTH);
        side.setMinWidth(0);
        HBox.setHgrow(side, Priority.ALWAYS);
        return side;
    }

    private void show(HistoryViewModel.Comparison now) {
        boolean another = !now.equals(shown) || title.getText().isEmpty();
        shown = now;
        title.setText(now.title());
        boolean compared = !now.lines().isEmpty();
        if (another) {
            diff.show(now.before(), now.after(), now.lines());
        }
        title.getStyleClass().setAll("label", compared ? "strong" : "muted");
        Ui.show(diff, compared);
        Ui.show(restore, compared);
        offer(left, leftWords, now.left(), now.before());
        offer(right, rightWords, now.right(), now.after());
    }

    private void offer(Button button, Label words, Restorable state, String side) {
        button.setText(text("policies.restore", side));
        button.setDisable(state.change() == null || !permit.allowed().get());
        words.setText(permit.allowed().get() ? state.words() : permit.why().get());
    }

    private final class Cell extends ListCell<PolicyRevision> {

        @Override
        protected void updateItem(@Nullable PolicyRevision revision, boolean empty) {
            super.updateItem(revision, empty);
            if (empty || revision == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            String who = text(
                    "policies.history.who",
                    Text.visible(revision.operator()),
                    times.at(revision.atMs(), nowMs.getAsLong()));
            String why = revision.reason().isEmpty() ? "" : Text.visible(revision.reason());
            String what = HistoryViewModel.subject(revision.what());
            Label subject = Ui.label(what, "medium");
            subject.setMinWidth(USE_PREF_SIZE);
            Label summary = Ui.label(HistoryViewModel.summary(revision), "muted");
            summary.setMinWidth(0);
            Label number = Ui.label(text("policies.revision", revision.revision()), "muted", "small");
            number.setMinWidth(USE_PREF_SIZE);
            Label author = Ui.label(why.isEmpty() ? who : who + ": " + why, "muted", "small");
            author.setMinWidth(0);
            VBox lines = Ui.column(2, Ui.row(8, subject, summary, Ui.spring(), number), author);
            lines.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
            lines.setMinWidth(0);
            lines.setPrefWidth(1);
            setGraphic(lines);
            setAccessibleText(String.join(", ", what, summary.getText(), number.getText(), author.getText()));
        }
    }
}
