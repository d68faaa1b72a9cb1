package dev.ratewarden.dashboard.users;

import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.table.UserRows;
import dev.ratewarden.dashboard.users.Listing.Asked;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.animation.PauseTransition;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** All tracked users as far as they are listed, filtered or searched. Reads only while the page is in sight. For the FX thread. */
final class TrackedViewModel {

    /** Readings of the same moment are some milliseconds apart. */
    private static final long YOUNG_MS = 3_000;

    private static final Duration TYPING_PAUSE = Duration.millis(250);

    private final UserRows rows;
    private final Poller poller;
    private final Extra<Listing> extra;
    private final LongSupplier storeMs;
    private final ObjectProperty<UsersFilter> filter = new SimpleObjectProperty<>(UsersFilter.NONE);
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<@Nullable Listing> listing = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final PauseTransition pause = new PauseTransition(TYPING_PAUSE);
    private @Nullable UserQuery fits;
    private volatile Asked asked = Asked.ALL;
    private volatile long storeNowMs;

    /**
     * @param clock the window's own
     * @param storeMs the store's clock as of the latest reading, epoch ms, which a search does not tell
     * @param explain one line for people on why a reading failed
     */
    TrackedViewModel(
            UserRows rows,
            Poller poller,
            InstantSource clock,
            LongSupplier storeMs,
            Function<RuntimeException, String> explain) {
        this.rows = rows;
        this.storeMs = storeMs;
        this.poller = poller;
        this.storeNowMs = clock.millis();
        extra = new Extra<>(
                moderation -> Listing.read(moderation, asked, storeNowMs, clock.millis()),
                read -> accept(read.asked().isSearch() ? read.at(storeMs.getAsLong()) : read),
                e -> problem.set(explain.apply(e)));
        poller.add(extra);
        pause.setOnFinished(e -> ask());
        search.addListener((o, before, now) -> pause.playFromStart());
        filter.addListener((o, before, now) -> ask());
    }

    UserRows rows() {
        return rows;
    }

    ObjectProperty<UsersFilter> filterProperty() {
        return filter;
    }

    /** An id or the start of a name; is looked for when nobody has typed for a moment. */
    StringProperty searchProperty() {
        return search;
    }

    /** What the store answered last to what is asked for; of something else while that is being read; null before the first. */
    ReadOnlyObjectProperty<@Nullable Listing> listingProperty() {
        return listing.getReadOnlyProperty();
    }

    /** Why the list could not be read although the store answers; empty if it could. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the window read since, and this page was not in sight. */
    boolean isOlderThanTheWindow() {
        Listing read = listing.get();
        return read != null && storeMs.getAsLong() - read.nowMs() > YOUNG_MS;
    }

    Asked asked() {
        return asked;
    }

    /** Whether the page is in sight. */
    void shown(boolean now) {
        extra.want(now);
        if (now) {
            poller.refresh();
        }
    }

    /** Looks at once. */
    void searchNow() {
        pause.stop();
        ask();
    }

    private void ask() {
        Asked wanted = new Asked(filter.get(), search.get().strip());
        if (!wanted.equals(asked)) {
            asked = wanted;
            poller.refresh();
        }
    }

    private void accept(Listing read) {
        storeNowMs = read.nowMs();
        if (!read.asked().equals(asked)) {
            return;
        }
        problem.set("");
        Listing before = listing.get();
        fits = read.asked().isSearch() ? null : read.asked().filter().query(storeNowMs);
        if (before == null || !before.asked().equals(read.asked())) {
            rows.filter(this::fits);
        }
        rows.read(read.users(), storeNowMs, read.startedMs());
        listing.set(read);
    }

    private boolean fits(UserSummary user) {
        return fits == null || fits.matches(user);
    }
}
