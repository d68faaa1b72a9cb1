package dev.ratewarden.dashboard;

import org.testfx.api.FxToolkit;
import org.testfx.api.FxToolkitContext;
import org.testfx.service.support.FiredEvents;

/** The test library keeps every event of its stage for good, and with each event the whole window that it went to. */
final class KeptEvents {

    private KeptEvents() {}

    /** Lets all go that were kept until now. */
    static void forget() {
        try {
            var field = FxToolkitContext.class.getDeclaredField("firedEvents");
            field.setAccessible(true);
            if (field.get(FxToolkit.toolkitContext()) instanceof FiredEvents kept) {
                kept.clearEvents();
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("TestFX keeps its events elsewhere now", e);
        }
    }
}
