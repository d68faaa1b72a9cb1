package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import java.util.function.UnaryOperator;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The search field, which is the command palette's entry. What it offers hangs below it, over the page: arrows choose, Enter does, Escape
 * closes and gives the focus back.
 */
public final class SearchView extends StackPane {

    private static final double MIN_WIDTH = 150;
    private static final double MAX_WIDTH = 330;
    private static final double POPUP_WIDTH = 420;
    private static final double POPUP_GAP = 4;
    private static final double MARGIN = 16;
    private static final double LIST_EDGES = 2;

    private final PaletteViewModel model;
    private final TextField field = new TextField();
    private final ListView<PaletteRow> list = new ListView<>();
    private final Label note = Ui.label("", "muted");
    private final VBox popup = new VBox(list, note);
    private @Nullable Node focusBefore;

    /** @param keys the combination that does what has this id, such as {@code Ctrl K}; empty for none */
    public SearchView(PaletteViewModel model, UnaryOperator<String> keys) {
        this.model = model;
        field.setId("search-field");
        field.setPromptText(text("search.prompt"));
        field.setAccessibleText(text("palette.spoken"));
        field.textProperty().bindBidirectional(model.users().queryProperty());
        Label key = Ui.label(keys.apply("search"), "key", "tiny");
        key.visibleProperty().bind(field.textProperty().isEmpty());
        key.setMouseTransparent(true);
        StackPane.setAlignment(key, Pos.CENTER_RIGHT);
        getStyleClass().add("search");
        setMinWidth(MIN_WIDTH);
        setPrefWidth(MIN_WIDTH);
        setMaxWidth(MAX_WIDTH);
        getChildren().addAll(field, key);
        fill(keys);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        field.setOnMousePressed(e -> model.show());
        model.rows().addListener((javafx.collections.ListChangeListener<PaletteRow>) c -> arrange());
        model.users().noteProperty().addListener((o, before, now) -> arrange());
        model.openProperty().addListener((o, before, now) -> arrange());
        model.chosenProperty().addListener((o, before, now) -> choose(now.intValue()));
        field.focusedProperty().addListener((o, before, now) -> {
            if (!now && !list.isFocused()) {
                model.close();
            }
        });
        arrange();
    }

    private void fill(UnaryOperator<String> keys) {
        list.setId("search-results");
        list.setAccessibleText(text("palette.list"));
        list.setItems(model.rows());
        list.setCellFactory(l -> {
            PaletteCell cell = new PaletteCell(keys);
            // A press must not take the focus from the field, which would close this before the click.
            cell.setOnMousePressed(javafx.event.Event::consume);
            cell.setOnMouseClicked(e -> {
                if (cell.getItem() != null) {
                    done(() -> model.run(cell.getItem()));
                }
            });
            return cell;
        });
        list.setFocusTraversable(false);
        note.setId("search-note");
        note.textProperty().bind(model.users().noteProperty());
        popup.getStyleClass().add("search-popup");
        popup.setManaged(false);
    }

    /** Goes into a layer over the page, so that it is not cut off. */
    public VBox popup() {
        return popup;
    }

    public void focus() {
        if (!field.isFocused()) {
            focusBefore = getScene() == null ? null : getScene().getFocusOwner();
        }
        field.requestFocus();
        field.selectAll();
        model.show();
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> model.move(1);
            case UP -> model.move(-1);
            case ENTER -> done(model::run);
            case ESCAPE -> {
                model.close();
                giveBack();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** Whoever came by the keyboard goes on where he was, unless what was done took the focus elsewhere. */
    private void done(Runnable what) {
        what.run();
        if (!model.openProperty().get() && field.isFocused()) {
            giveBack();
        }
    }

    private void giveBack() {
        Node before = focusBefore;
        focusBefore = null;
        if (before != null && before.getScene() != null) {
            before.requestFocus();
        }
    }

    private void choose(int row) {
        if (row < 0) {
            list.getSelectionModel().clearSelection();
            return;
        }
        list.getSelectionModel().select(row);
        // The heading of the first row belongs to it.
        list.scrollTo(row == 1 ? 0 : row);
    }

    private void arrange() {
        boolean open = model.openProperty().get()
                && (!list.getItems().isEmpty() || !note.getText().isEmpty());
        popup.setVisible(open);
        if (!open || popup.getParent() == null) {
            return;
        }
        Ui.show(list, !list.getItems().isEmpty());
        // That no user was found is no news where something else was.
        boolean nobody =
                note.getText().equals(text("search.nothing", field.getText().strip()));
        Ui.show(note, !note.getText().isEmpty() && !(nobody && !list.getItems().isEmpty()));
        Bounds below = popup.getParent().sceneToLocal(field.localToScene(field.getBoundsInLocal()));
        double top = below.getMaxY() + POPUP_GAP;
        double room = popup.getParent().getLayoutBounds().getHeight() - top - MARGIN;
        double wanted =
                list.getItems().stream().mapToDouble(PaletteCell::height).sum() + LIST_EDGES;
        list.setPrefHeight(Math.max(PaletteCell.ROW_HEIGHT, Math.min(room - MARGIN, wanted)));
        list.setMinHeight(list.getPrefHeight());
        double width = Math.max(POPUP_WIDTH, below.getWidth());
        popup.applyCss();
        popup.resizeRelocate(Math.max(MARGIN, below.getMaxX() - width), top, width, popup.prefHeight(width));
    }
}
