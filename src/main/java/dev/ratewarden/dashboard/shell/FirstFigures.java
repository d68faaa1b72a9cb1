package dev.ratewarden.dashboard.shell;

import java.lang.System.Logger.Level;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;

/** Logs once, at debug, that the first figures are on the screen: how long a start takes is measured by that. For the FX thread. */
final class FirstFigures implements Runnable {

    private static final System.Logger LOG = System.getLogger(FirstFigures.class.getName());

    private final Scene scene;
    private final BooleanSupplier laidOut;

    private FirstFigures(Scene scene, BooleanSupplier laidOut) {
        this.scene = scene;
        this.laidOut = laidOut;
    }

    /** @param laidOut whether what the scene shows next has figures in it */
    static void watch(Scene scene, BooleanSupplier laidOut) {
        if (LOG.isLoggable(Level.DEBUG)) {
            scene.addPostLayoutPulseListener(new FirstFigures(scene, laidOut));
        }
    }

    @Override
    public void run() {
        if (laidOut.getAsBoolean()) {
            scene.removePostLayoutPulseListener(this);
            LOG.log(Level.DEBUG, "first figures shown");
        }
    }
}
