package dev.ratewarden.dashboard.overview;

import dev.ratewarden.dashboard.act.Command;
import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.feed.UserFilter;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserSummary;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** The listed users: patched in place by id from each reading, filtered, with the rows of running commands shown as expected. */
public final class UsersViewModel implements Commands.Listener {

    private final InstantSource clock;
    private final String operator;
    private final ObservableList<UserRow> rows =
            FXCollections.observableArrayList(row -> new Observable[] {row.userProperty(), row.pendingProperty()});
    private final FilteredList<UserRow> shown = new FilteredList<>(rows);
    private final Map<String, UserRow> byId = new HashMap<>();
    /** Readings that began before a user's command ended would show the user as before it. */
    private final Map<String, Long> actedAtMs = new HashMap<>();

    private final ObjectProperty<UserFilter> filter = new SimpleObjectProperty<>(UserFilter.DEFAULT);
    private final ReadOnlyObjectWrapper<@Nullable UserList> answer = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyLongWrapper nowMs = new ReadOnlyLongWrapper();
    private final List<Runnable> afterPatch = new ArrayList<>();
    private boolean patching;

    public UsersViewModel(Commands commands, InstantSource clock) {
        this.clock = clock;
        this.operator = commands.operator();
        commands.listen(this);
        filter.addListener((o, before, now) -> patch(this::refilter));
        refilter();
    }

    /** The rows that pass the filter, unsorted; its order is nobody's business. */
    public FilteredList<UserRow> rows() {
        return shown;
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
        return nowMs.getReadOnlyProperty();
    }

    /** Whether rows are being patched: a selection that moves meanwhile was moved by nobody. */
    public boolean isPatching() {
        return patching;
    }

    public void afterPatch(Runnable action) {
        afterPatch.add(action);
    }

    public @Nullable UserRow row(String id) {
        return byId.get(id);
    }

    public void accept(Reading reading) {
        if (!reading.request().filter().equals(filter.get())) {
            return;
        }
        nowMs.set(reading.snapshot().nowMs());
        patch(() -> merge(reading));
        answer.set(reading.snapshot().users());
    }

    @Override
    public void started(Command command) {
        change(command, row -> row.expect(command.expected(row.user(), nowMs.get(), operator)));
    }

    @Override
    public void done(Command command, ActionReceipt receipt) {
        actedAtMs.put(command.target().id(), clock.millis());
        change(command, row -> {
            row.settle();
            row.read(receipt.after());
        });
    }

    @Override
    public void failed(Command command, String why) {
        change(command, UserRow::settle);
    }

    private void change(Command command, Consumer<UserRow> how) {
        UserRow row = byId.get(command.target().id());
        if (row != null) {
            patch(() -> how.accept(row));
        }
    }

    private void merge(Reading reading) {
        actedAtMs.values().removeIf(acted -> acted < reading.startedMs());
        Map<String, UserSummary> fresh = new HashMap<>();
        reading.snapshot().users().users().forEach(user -> fresh.put(user.id(), user));
        rows.removeIf(row -> !fresh.containsKey(row.id())
                && !row.isPending()
                && !actedAtMs.containsKey(row.id())
                && byId.remove(row.id()) != null);
        List<UserRow> added = new ArrayList<>();
        for (UserSummary user : reading.snapshot().users().users()) {
            UserRow row = byId.get(user.id());
            if (row == null) {
                row = new UserRow(user);
                byId.put(user.id(), row);
                added.add(row);
            } else if (!actedAtMs.containsKey(user.id())) {
                row.read(user);
            }
        }
        rows.addAll(added);
    }

    /** Only when the filter changed: a new predicate replaces the whole list, a changed row is tested again by itself. */
    private void refilter() {
        UserFilter now = filter.get();
        shown.setPredicate(row -> row.isPending() || now.accepts(row.user(), nowMs.get()));
    }

    private void patch(Runnable change) {
        patching = true;
        try {
            change.run();
        } finally {
            patching = false;
        }
        afterPatch.forEach(Runnable::run);
    }
}
