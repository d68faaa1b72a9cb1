package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.connections.ConnectionsView.Commands;
import dev.ratewarden.dashboard.connections.ConnectionsViewModel.Link;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.FileDialogs;
import dev.ratewarden.limiter.Text;
import javafx.beans.Observable;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One profile: what it is, its fields, what a test found, and what can be done with it. */
final class ProfileEditorView extends BorderPane {

    private final ConnectionsViewModel model;
    private final Commands commands;

    ProfileEditorView(ConnectionsViewModel model, Commands commands, FileDialogs files) {
        this.model = model;
        this.commands = commands;
        getStyleClass().add("profile-editor");
        FindingsView findings = new FindingsView(model.test());
        VBox content = Ui.column(16, new ProfileFieldsView(model.form(), files), findings);
        content.getStyleClass().add("profile-content");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        // What a test found would else lie below the edge.
        model.test().findings().addListener((Observable o) -> scrollTo(scroll, findings));
        model.test().runningProperty().addListener((Observable o) -> scrollTo(scroll, findings));
        model.selectedProperty().addListener((Observable o) -> scroll.setVvalue(0));
        setTop(head());
        setCenter(scroll);
        setBottom(foot());
        setMinWidth(0);
    }

    private static void scrollTo(ScrollPane scroll, Region part) {
        if (part.isVisible()) {
            scroll.applyCss();
            scroll.layout();
            double more = scroll.getContent().getLayoutBounds().getHeight()
                    - scroll.getViewportBounds().getHeight();
            scroll.setVvalue(
                    more <= 0 ? 0 : Math.min(1, (part.getBoundsInParent().getMinY() - 12) / more));
        }
    }

    private HBox head() {
        Label name = Ui.label("", "name");
        name.setId("profile-title");
        name.setMinWidth(0);
        Label state = Ui.label("", "muted");
        state.setId("profile-state");
        state.setMinWidth(USE_PREF_SIZE);
        Runnable words = () -> {
            String kept = model.selectedProperty().get();
            name.setText(kept == null ? text("connections.new.title") : Text.visible(kept));
            state.setText(model.form().changedProperty().get() ? text("connections.changed") : here(model.link(kept)));
        };
        watch(words);
        HBox head = Ui.row(12, name, Ui.spring(), state);
        head.getStyleClass().add("profile-head");
        return head;
    }

    private HBox foot() {
        Button delete = Ui.button("profile-delete", text("connections.delete"), commands::delete, "danger");
        Button export = Ui.button("profile-export", text("connections.export"), commands::export);
        Button discard = Ui.button("profile-discard", text("connections.discard"), model::revert);
        Button save = Ui.button("profile-save", text("connections.save"), () -> model.save(profile -> {}));
        Button test = Ui.button("profile-test", text("connections.test"), commands::test);
        Button connect = Ui.button("profile-connect", "", commands::saveAndConnect, "primary");
        Runnable show = () -> {
            boolean changed = model.form().changedProperty().get();
            boolean open = model.link(model.selectedProperty().get()) != Link.NONE && !changed;
            Ui.show(delete, model.selectedProperty().get() != null);
            Ui.show(discard, changed);
            Ui.show(save, changed);
            connect.setText(text(
                    open ? "connections.connected" : changed ? "connections.connect.save" : "connections.connect"));
            connect.setDisable(model.community().openingProperty().get() != null);
            test.setDisable(model.test().runningProperty().get());
        };
        watch(show);
        model.community().openingProperty().addListener((Observable o) -> show.run());
        model.test().runningProperty().addListener((Observable o) -> show.run());
        // At large zoom there is less room than six buttons take: then they stand in two rows, and none is cut off.
        FlowPane ways = new FlowPane(8, 8, discard, save, test, connect);
        ways.setAlignment(Pos.TOP_RIGHT);
        ways.setPrefWrapLength(1_000);
        ways.setMinWidth(0);
        HBox.setHgrow(ways, Priority.ALWAYS);
        HBox foot = Ui.row(8, delete, export, ways);
        foot.setAlignment(Pos.TOP_LEFT);
        delete.setMinWidth(USE_PREF_SIZE);
        export.setMinWidth(USE_PREF_SIZE);
        foot.getStyleClass().add("profile-foot");
        return foot;
    }

    private void watch(Runnable show) {
        model.selectedProperty().addListener((Observable o) -> show.run());
        model.form().changedProperty().addListener((Observable o) -> show.run());
        model.community().currentProperty().addListener((Observable o) -> show.run());
        model.community().answersProperty().addListener((Observable o) -> show.run());
        model.kept().addListener((Observable o) -> show.run());
        show.run();
    }

    private static String here(Link link) {
        return switch (link) {
            case NONE -> "";
            case HERE -> text("connections.here");
            case SILENT -> text("connections.here.silent");
            case OUTDATED -> text("connections.here.outdated");
        };
    }
}
