package dev.ratewarden.dashboard.handover;

import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.moderation.Moderation;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Notes once a minute that this moderator is here, and counts what happened since they were last here where that is some time ago: at
 * opening, and after the window was hidden or cut off for so long. For the FX thread.
 */
public final class AbsenceViewModel {

    private static final System.Logger LOG = System.getLogger(AbsenceViewModel.class.getName());
    private static final long EVERY_MS = 60_000;

    /** One note that somebody is here, on the store's clock. */
    private record Visit(long beforeMs, long nowMs) {
        boolean isLong() {
            return nowMs - beforeMs >= Absence.LEAST_MS;
        }
    }

    private final Moderation moderation;
    private final Background background;
    private final InstantSource clock;
    private final Function<RuntimeException, String> explain;
    private final ReadOnlyObjectWrapper<@Nullable Absence> absence = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    /** The latest visit, told with every reading: the window may never show the one that it came with. */
    private Optional<Visit> latest = Optional.empty();

    private long visitedAtMs = -EVERY_MS;
    private @Nullable Visit counted;
    private boolean told;

    /** @param explain one line for people on why something failed */
    public AbsenceViewModel(
            Moderation moderation,
            Background background,
            Poller poller,
            InstantSource clock,
            Function<RuntimeException, String> explain) {
        this.moderation = moderation;
        this.background = background;
        this.clock = clock;
        this.explain = explain;
        Extra<Optional<Visit>> visits = new Extra<>(this::visit, visit -> visit.ifPresent(this::came), this::refused);
        visits.want(true);
        poller.add(visits);
    }

    /** What there is to tell; null for nothing, or nothing any more. */
    public ReadOnlyObjectProperty<@Nullable Absence> absenceProperty() {
        return absence.getReadOnlyProperty();
    }

    /** Why what happened could not be read, while there is an absence to tell of; else empty. */
    public ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /** It was seen. */
    public void dismiss() {
        absence.set(null);
        failure.set("");
    }

    /** Empty where nobody knows when they were here before. On the poll's thread. */
    private Optional<Visit> visit(Moderation store) {
        long nowMs = clock.millis();
        if (nowMs - EVERY_MS < visitedAtMs) {
            return latest;
        }
        visitedAtMs = nowMs;
        Long before = store.visit();
        if (before != null) {
            Visit visit = new Visit(before, store.handover().nowMs());
            // A short one does not take the place of a long one that was not told yet.
            latest = visit.isLong() || latest.isEmpty() ? Optional.of(visit) : latest;
        }
        return latest;
    }

    private void came(Visit visit) {
        if (!visit.isLong() || visit.equals(counted)) {
            return;
        }
        counted = visit;
        EventQuery query = new EventQuery(null, null, null, visit.beforeMs(), null, Absence.MOST_EVENTS);
        background.run(
                () -> Absence.of(moderation.events(query), visit.beforeMs(), visit.nowMs()),
                found -> {
                    failure.set("");
                    absence.set(found);
                },
                e -> {
                    failure.set(explain.apply(e));
                    absence.set(new Absence(visit.beforeMs(), visit.nowMs(), java.util.Map.of(), null));
                });
    }

    /** A login that may only look cannot be noted: nothing is missing that it could have had. */
    private void refused(RuntimeException e) {
        if (!told) {
            told = true;
            LOG.log(Level.INFO, "Visits of this operator are not noted: {0}", explain.apply(e));
        }
    }
}
