package dev.ratewarden.dashboard.table;

import dev.ratewarden.dashboard.act.Command;
import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.UserSummary;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a live table: patched in place by id from each reading, in a total order, with the users of running commands as they are
 * expected to become. However many users changed, a reading costs the table at most three changes: who left, who came, and the new
 * order. For the FX thread.
 */
public final class UserRows implements Commands.Listener {

    private final InstantSource clock;
    private final String operator;
    private final ObservableList<UserRow> shown = FXCollections.observableArrayList();
    private final ObservableList<UserRow> view = FXCollections.unmodifiableObservableList(shown);
    private final Map<String, UserRow> byId = new HashMap<>();
    /** Readings that began before a user's command ended would show the user as before it. */
    private final Map<String, Long> actedAtMs = new HashMap<>();

    private final ReadOnlyLongWrapper nowMs = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<Set<String>> namesakes = new ReadOnlyObjectWrapper<>(Set.of());
    private final List<Runnable> beforePatch = new ArrayList<>();
    private final List<Runnable> afterPatch = new ArrayList<>();
    private Predicate<UserSummary> filter = user -> true;
    private Comparator<UserRow> order = UserRow.RANKING;
    private boolean patching;

    /** @param clock the window's own */
    public UserRows(Commands commands, InstantSource clock) {
        this.clock = clock;
        this.operator = commands.operator();
        commands.listen(this);
    }

    /** The rows that pass the filter, in their order. */
    public ObservableList<UserRow> shown() {
        return view;
    }

    /** The store's clock at the latest reading, epoch ms: ages count from here. */
    public ReadOnlyLongProperty nowMsProperty() {
        return nowMs.getReadOnlyProperty();
    }

    /** The names that several of those go by who were read last. */
    public ReadOnlyObjectProperty<Set<String>> namesakesProperty() {
        return namesakes.getReadOnlyProperty();
    }

    /** Whether another goes by the same name. */
    public boolean isNamesake(UserSummary user) {
        return user.name() != null && namesakes.get().contains(user.name());
    }

    /** Whether rows are being patched: a selection that moves meanwhile was moved by nobody. */
    public boolean isPatching() {
        return patching;
    }

    public void beforePatch(Runnable action) {
        beforePatch.add(action);
    }

    public void afterPatch(Runnable action) {
        afterPatch.add(action);
    }

    /** Also of a user whom the filter keeps out; null for nobody that was read. */
    public @Nullable UserRow row(String id) {
        return byId.get(id);
    }

    public void filter(Predicate<UserSummary> now) {
        filter = now;
        patch(() -> {});
    }

    /** @param now ties fall back to the ranking: the order is total and so never flickers */
    public void order(@Nullable Comparator<UserRow> now) {
        order = now == null ? UserRow.RANKING : now.thenComparing(UserRow.RANKING);
        patch(() -> {});
    }

    /**
     * Takes over what was read.
     *
     * @param users all that there are to be rows of
     * @param storeNowMs the store's clock at the reading
     * @param startedMs when the reading began, on the window's own clock
     */
    public void read(List<UserSummary> users, long storeNowMs, long startedMs) {
        nowMs.set(storeNowMs);
        Set<String> shared = Names.shared(users, UserSummary::name, UserSummary::id);
        if (!shared.equals(namesakes.get())) {
            namesakes.set(shared);
        }
        patch(() -> merge(users, startedMs));
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

    private void merge(List<UserSummary> users, long startedMs) {
        actedAtMs.values().removeIf(acted -> acted < startedMs);
        Set<String> fresh = new HashSet<>();
        for (UserSummary user : users) {
            fresh.add(user.id());
            UserRow row = byId.get(user.id());
            if (row == null) {
                byId.put(user.id(), new UserRow(user));
            } else if (!actedAtMs.containsKey(user.id())) {
                row.read(user);
            }
        }
        byId.values()
                .removeIf(row -> !fresh.contains(row.id()) && !row.isPending() && !actedAtMs.containsKey(row.id()));
    }

    private void patch(Runnable change) {
        beforePatch.forEach(Runnable::run);
        patching = true;
        try {
            change.run();
            arrange();
        } finally {
            patching = false;
        }
        afterPatch.forEach(Runnable::run);
    }

    private void arrange() {
        Set<UserRow> wanted = new HashSet<>();
        for (UserRow row : byId.values()) {
            if (row.isPending() || filter.test(row.user())) {
                wanted.add(row);
            }
        }
        Set<UserRow> gone = new HashSet<>(shown);
        gone.removeAll(wanted);
        if (!gone.isEmpty()) {
            shown.removeAll(gone);
        }
        shown.forEach(wanted::remove);
        if (!wanted.isEmpty()) {
            shown.addAll(wanted.stream().sorted(order).toList());
        }
        if (!isOrdered()) {
            FXCollections.sort(shown, order);
        }
    }

    private boolean isOrdered() {
        for (int i = 1; i < shown.size(); i++) {
            if (order.compare(shown.get(i - 1), shown.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }
}
