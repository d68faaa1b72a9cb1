package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.activity.ActivityViewModel.Kind;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The page: two lists of which one is in sight, what to list, and the entry that is open. */
final class ActivityView extends HBox {

    /** What the page's own buttons do. */
    interface Acts {

        void csv();

        void json();

        void verify();

        void older();
    }

    private final ActivityViewModel model;
    private final StackPane room = new StackPane();
    private final Map<Kind, EntryListView> lists;
    private final EntryDetail detail;

    ActivityView(
            ActivityViewModel model, Map<Kind, EntryListView> lists, EntryTimes times, EntryDetail detail, Acts acts) {
        super(12);
        this.model = model;
        this.lists = lists;
        this.detail = detail;
        setId("activity");
        getStyleClass().add("activity");
        VBox.setVgrow(room, Priority.ALWAYS);
        room.setMinSize(0, 0);
        // Else a long list would press on what stands above it.
        room.setPrefHeight(0);
        VBox card = new VBox(head(acts), new FilterBar(model, times), new NoticeStrip(model), room);
        card.getStyleClass().add("card");
        card.setMinSize(0, 0);
        HBox.setHgrow(card, Priority.ALWAYS);
        getChildren().addAll(card, detail);
        model.kindProperty().addListener((o, before, now) -> turn(now));
        turn(model.kindProperty().get());
        for (Kind each : Kind.values()) {
            EntryList list = model.list(each);
            list.openProperty().addListener((o, before, now) -> follow());
            list.afterPatch(detail::update);
        }
    }

    private HBox head(Acts acts) {
        Segments<Kind> kinds = new Segments<>(
                "activity-kind",
                List.of(Kind.values()),
                each -> text("activity.kind." + each.name().toLowerCase(Locale.ROOT)));
        kinds.getStyleClass().add("tall");
        kinds.valueProperty().bindBidirectional(model.kindProperty());
        ToggleButton pause = new ToggleButton();
        FontIcon mark = Ui.icon("fth-pause");
        pause.setGraphic(mark);
        Ui.tip(pause, text("activity.pause.tip"));
        Runnable words = () -> {
            boolean held = model.pausedProperty().get();
            pause.setText(text(held ? "activity.resume" : "activity.pause"));
            mark.setIconLiteral(held ? "fth-play" : "fth-pause");
        };
        model.pausedProperty().addListener((o, before, now) -> words.run());
        words.run();
        pause.setId("activity-pause");
        pause.getStyleClass().add("chip-toggle");
        pause.setMinWidth(USE_PREF_SIZE);
        pause.selectedProperty().bindBidirectional(model.pausedProperty());
        ToggleButton fold = new ToggleButton(text("activity.fold"), Ui.icon("fth-layers"));
        fold.setId("activity-fold");
        Ui.tip(fold, text("activity.fold.tip"));
        fold.getStyleClass().add("chip-toggle");
        fold.setMinWidth(USE_PREF_SIZE);
        fold.selectedProperty().bindBidirectional(model.foldedProperty());
        fold.disableProperty().bind(model.kindProperty().isNotEqualTo(Kind.EVENTS));
        MenuItem csv = item("activity-export-csv", acts::csv);
        MenuItem json = item("activity-export-json", acts::json);
        MenuButton export = new MenuButton(text("activity.export"), Ui.icon("fth-download"), csv, json);
        export.setId("activity-export");
        export.setMinWidth(USE_PREF_SIZE);
        Button verify = Ui.button("activity-verify", text("activity.verify"), acts::verify);
        verify.setGraphic(Ui.icon("fth-shield"));
        HBox head = Ui.row(8, kinds, Ui.spring(), fold, pause, export, verify);
        head.getStyleClass().add("card-head");
        head.setMinHeight(USE_PREF_SIZE);
        return head;
    }

    private static MenuItem item(String id, Runnable action) {
        MenuItem item = new MenuItem(text(id.replace('-', '.')));
        item.setId(id);
        item.setOnAction(e -> action.run());
        return item;
    }

    private void turn(Kind now) {
        EntryListView list = java.util.Objects.requireNonNull(lists.get(now));
        room.getChildren().setAll(list);
        follow();
    }

    private void follow() {
        detail.show(model.list().openProperty().get());
    }
}
