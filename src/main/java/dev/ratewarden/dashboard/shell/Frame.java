package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.LinkViewModel.Mood;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Strip above, rail at the left, status below, one page of several between; search results over them. */
final class Frame extends StackPane {

    static final PseudoClass OUTDATED = PseudoClass.getPseudoClass("outdated");

    /** The parts of the frame. */
    record Parts(TitleStripView strip, RailView rail, List<PageView> pages, StatusBarView status, SearchView search) {}

    private final SearchView search;
    private final StatusBarView status;
    private final Map<Page, PageView> pages = new EnumMap<>(Page.class);
    private final StackPane room = new StackPane();
    private final Bands above;

    /**
     * @param link how fresh what the pages show is
     * @param bands above the page, each where it has something to say
     */
    Frame(Parts parts, Navigator navigator, LinkViewModel link, Band... bands) {
        search = parts.search();
        status = parts.status();
        parts.pages().forEach(each -> {
            // Those of the window come here again with each community.
            if (!each.node().getStyleClass().contains("page")) {
                each.node().getStyleClass().add("page");
            }
            pages.put(each.page(), each);
        });
        room.setMinSize(0, 0);
        VBox.setVgrow(room, Priority.ALWAYS);
        BorderPane frame = new BorderPane();
        frame.setTop(parts.strip());
        frame.setLeft(parts.rail());
        above = new Bands(bands);
        frame.setCenter(new VBox(above, room));
        frame.setBottom(status);
        Pane popups = new Pane(search.popup());
        popups.setPickOnBounds(false);
        getChildren().addAll(frame, popups);
        navigator.pageProperty().addListener((o, before, now) -> turn(before, now));
        turn(null, navigator.pageProperty().get());
        link.moodProperty().addListener((o, before, now) -> outdated(now == Mood.LOST || now == Mood.STALE));
    }

    ReadOnlyDoubleProperty bandsHeight() {
        return above.heightProperty();
    }

    SearchView search() {
        return search;
    }

    /** What was read from the store is old; what a person set is not. */
    private void outdated(boolean now) {
        pages.values().stream()
                .filter(each -> each.page() != Page.SETTINGS && each.page() != Page.CONNECTIONS)
                .forEach(each -> each.node().pseudoClassStateChanged(OUTDATED, now));
        status.outdated(now);
    }

    /** Where the keyboard goes on when a page was opened by it. */
    void focusPage(Page page) {
        PageView view = pages.get(page);
        if (view != null) {
            // What stands in a scroll pane is in the scene only when that has its skin.
            view.node().applyCss();
            view.first().requestFocus();
        }
    }

    private void turn(@Nullable Page before, Page now) {
        PageView left = before == null ? null : pages.get(before);
        if (left != null) {
            left.shown(false);
        }
        PageView come = pages.get(now);
        if (come != null) {
            room.getChildren().setAll(come.node());
            Ui.dress(come.node());
            come.shown(true);
        }
    }

    /** Lets go of the page in sight: those of the window go on to the next community, and must not lead back to this one. */
    void leave(Page inSight) {
        PageView left = pages.get(inSight);
        if (left != null) {
            left.shown(false);
        }
        room.getChildren().clear();
    }

    /** Presses the button of that id; null where it is not in sight. */
    @Nullable
    Runnable offered(String id) {
        return lookup("#" + id) instanceof Button button && isSeen(button) ? press(id) : null;
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** Presses the button of that id, if it is in sight and can be pressed. */
    Runnable press(String id) {
        return Shortcuts.press(this::lookup, id);
    }
}
