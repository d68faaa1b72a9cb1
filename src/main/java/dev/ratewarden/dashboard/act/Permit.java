package dev.ratewarden.dashboard.act;

import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.Node;

/**
 * Whether something may be done now.
 *
 * @param allowed whether it may
 * @param why one sentence on why not; empty if it may
 */
public record Permit(BooleanBinding allowed, ObservableStringValue why) {

    /** Tells {@code why} now and whenever it changes, as long as the node is in a window. */
    public void follow(Node node, Consumer<String> told) {
        ChangeListener<String> tell = (o, before, now) -> told.accept(now);
        why.addListener(tell);
        told.accept(why.get());
        node.sceneProperty().addListener((o, before, now) -> {
            if (now == null) {
                why.removeListener(tell);
            }
        });
    }
}
