package dev.ratewarden.dashboard.parts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Tier;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A tier in colour, shape and word, so that it reads for everyone. */
public final class TierChip extends Label {

    private final Region shape = new Region();
    private @Nullable Tier shown;

    public TierChip() {
        getStyleClass().add("tier-chip");
        shape.getStyleClass().add("tier-shape");
        setMinWidth(USE_PREF_SIZE);
    }

    public TierChip(Tier tier) {
        this();
        show(tier);
    }

    public void show(Tier tier) {
        if (tier == shown) {
            return;
        }
        shown = tier;
        String name = tier.name().toLowerCase(Locale.ROOT);
        getStyleClass().removeAll("normal", "caution", "warning", "blocked");
        getStyleClass().add(name);
        setText(text("tier." + name));
        setGraphic(tier == Tier.NORMAL ? null : shape);
    }
}
