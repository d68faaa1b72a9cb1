package dev.ratewarden.dashboard.charts;

import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** A horizontal bar on a track, in one or two parts. Takes what room there is. */
final class Bar extends Pane {

    private static final double HEIGHT = 8;
    /** What is there at all can be seen. */
    private static final double LEAST = 2;

    private final Region track = part("track");
    private final Region first = part("fill");
    private final Region second = part("fill");
    private double firstShare;
    private double secondShare;

    /** @param second the style of the second part, behind the first */
    Bar(String first, String second) {
        getStyleClass().add("share-bar");
        this.first.getStyleClass().add(first);
        this.second.getStyleClass().add(second);
        getChildren().addAll(track, this.first, this.second);
        setMinSize(0, HEIGHT);
        setPrefSize(100, HEIGHT);
        setMaxHeight(HEIGHT);
    }

    /** Shares of the whole track, 0 to 1. */
    void show(double firstPart, double secondPart) {
        firstShare = firstPart;
        secondShare = secondPart;
        setNeedsLayout(true);
    }

    @Override
    protected void layoutChildren() {
        track.resizeRelocate(0, 0, getWidth(), HEIGHT);
        double one = width(firstShare);
        double two = width(secondShare);
        first.resizeRelocate(0, 0, one, HEIGHT);
        // A hair of ground between them tells them apart without their colours.
        double from = one > 0 && two > 0 ? one + 1 : one;
        second.resizeRelocate(from, 0, Math.max(0, Math.min(two, getWidth() - from)), HEIGHT);
    }

    private double width(double share) {
        return share <= 0 ? 0 : Math.max(LEAST, Math.rint(getWidth() * Math.min(1, share)));
    }

    private static Region part(String style) {
        Region part = new Region();
        part.getStyleClass().add(style);
        part.setManaged(false);
        return part;
    }
}
