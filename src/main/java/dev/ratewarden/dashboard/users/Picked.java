package dev.ratewarden.dashboard.users;

import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The selected users, by id, in the order in which they are listed. For the FX thread. */
final class Picked {

    /** So many can be acted on at once. */
    static final int MOST = 500;

    private final ReadOnlyObjectWrapper<List<UserSummary>> users = new ReadOnlyObjectWrapper<>(List.of());

    ReadOnlyObjectProperty<List<UserSummary>> usersProperty() {
        return users.getReadOnlyProperty();
    }

    List<UserSummary> users() {
        return users.get();
    }

    int count() {
        return users.get().size();
    }

    boolean isTooMany() {
        return count() > MOST;
    }

    void set(List<UserSummary> now) {
        users.set(List.copyOf(now));
    }
}
