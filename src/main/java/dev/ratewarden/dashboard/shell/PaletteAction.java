package dev.ratewarden.dashboard.shell;

import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableBooleanValue;

/**
 * Something that the command palette offers.
 *
 * @param id by which tests find it
 * @param words what it does, such as {@code Verify the audit trail}
 * @param available whether it can be done now; what cannot is not offered
 */
public record PaletteAction(String id, String words, ObservableBooleanValue available, Runnable run) {

    private static final ObservableBooleanValue ALWAYS = new ReadOnlyBooleanWrapper(true).getReadOnlyProperty();

    /** Something that can always be done. */
    public PaletteAction(String id, String words, Runnable run) {
        this(id, words, ALWAYS, run);
    }
}
