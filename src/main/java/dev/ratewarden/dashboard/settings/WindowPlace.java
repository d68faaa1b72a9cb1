package dev.ratewarden.dashboard.settings;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a window stands, in the desktop's points.
 *
 * @param maximised whether it fills its screen; the rest is then where it goes when it no longer does
 */
public record WindowPlace(double x, double y, double width, double height, boolean maximised) {

    /** So much of a window must be in sight that it can be taken and moved. */
    private static final double GRIP = 120;

    /** The visible part of a screen, without panels. */
    public record Area(double x, double y, double width, double height) {}

    /**
     * A place that can be seen and is no larger than its screen.
     *
     * @param saved where it was; null if it never was anywhere
     * @param screens those that exist now, the main one first; at least one
     * @param width what it wants without a saved place
     * @param height what it wants without a saved place
     */
    public static WindowPlace restored(@Nullable WindowPlace saved, List<Area> screens, double width, double height) {
        if (saved == null) {
            return centred(screens.getFirst(), width, height, false);
        }
        Area best = screens.stream()
                .max(Comparator.comparingDouble(screen -> shared(saved, screen)))
                .orElseThrow();
        if (overlap(saved.x, saved.width, best.x, best.width) < GRIP || !titleWithin(saved, best)) {
            return centred(screens.getFirst(), saved.width, saved.height, saved.maximised);
        }
        double wide = Math.min(saved.width, best.width);
        double high = Math.min(saved.height, best.height);
        return new WindowPlace(saved.x, saved.y, wide, high, saved.maximised);
    }

    /** A title bar above or below the screen can be reached by nobody. */
    private static boolean titleWithin(WindowPlace window, Area screen) {
        return window.y >= screen.y && window.y <= screen.y + screen.height - GRIP / 2;
    }

    private static WindowPlace centred(Area screen, double width, double height, boolean maximised) {
        double wide = Math.min(width, screen.width);
        double high = Math.min(height, screen.height);
        return new WindowPlace(
                screen.x + (screen.width - wide) / 2, screen.y + (screen.height - high) / 2, wide, high, maximised);
    }

    private static double shared(WindowPlace window, Area screen) {
        return overlap(window.x, window.width, screen.x, screen.width)
                * overlap(window.y, window.height, screen.y, screen.height);
    }

    private static double overlap(double from, double length, double otherFrom, double otherLength) {
        return Math.max(0, Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom));
    }
}
