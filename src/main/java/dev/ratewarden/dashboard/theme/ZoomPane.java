package dev.ratewarden.dashboard.theme;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableDoubleValue;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;

/**
 * Shows its child larger or smaller: laid out in the room that is left at that size, and drawn to scale, so that text stays sharp. A
 * room under {@value #MIN_WIDTH} x {@value #MIN_HEIGHT} scrolls rather than clips, and follows the focus. For the FX thread.
 */
public final class ZoomPane extends Region {

    /** The least room in which everything can be used, in points of the child. */
    public static final double MIN_WIDTH = 940;

    public static final double MIN_HEIGHT = 560;
    private static final double BAR = 10;
    private static final double FOCUS_MARGIN = 24;

    private final Region child;
    private final Scale scale = new Scale(1, 1, 0, 0);
    private final ScrollBar across = bar(Orientation.HORIZONTAL);
    private final ScrollBar down = bar(Orientation.VERTICAL);
    private final ReadOnlyDoubleWrapper zoom = new ReadOnlyDoubleWrapper(1);
    private final ReadOnlyObjectWrapper<Insets> hidden = new ReadOnlyObjectWrapper<>(Insets.EMPTY);
    private final ObservableDoubleValue above;

    /** @param above how much higher the least room is now, in points of the child: for what stands above a page for a time */
    public ZoomPane(Region child, ObservableDoubleValue above) {
        this.child = child;
        this.above = above;
        above.addListener(o -> requestLayout());
        child.setManaged(false);
        child.getTransforms().add(scale);
        getChildren().addAll(child, across, down);
        setMinSize(0, 0);
        across.valueProperty().addListener(o -> requestLayout());
        down.valueProperty().addListener(o -> requestLayout());
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        sceneProperty().addListener((o, before, now) -> {
            if (now != null) {
                now.focusOwnerProperty().addListener((p, from, to) -> reveal(to));
            }
        });
    }

    /** 1 for 100 %. */
    public ReadOnlyDoubleProperty zoomProperty() {
        return zoom.getReadOnlyProperty();
    }

    /** How much of the child is scrolled out of sight at each edge, in points of the child. */
    public ReadOnlyObjectProperty<Insets> hiddenProperty() {
        return hidden.getReadOnlyProperty();
    }

    /** @param factor 1 for 100 % */
    public void zoom(double factor) {
        zoom.set(factor);
        scale.setX(factor);
        scale.setY(factor);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double factor = zoom.get();
        double leastHeight = MIN_HEIGHT + above.get();
        boolean high = getHeight() / factor < leastHeight;
        boolean wide = (getWidth() - (high ? BAR : 0)) / factor < MIN_WIDTH;
        high = (getHeight() - (wide ? BAR : 0)) / factor < leastHeight;
        double roomWidth = getWidth() - (high ? BAR : 0);
        double roomHeight = getHeight() - (wide ? BAR : 0);
        double width = Math.max(roomWidth / factor, MIN_WIDTH);
        double height = Math.max(roomHeight / factor, leastHeight);
        range(across, wide, width * factor - roomWidth, roomWidth);
        range(down, high, height * factor - roomHeight, roomHeight);
        double left = snapPositionX(across.getValue());
        double top = snapPositionY(down.getValue());
        hidden.set(new Insets(
                top / factor,
                wide ? width - (left + roomWidth) / factor : 0,
                high ? height - (top + roomHeight) / factor : 0,
                left / factor));
        child.resizeRelocate(-left, -top, width, height);
        across.resizeRelocate(0, getHeight() - BAR, roomWidth, BAR);
        down.resizeRelocate(getWidth() - BAR, 0, BAR, roomHeight);
    }

    /** As its scene is: a picture of the scene lays its root out as large as that wants to be. */
    @Override
    protected double computePrefWidth(double height) {
        return getScene() == null || getScene().getWidth() <= 0
                ? MIN_WIDTH
                : getScene().getWidth();
    }

    @Override
    protected double computePrefHeight(double width) {
        return getScene() == null || getScene().getHeight() <= 0
                ? MIN_HEIGHT
                : getScene().getHeight();
    }

    private static void range(ScrollBar bar, boolean needed, double most, double room) {
        bar.setVisible(needed);
        bar.setMax(needed ? Math.max(0, most) : 0);
        bar.setVisibleAmount(needed ? bar.getMax() * room / (room + bar.getMax()) : 0);
        bar.setUnitIncrement(40);
        bar.setBlockIncrement(room);
        bar.setValue(Math.min(bar.getValue(), bar.getMax()));
    }

    private void scroll(ScrollEvent event) {
        move(across, -event.getDeltaX());
        move(down, -event.getDeltaY());
    }

    private static void move(ScrollBar bar, double by) {
        bar.setValue(Math.clamp(bar.getValue() + by, 0, bar.getMax()));
    }

    /** Whoever goes on by Tab must see where that leads. */
    private void reveal(@Nullable Node owner) {
        if (owner == null || (!across.isVisible() && !down.isVisible())) {
            return;
        }
        Bounds where = sceneToLocal(owner.localToScene(owner.getBoundsInLocal()));
        if (where != null) {
            move(across, outside(where.getMinX(), where.getMaxX(), across.getWidth()));
            move(down, outside(where.getMinY(), where.getMaxY(), down.getHeight()));
        }
    }

    private static double outside(double from, double to, double room) {
        if (from < 0 || to - from > room) {
            return from - FOCUS_MARGIN;
        }
        return to > room ? to - room + FOCUS_MARGIN : 0;
    }

    private static ScrollBar bar(Orientation orientation) {
        ScrollBar bar = new ScrollBar();
        bar.setOrientation(orientation);
        bar.setManaged(false);
        bar.setVisible(false);
        bar.setFocusTraversable(false);
        bar.getStyleClass().add("zoom-bar");
        return bar;
    }
}
