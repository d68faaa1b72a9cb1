package dev.ratewarden.dashboard.parts;

import dev.ratewarden.limiter.Tier;
import java.util.Locale;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A score as a bar with a tick at 100, where users are blocked. */
public final class ScoreBar extends Pane {

    private static final double WIDTH = 54;
    private static final double HEIGHT = 6;
    private static final double TICK_HEIGHT = 10;
    private static final double BLOCK_AT = 100;
    private static final double FULL_AT = 150;

    private final Region fill = new Region();
    private @Nullable Tier shown;

    public ScoreBar() {
        getStyleClass().add("score-bar");
        Region track = new Region();
        track.getStyleClass().add("track");
        place(track, 0, (TICK_HEIGHT - HEIGHT) / 2, WIDTH, HEIGHT);
        fill.getStyleClass().add("fill");
        Region tick = new Region();
        tick.getStyleClass().add("tick");
        place(tick, Math.rint(WIDTH * BLOCK_AT / FULL_AT), 0, 1, TICK_HEIGHT);
        getChildren().addAll(track, fill, tick);
        setMinSize(WIDTH, TICK_HEIGHT);
        setPrefSize(WIDTH, TICK_HEIGHT);
        setMaxSize(WIDTH, TICK_HEIGHT);
    }

    public void show(double score, Tier tier) {
        double width = WIDTH * Math.min(1, Math.max(0, score) / FULL_AT);
        place(fill, 0, (TICK_HEIGHT - HEIGHT) / 2, width < 1 ? width : Math.max(HEIGHT, width), HEIGHT);
        if (tier != shown) {
            shown = tier;
            fill.getStyleClass().setAll("fill", tier.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void place(Region part, double x, double y, double width, double height) {
        part.setMinSize(width, height);
        part.setMaxSize(width, height);
        part.resizeRelocate(x, y, width, height);
        part.setManaged(false);
    }
}
