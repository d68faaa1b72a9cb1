package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.shell.LinkViewModel.Mood;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The frame: strip above, rail at the left, status below, the page between; search results, toasts and dialogs over it. */
public final class ShellView extends StackPane {

    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final PseudoClass OUTDATED = PseudoClass.getPseudoClass("outdated");
    private static final PseudoClass SHORT = PseudoClass.getPseudoClass("short");
    private static final double NARROW_BELOW = 1_160;
    private static final double SHORT_BELOW = 740;

    /** The parts of the frame. */
    record Parts(TitleStripView strip, RailView rail, Node page, StatusBarView status, SearchView search) {}

    ShellView(Parts parts, LinkViewModel link, Toasts toasts, ModalLayer modal) {
        getStyleClass().add("shell");
        Node page = parts.page();
        page.getStyleClass().add("page");
        VBox.setVgrow(page, Priority.ALWAYS);
        BorderPane frame = new BorderPane();
        frame.setTop(parts.strip());
        frame.setLeft(parts.rail());
        frame.setCenter(new VBox(new LostBanner(link), page));
        frame.setBottom(parts.status());
        Pane popups = new Pane(parts.search().popup());
        popups.setPickOnBounds(false);
        getChildren().addAll(frame, popups, toasts, modal);
        heightProperty()
                .addListener((o, before, now) -> pseudoClassStateChanged(SHORT, now.doubleValue() < SHORT_BELOW));
        widthProperty()
                .addListener((o, before, now) -> pseudoClassStateChanged(NARROW, now.doubleValue() < NARROW_BELOW));
        link.moodProperty()
                .addListener((o, before, now) ->
                        page.pseudoClassStateChanged(OUTDATED, now == Mood.LOST || now == Mood.STALE));
    }
}
