package dev.ratewarden.dashboard.overview;

import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.feed.UserFilter;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.table.UserRows;
import dev.ratewarden.moderation.UserList;
import java.time.InstantSource;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The listed users of the Overview, filtered. */
public final class UsersViewModel {

    private final UserRows rows;
    private final ObjectProperty<UserFilter> filter = new SimpleObjectProperty<>(UserFilter.DEFAULT);
    private final ReadOnlyObjectWrapper<@Nullable UserList> answer = new ReadOnlyObjectWrapper<>();

    public UsersViewModel(Commands commands, InstantSource clock) {
        rows = new UserRows(commands, clock);
        filter.addListener((o, before, now) -> refilter());
        refilter();
    }

    /** The rows that pass the filter, in their order. */
    public ObservableList<UserRow> rows() {
        return rows.shown();
    }

    UserRows table() {
        return rows;
    }

    public ObjectProperty<UserFilter> filterProperty() {
        return filter;
    }

    /** What the store last answered to the filter in force; null before that. */
    public ReadOnlyObjectProperty<@Nullable UserList> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /** The store's clock at the latest reading, epoch ms: ages count from here. */
    public ReadOnlyLongProperty nowMsProperty() {
        return rows.nowMsProperty();
    }

    public void accept(Reading reading) {
        if (!reading.request().filter().equals(filter.get())) {
            return;
        }
        UserList listed = reading.snapshot().users();
        rows.read(listed.users(), reading.snapshot().nowMs(), reading.startedMs());
        answer.set(listed);
    }

    private void refilter() {
        UserFilter now = filter.get();
        rows.filter(user -> now.accepts(user, rows.nowMsProperty().get()));
    }
}
