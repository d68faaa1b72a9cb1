package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Copy;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.users.BulkRun.Result;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** How far a run on many users is, and how it went with each. Closing it does not end the run. */
final class BulkReport extends VBox {

    private static final double WIDTH = 520;
    private static final double LIST_HEIGHT = 260;

    private final BulkRun run;
    private final Label title = Ui.label("", "name");
    private final Label counts = Ui.label("", "muted");
    private final ProgressBar bar = new ProgressBar(0);
    private final Button stop;
    private final Button undo;
    private final Button copy;
    final Button close;

    /** @param takeBack takes back all that was done */
    BulkReport(BulkRun run, Consumer<BulkRun> takeBack, Runnable onClose) {
        super(12);
        this.run = run;
        setId("bulk-report");
        getStyleClass().addAll("dialog", "bulk-report");
        setAccessibleRole(AccessibleRole.DIALOG);
        accessibleTextProperty().bind(title.textProperty());
        setMinSize(WIDTH, USE_PREF_SIZE);
        setMaxSize(WIDTH, USE_PREF_SIZE);
        title.setId("bulk-report-title");
        title.setWrapText(true);
        counts.setId("bulk-report-counts");
        counts.setWrapText(true);
        bar.setMaxWidth(Double.MAX_VALUE);
        stop = Ui.button("bulk-stop", text("users.bulk.stop"), run::stop);
        copy = Ui.button("bulk-copy", text("users.bulk.copy"), this::copy);
        undo = Ui.button("bulk-undo", text("users.bulk.undo"), () -> takeBack.accept(run));
        close = Ui.button("bulk-close", text("users.bulk.close"), onClose);
        HBox buttons = Ui.row(8, copy, Ui.spring(), stop, undo, close);
        buttons.getStyleClass().add("dialog-buttons");
        getChildren().addAll(title, bar, counts, list(), buttons);
        InvalidationListener again = o -> show();
        run.results().addListener(again);
        run.runningProperty().addListener(again);
        show();
    }

    private ListView<Result> list() {
        ListView<Result> list = new ListView<>(run.results());
        list.setId("bulk-results");
        list.setAccessibleText(text("users.bulk.results.spoken"));
        list.setPrefHeight(LIST_HEIGHT);
        list.setMinHeight(0);
        list.setCellFactory(view -> new ResultCell());
        return list;
    }

    private void show() {
        boolean running = run.runningProperty().get();
        title.setText(BulkWords.title(run));
        counts.setText(BulkWords.counts(run));
        bar.setProgress(run.count() == 0 ? 1 : run.results().size() / (double) run.count());
        Ui.show(bar, running);
        Ui.show(stop, running);
        Ui.show(copy, !running);
        Ui.show(undo, !running && !run.isUndo() && !run.done().isEmpty());
    }

    private void copy() {
        Copy.words(run.results().stream()
                .map(result -> String.join(
                        "\t",
                        result.id(),
                        result.name(),
                        result.outcome().name().toLowerCase(Locale.ROOT),
                        result.words()))
                .collect(Collectors.joining("\n")));
    }
}
