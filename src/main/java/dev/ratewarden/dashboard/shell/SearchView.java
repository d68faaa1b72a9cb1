package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.ExemptChip;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.TierChip;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.UserSummary;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The search field. Its results hang below it, over the page: arrows choose, Enter opens, Escape closes. */
public final class SearchView extends StackPane {

    private static final double ROW_HEIGHT = 36;
    private static final int ROWS_IN_SIGHT = 8;
    private static final double MIN_WIDTH = 150;
    private static final double MAX_WIDTH = 330;
    private static final double POPUP_WIDTH = 400;
    private static final double POPUP_GAP = 4;

    private final SearchViewModel model;
    private final TextField field = new TextField();
    private final ListView<UserSummary> list = new ListView<>();
    private final Label note = Ui.label("", "muted");
    private final VBox popup = new VBox(list, note);

    public SearchView(SearchViewModel model) {
        this.model = model;
        field.setId("search-field");
        field.setPromptText(text("search.prompt"));
        field.setAccessibleText(text("search.prompt"));
        field.textProperty().bindBidirectional(model.queryProperty());
        Label key = Ui.label(text("search.key"), "key", "tiny");
        key.visibleProperty().bind(field.textProperty().isEmpty());
        key.setMouseTransparent(true);
        StackPane.setAlignment(key, Pos.CENTER_RIGHT);
        getStyleClass().add("search");
        setMinWidth(MIN_WIDTH);
        setPrefWidth(MIN_WIDTH);
        setMaxWidth(MAX_WIDTH);
        getChildren().addAll(field, key);
        list.setId("search-results");
        list.setItems(model.results());
        list.setFixedCellSize(ROW_HEIGHT);
        list.setCellFactory(l -> new ResultCell());
        list.setFocusTraversable(false);
        list.setOnMouseClicked(e -> openSelected());
        note.setId("search-note");
        note.textProperty().bind(model.noteProperty());
        popup.getStyleClass().add("search-popup");
        popup.setManaged(false);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        model.results().addListener((javafx.collections.ListChangeListener<UserSummary>) c -> arrange());
        model.noteProperty().addListener((o, before, now) -> arrange());
        field.focusedProperty().addListener((o, before, now) -> arrange());
        arrange();
    }

    /** Goes into a layer over the page, so that it is not cut off. */
    public VBox popup() {
        return popup;
    }

    public void focus() {
        field.requestFocus();
        field.selectAll();
    }

    private void key(KeyEvent event) {
        KeyCode code = event.getCode();
        if (code == KeyCode.DOWN || code == KeyCode.UP) {
            int step = code == KeyCode.DOWN ? 1 : -1;
            int next = Math.floorMod(
                    list.getSelectionModel().getSelectedIndex() + step,
                    Math.max(1, list.getItems().size()));
            list.getSelectionModel().select(next);
            list.scrollTo(next);
            event.consume();
        } else if (code == KeyCode.ENTER) {
            openSelected();
            event.consume();
        } else if (code == KeyCode.ESCAPE) {
            field.clear();
            event.consume();
        }
    }

    private void openSelected() {
        UserSummary user = list.getSelectionModel().getSelectedItem();
        if (user != null) {
            model.open(user);
        }
    }

    private void arrange() {
        int found = list.getItems().size();
        boolean open = !field.getText().isBlank() && (field.isFocused() || list.isFocused());
        popup.setVisible(open);
        if (!open || popup.getParent() == null) {
            return;
        }
        if (found > 0 && list.getSelectionModel().isEmpty()) {
            list.getSelectionModel().select(0);
        }
        Ui.show(list, found > 0);
        Ui.show(note, !note.getText().isEmpty());
        list.setPrefHeight(Math.min(ROWS_IN_SIGHT, found) * ROW_HEIGHT + 2);
        list.setMinHeight(list.getPrefHeight());
        Bounds below = popup.getParent().sceneToLocal(field.localToScene(field.getBoundsInLocal()));
        double width = Math.max(POPUP_WIDTH, below.getWidth());
        popup.applyCss();
        popup.resizeRelocate(below.getMaxX() - width, below.getMaxY() + POPUP_GAP, width, popup.prefHeight(width));
    }

    /** Name, id, tier and score of one found user. */
    private static final class ResultCell extends ListCell<UserSummary> {
        private final Label name = Ui.label("", "medium");
        private final Label id = Ui.label("", "mono", "muted");
        private final Label score = Ui.label("", "muted", "small");
        private final ExemptChip exempt = new ExemptChip();
        private final TierChip tier = new TierChip();
        private final HBox row = Ui.row(8, name, id, Ui.spring(), exempt, score, tier);

        ResultCell() {
            setPrefWidth(0);
            name.setMinWidth(USE_PREF_SIZE);
            id.setMinWidth(0);
            score.setMinWidth(USE_PREF_SIZE);
        }

        @Override
        protected void updateItem(@Nullable UserSummary user, boolean empty) {
            super.updateItem(user, empty);
            if (empty || user == null) {
                setGraphic(null);
                return;
            }
            name.setText(Names.of(user));
            id.setText(Names.hasName(user) ? Names.id(user) : "");
            score.setText(text("detail.score", Explanations.number(user.score())));
            tier.show(user.tier());
            tier.setVisible(user.tier() != Tier.NORMAL);
            Ui.show(exempt, user.exemption() != null);
            setGraphic(row);
        }
    }
}
