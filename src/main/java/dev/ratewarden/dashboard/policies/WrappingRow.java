package dev.ratewarden.dashboard.policies;

import java.util.List;
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

    /** All in one line. The height is asked for at this width where there is more room. */
    @Override
    protected double computePrefWidth(double height) {
        List<Node> parts = getManagedChildren();
        double wide = parts.stream().mapToDouble(part -> part.prefWidth(-1)).sum();
        return Math.ceil(wide + GAP * Math.max(0, parts.size() - 1));
    }

    /** A flow pane's own answer is for its preferred width, whatever it gets. */
    @Override
    protected double computePrefHeight(double width) {
        double room = width < 0 ? Double.MAX_VALUE : width;
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
