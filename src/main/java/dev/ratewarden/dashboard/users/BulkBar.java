package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.users.BulkAct.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Under the table: what can be done to the selected users, and how far it is. Takes no room while there is nothing to do. */
final class BulkBar extends VBox {

    /** What its buttons do. */
    interface Doing {

        void ask(Kind kind);

        void clear();

        void show(BulkRun run);

        void dismiss();
    }

    private final Picked picked;
    private final Permit permit;
    private final BulkViewModel model;
    private final Label count = Ui.label("", "medium");
    private final Label why = Ui.label("", "muted", "small");
    private final List<Button> acts = new ArrayList<>();
    private final VBox selection;
    private final Label progress = Ui.label("", "medium");
    private final Button stop;
    private final Button results;
    private final Button dismiss;
    private final HBox running;
    private final InvalidationListener again = o -> show();
    private @Nullable BulkRun followed;

    BulkBar(Picked picked, Permit permit, BulkViewModel model, Doing doing) {
        this.picked = picked;
        this.permit = permit;
        this.model = model;
        setId("bulk-bar");
        count.setId("bulk-count");
        count.setMinWidth(USE_PREF_SIZE);
        why.setId("bulk-why");
        why.setWrapText(true);
        HBox buttons = Ui.row(8, count, Ui.spring());
        for (Kind kind : Kind.values()) {
            Button button = Ui.button(
                    "bulk-" + kind.word(), text("users.bulk." + kind.word()), () -> doing.ask(kind), style(kind));
            acts.add(button);
            buttons.getChildren().add(button);
        }
        buttons.getChildren()
                .add(Ui.iconButton("bulk-clear", Ui.icon("fth-x"), text("users.bulk.clear"), doing::clear, "flat"));
        selection = Ui.column(4, buttons, why);
        progress.setId("bulk-progress");
        progress.setMinWidth(0);
        stop = Ui.button("bulk-bar-stop", text("users.bulk.stop"), this::stop);
        results = Ui.button("bulk-bar-results", "", () -> with(doing::show));
        dismiss =
                Ui.iconButton("bulk-bar-dismiss", Ui.icon("fth-x"), text("users.bulk.dismiss"), doing::dismiss, "flat");
        running = Ui.row(8, progress, Ui.spring(), stop, results, dismiss);
        getChildren().addAll(running, selection);
        running.getStyleClass().add("bulk-row");
        selection.getStyleClass().add("bulk-row");
        // As in the table: the focus is here once a dialog was closed.
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE && picked.count() > 1) {
                doing.clear();
                event.consume();
            }
        });
        picked.usersProperty().addListener(again);
        permit.why().addListener(again);
        model.runProperty().addListener(o -> follow());
        show();
    }

    private static String style(Kind kind) {
        return kind == Kind.BAN ? "danger" : "plain";
    }

    private void stop() {
        with(BulkRun::stop);
    }

    private void with(Consumer<BulkRun> what) {
        if (followed != null) {
            what.accept(followed);
        }
    }

    private void follow() {
        with(run -> {
            run.results().removeListener(again);
            run.runningProperty().removeListener(again);
        });
        followed = model.runProperty().get();
        with(run -> {
            run.results().addListener(again);
            run.runningProperty().addListener(again);
        });
        show();
    }

    private void show() {
        BulkRun run = followed;
        boolean isRunning = run != null && run.runningProperty().get();
        Ui.show(running, run != null);
        Ui.show(selection, picked.count() > 1);
        Ui.show(this, run != null || picked.count() > 1);
        count.setText(text("users.bulk.selected", Figures.count(picked.count())));
        String reason = reason(isRunning);
        why.setText(reason);
        Ui.show(why, !reason.isEmpty());
        acts.forEach(button -> button.setDisable(!reason.isEmpty()));
        if (run != null) {
            progress.setText(
                    isRunning
                            ? text(
                                    "users.bulk.progress",
                                    BulkWords.title(run),
                                    Figures.count(run.results().size()),
                                    Figures.count(run.count()))
                            : BulkWords.title(run));
            results.setText(text(isRunning ? "users.bulk.show" : "users.bulk.results"));
            Ui.show(stop, isRunning);
            Ui.show(dismiss, !isRunning);
        }
    }

    /** Why nothing can be done to the selected now; empty if it can. */
    private String reason(boolean isRunning) {
        if (!permit.why().get().isEmpty()) {
            return permit.why().get();
        }
        if (isRunning) {
            return text("users.bulk.busy");
        }
        return picked.isTooMany() ? text("users.bulk.many", Figures.count(Picked.MOST)) : "";
    }
}
