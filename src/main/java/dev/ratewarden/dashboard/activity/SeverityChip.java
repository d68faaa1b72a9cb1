package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** How urgent something is in shape, word and colour, so that it reads for everyone, also in grey. */
final class SeverityChip extends Label {

    private final Region shape = new Region();
    private @Nullable Severity shown;

    SeverityChip() {
        getStyleClass().add("severity-chip");
        shape.getStyleClass().add("severity-shape");
        setGraphic(shape);
        setMinWidth(USE_PREF_SIZE);
    }

    void show(Severity severity) {
        if (severity == shown) {
            return;
        }
        shown = severity;
        String name = severity.name().toLowerCase(Locale.ROOT);
        getStyleClass().removeAll("info", "warning", "critical", "emergency");
        getStyleClass().add(name);
        setText(text("activity.severity." + name));
    }
}
