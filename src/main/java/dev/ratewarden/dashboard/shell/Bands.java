package dev.ratewarden.dashboard.shell;

import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;

/**
 * The bands over a page, as wide as can be seen of them: a window that is too small for how large everything is drawn scrolls sideways,
 * and what a band offers to do must not lie beside it.
 */
final class Bands extends VBox {

    private final InvalidationListener moved = this::fit;

    Bands(Band... bands) {
        super(bands);
        setMinWidth(0);
        setFillWidth(true);
        widthProperty().addListener(moved);
        localToSceneTransformProperty().addListener((o, before, now) -> fit(o));
        sceneProperty().addListener((o, before, now) -> {
            if (before != null) {
                before.getRoot().layoutBoundsProperty().removeListener(moved);
            }
            if (now != null) {
                now.getRoot().layoutBoundsProperty().addListener(moved);
                fit(now.getRoot().layoutBoundsProperty());
            }
        });
    }

    private void fit(Observable changed) {
        Scene scene = getScene();
        if (scene == null || getWidth() <= 0) {
            return;
        }
        double from = Math.max(0, sceneToLocal(0, 0).getX());
        double edge = scene.getRoot().getLayoutBounds().getWidth();
        double to = Math.min(getWidth(), sceneToLocal(edge, 0).getX());
        if (to > from) {
            getChildren().forEach(child -> {
                Band band = (Band) child;
                band.setTranslateX(from);
                band.room(to - from);
            });
        }
    }
}
