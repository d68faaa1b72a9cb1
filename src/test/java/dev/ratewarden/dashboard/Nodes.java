package dev.ratewarden.dashboard;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.Region;

/** Walks what a window shows. For the FX thread. */
public final class Nodes {

    private Nodes() {}

    /** All that are shown, in the order in which they are drawn. */
    public static List<Node> shown(Node root) {
        List<Node> all = new ArrayList<>();
        collect(root, all);
        return all;
    }

    /**
     * Lays a window out in another size, larger than the headless screen too, until the next pulse.
     *
     * @param root of a scene
     */
    public static void layOut(Region root, double width, double height) {
        root.resize(width, height);
        // Styles may change with the room, and the room with them.
        for (int i = 0; i < 3; i++) {
            root.applyCss();
            root.layout();
        }
    }

    private static void collect(Node node, List<Node> all) {
        if (!node.isVisible()) {
            return;
        }
        all.add(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, all));
        }
    }

    /** Where it is in its scene. */
    public static Bounds inScene(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    /** How a test's failure names it. */
    public static String name(Node node) {
        String id = node.getId() == null ? "" : "#" + node.getId();
        return node.getClass().getSimpleName() + id + node.getStyleClass();
    }
}
