package dev.ratewarden.dashboard.overview;

import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.feed.UserFilter;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.table.UserRows;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserSummary;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The listed users of the Overview, filtered. */
public final class UsersViewModel {

    private final UserRows rows;
    private final ObjectProperty<UserFilter> filter = new SimpleObjectProperty<>(UserFilter.DEFAULT);
    private final ReadOnlyObjectWrapper<@Nullable UserList> answer = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty showReviewed = new SimpleBooleanProperty();
    private final ReadOnlyIntegerWrapper reviewed = new ReadOnlyIntegerWrapper();
    private UserFilter lastFilter = UserFilter.DEFAULT;
    private @Nullable UserList last;
    /** At how many violations each was looked at, by id. */
    private Map<String, Long> reviews = Map.of();

    public UsersViewModel(Commands commands, InstantSource clock) {
        rows = new UserRows(commands, clock);
        filter.addListener((o, before, now) -> {
            refilter();
            answer.set(now.equals(lastFilter) ? last : null);
        });
        showReviewed.addListener((o, before, now) -> refilter());
        rows.afterPatch(this::count);
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

    /** What the store last answered to the filter in force; null before that, and rows are those of the answer to another one. */
    public ReadOnlyObjectProperty<@Nullable UserList> answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /** The store's clock at the latest reading, epoch ms: ages count from here. */
    public ReadOnlyLongProperty nowMsProperty() {
        return rows.nowMsProperty();
    }

    /** Whether those whom somebody has looked at since their latest violation are listed as well. */
    BooleanProperty showReviewedProperty() {
        return showReviewed;
    }

    /** How many of those there are. */
    ReadOnlyIntegerProperty reviewedProperty() {
        return reviewed.getReadOnlyProperty();
    }

    /** Takes over who was looked at. */
    public void reviews(List<Handover.Review> now) {
        Map<String, Long> byId = new HashMap<>();
        now.forEach(review -> byId.merge(review.userId(), review.violations(), Math::max));
        if (!byId.equals(reviews)) {
            reviews = byId;
            refilter();
        }
    }

    private boolean isReviewed(UserSummary user) {
        Long violations = reviews.get(user.id());
        return violations != null && violations == user.violations();
    }

    /** How many of those who were read last the filter in force accepts, reviewed ones as well. */
    long acceptedOfRead() {
        return accepted().count();
    }

    private Stream<UserSummary> accepted() {
        UserFilter now = filter.get();
        return last == null
                ? Stream.of()
                : last.users().stream()
                        .filter(user -> now.accepts(user, nowMsProperty().get()));
    }

    private void count() {
        reviewed.set((int) accepted().filter(this::isReviewed).count());
    }

    public void accept(Reading reading) {
        if (!reading.request().filter().equals(filter.get())) {
            return;
        }
        UserList listed = reading.snapshot().users();
        last = listed;
        lastFilter = filter.get();
        rows.read(listed.users(), reading.snapshot().nowMs(), reading.startedMs());
        answer.set(listed);
        count();
    }

    private void refilter() {
        UserFilter now = filter.get();
        rows.filter(user -> now.accepts(user, rows.nowMsProperty().get()) && (showReviewed.get() || !isReviewed(user)));
    }
}
