package dev.ratewarden.dashboard.policies;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;

/** Parts beside each other; what does not fit goes below, and the row is then as high as it has to be at that width. */
final class WrappingRow extends FlowPane {

    private static final double GAP = 8;

    WrappingRow(Node... parts) {
        super(GAP, GAP, parts);
        setRowValignment(VPos.CENTER);
        setMinSize(0, 0);
    }

    /** A flow pane's own answer is for its preferred width, whatever it gets. */
    @Override
    protected double computePrefHeight(double width) {
        double room = width < 0 ? getPrefWrapLength() : width;
        double used = 0;
        double line = 0;
        double above = 0;
        for (Node part : getManagedChildren()) {
            double wide = part.prefWidth(-1);
            if (used > 0 && used + wide > room) {
                above += line + GAP;
                used = 0;
                line = 0;
            }
            used += wide + GAP;
            line = Math.max(line, part.prefHeight(-1));
        }
        return above + line;
    }
}
