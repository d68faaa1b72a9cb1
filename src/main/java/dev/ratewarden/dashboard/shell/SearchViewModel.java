package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.LatestValue;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Finds any tracked user by id or by the start of a name, and one who is listed also by the end of the id, by which users without a name are
 * called. At most one search runs; then the latest text is searched.
 */
public final class SearchViewModel {

    /** As many characters of an id as the window shows of it. */
    private static final int MIN_TAIL = 4;

    private record Found(String text, List<UserSummary> users, String problem) {}

    private final Moderation moderation;
    private final Executor background;
    private final Function<RuntimeException, String> explain;
    private final Supplier<List<UserSummary>> listed;
    private final Consumer<String> open;
    private final LatestValue<Found> found;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final StringProperty query = new SimpleStringProperty("");
    private final ObservableList<UserSummary> results = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private volatile String wanted = "";

    /**
     * @param listed those in sight
     * @param open opens a user by id
     */
    public SearchViewModel(
            Moderation moderation,
            Executor background,
            Executor fxThread,
            Function<RuntimeException, String> explain,
            Supplier<List<UserSummary>> listed,
            Consumer<String> open) {
        this.moderation = moderation;
        this.background = background;
        this.explain = explain;
        this.listed = listed;
        this.open = open;
        this.found = new LatestValue<>(fxThread, this::show);
        query.addListener((o, before, now) -> search(now.strip()));
    }

    public StringProperty queryProperty() {
        return query;
    }

    public ObservableList<UserSummary> results() {
        return results;
    }

    /** What to say instead of, or below, the results; empty for nothing. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    public void open(UserSummary user) {
        open.accept(user.id());
        query.set("");
    }

    private void search(String text) {
        wanted = text;
        if (text.isEmpty()) {
            results.clear();
            note.set("");
            return;
        }
        if (results.isEmpty()) {
            note.set(text("search.searching"));
        }
        if (busy.compareAndSet(false, true)) {
            background.execute(this::run);
        }
    }

    private void run() {
        String asked = wanted;
        Found answer;
        try {
            answer = new Found(asked, moderation.find(asked), "");
        } catch (RuntimeException e) {
            answer = new Found(asked, List.of(), explain.apply(e));
        }
        busy.set(false);
        found.publish(answer);
    }

    private void show(Found answer) {
        if (!answer.text().equals(wanted)) {
            if (!wanted.isEmpty() && busy.compareAndSet(false, true)) {
                background.execute(this::run);
            }
            return;
        }
        Stream<UserSummary> byTail = answer.text().length() < MIN_TAIL
                ? Stream.empty()
                : listed.get().stream().filter(user -> user.id().endsWith(answer.text()));
        // Who is called exactly so comes first, then the worst.
        results.setAll(Stream.concat(answer.users().stream(), byTail)
                .collect(Collectors.toMap(UserSummary::id, Function.identity(), (found, same) -> found))
                .values()
                .stream()
                .sorted(Comparator.comparing((UserSummary user) -> !isCalled(user, answer.text()))
                        .thenComparing(UserQuery.ORDER))
                .toList());
        String nobody = results.isEmpty() ? text("search.nothing", answer.text()) : "";
        note.set(answer.problem().isEmpty() ? nobody : answer.problem());
    }

    private static boolean isCalled(UserSummary user, String text) {
        return user.id().equals(text) || text.equalsIgnoreCase(user.name());
    }
}
