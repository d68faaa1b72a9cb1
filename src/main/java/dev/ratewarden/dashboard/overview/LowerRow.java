package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Segments;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;

/** The choice of what stands in the lower row: users, or charts. It stands at the same place over both. */
public final class LowerRow {

    private final Segments<Boolean> overUsers;
    private final Segments<Boolean> overCharts;

    /** @param charts whether charts are shown */
    public LowerRow(BooleanProperty charts) {
        overUsers = choice("lower-users", charts);
        overCharts = choice("lower-charts", charts);
    }

    public Node overUsers() {
        return overUsers;
    }

    public Node overCharts() {
        return overCharts;
    }

    private Segments<Boolean> choice(String id, BooleanProperty charts) {
        Segments<Boolean> choice =
                new Segments<>(id, List.of(false, true), shown -> text(shown ? "lower.charts" : "lower.users"));
        choice.valueProperty().addListener((o, before, now) -> {
            boolean focused = choice.isFocusWithin();
            charts.set(now);
            if (focused) {
                Segments<Boolean> other = now ? overCharts : overUsers;
                other.getChildren().get(now ? 1 : 0).requestFocus();
            }
        });
        charts.addListener((o, before, now) -> choice.valueProperty().set(now));
        return choice;
    }
}
