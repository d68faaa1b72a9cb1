package dev.ratewarden.dashboard.users;

import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.scene.Scene;

/** Which columns are shown, by the ends of their ids. Kept as long as the window lives, whichever community it shows. */
final class ColumnChoice {

    /** What fits beside the detail pane of a usual window, and tells most. */
    private static final Set<String> FIRST =
            Set.of("tier", "user", "score", "violations", "lastViolation", "ban", "onIt");

    /** Without it nobody would know whom a row is about. */
    static final String ALWAYS = "user";

    private final ObservableSet<String> shown = FXCollections.observableSet();

    ColumnChoice() {
        shown.addAll(FIRST);
    }

    /** The window's own. */
    static ColumnChoice of(Scene scene) {
        return (ColumnChoice) scene.getProperties().computeIfAbsent(ColumnChoice.class, key -> new ColumnChoice());
    }

    ObservableSet<String> shown() {
        return shown;
    }

    void show(String column, boolean now) {
        if (now) {
            shown.add(column);
        } else if (!column.equals(ALWAYS)) {
            shown.remove(column);
        }
    }
}
