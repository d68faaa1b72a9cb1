package dev.ratewarden.dashboard.table;

import dev.ratewarden.moderation.UserSummary;
import java.util.Comparator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * One user's row. It lives as long as its user is listed and is patched in place, so that a selection stays with its user. While a
 * command runs it shows what is expected of it.
 */
public final class UserRow {

    /** As the store orders them, and total: no two users compare equal. */
    public static final Comparator<UserRow> RANKING = Comparator.<UserRow>comparingDouble(
                    row -> row.user().score())
            .thenComparingLong(UserRow::lastViolationMs)
            .reversed()
            .thenComparing(UserRow::id);

    private final String id;
    private final ReadOnlyObjectWrapper<UserSummary> user;
    private final ReadOnlyBooleanWrapper pending = new ReadOnlyBooleanWrapper();
    private UserSummary known;
    private @Nullable UserSummary expected;

    UserRow(UserSummary user) {
        this.id = user.id();
        this.known = user;
        this.user = new ReadOnlyObjectWrapper<>(user);
    }

    public String id() {
        return id;
    }

    /** As it is shown: as expected while a command runs, else as last read. */
    public UserSummary user() {
        return user.get();
    }

    public ReadOnlyObjectProperty<UserSummary> userProperty() {
        return user.getReadOnlyProperty();
    }

    public boolean isPending() {
        return pending.get();
    }

    public ReadOnlyBooleanProperty pendingProperty() {
        return pending.getReadOnlyProperty();
    }

    void read(UserSummary now) {
        if (!now.equals(known)) {
            known = now;
            show();
        }
    }

    void expect(UserSummary outcome) {
        expected = outcome;
        show();
    }

    /** The command ended; what is known counts again. */
    void settle() {
        expected = null;
        show();
    }

    private void show() {
        pending.set(expected != null);
        user.set(expected != null ? expected : known);
    }

    private long lastViolationMs() {
        Long last = user().lastViolationAtMs();
        return last == null ? Long.MIN_VALUE : last;
    }
}
