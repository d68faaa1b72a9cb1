package dev.ratewarden.store.outage;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.store.LocalDecider;
import dev.ratewarden.store.OutageReport;
import dev.ratewarden.store.SharedStore;
import dev.ratewarden.store.SharedStore.Changes;
import dev.ratewarden.store.SharedStore.Contact;
import dev.ratewarden.store.SharedStore.LaneShard;
import dev.ratewarden.store.UserRecord;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is done in the background while the shared store answers. Used by one thread at a time, but for the two figures. */
final class Watch {

    private static final Logger LOG = System.getLogger(Watch.class.getName());
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long ORPHANS_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Back on the store within two seconds: what takes longer to book is booked while the store decides again. */
    private static final long BOOK_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);

    private static final long BOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PAGES = 100;

    private static final long EMPTIED_SAID_MS = TimeUnit.HOURS.toMillis(1);

    /** A caller may be so slow to note an answer after its lane was closed. */
    private static final long CLOSED_KEPT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final SharedStore shared;
    private final LocalDecider local;
    private final Mirror mirror;
    private final Books books;
    private final StoreClock clock;
    private final OutageSettings settings;
    private final LongSupplier nanos;
    private final Acknowledged acknowledged;
    private final Queue<OutageReport> reports = new ArrayDeque<>();

    /** Lanes that were closed lately. */
    private final Map<LaneShard, Closed> closedLanes = new HashMap<>();

    private volatile @Nullable Contact latest;
    private long beatNanos;
    private long orphansNanos;
    private boolean metBefore;
    private boolean handBack;

    /** How far a lane came, and when it was closed. */
    private record Closed(long last, long nanos) {}

    Watch(
            SharedStore shared,
            LocalDecider local,
            Mirror mirror,
            Books books,
            StoreClock clock,
            Acknowledged acknowledged,
            OutageSettings settings) {
        this.shared = shared;
        this.local = local;
        this.mirror = mirror;
        this.books = books;
        this.clock = clock;
        this.acknowledged = acknowledged;
        this.settings = settings;
        this.nanos = settings.nanos();
    }

    /** How many instances share the limits. */
    int instances() {
        Contact contact = latest;
        return contact == null ? 1 : contact.instances();
    }

    /** How many of them stand before this one. */
    int rank() {
        Contact contact = latest;
        return contact == null ? 0 : contact.rank();
    }

    /** One look at the store, with whatever is due. */
    void turn() throws IOException {
        if (!metBefore || nanos.getAsLong() - beatNanos > BEAT_NANOS) {
            met(shared.beat(settings.instance()));
        }
        bookLost();
        books.book(nanos.getAsLong() + BOOK_NANOS);
        readChanges();
        if (!books.isWaiting()) {
            afterBooking();
        }
        books.tidy();
    }

    private void afterBooking() throws IOException {
        if (handBack) {
            handBack = false;
            local.handBack();
        }
        for (OutageReport report = reports.peek(); report != null; report = reports.peek()) {
            shared.report(report);
            reports.remove();
        }
        if (orphansNanos == 0 || nanos.getAsLong() - orphansNanos > ORPHANS_NANOS) {
            books.bookOrphans(clock.millis());
            orphansNanos = nanos.getAsLong();
        }
    }

    private void met(Contact contact) {
        Contact before = latest;
        if (before != null && !before.created().equals(contact.created())) {
            throw new StoreUnavailableException("the store was emptied; it gets back what is remembered", null);
        }
        if (!metBefore) {
            books.returned(contact.created());
        }
        metBefore = true;
        note(contact);
    }

    private void note(Contact contact) {
        latest = contact;
        beatNanos = nanos.getAsLong();
        clock.told(contact.nowMs());
    }

    private void readChanges() {
        Changes changes;
        int pages = 0;
        do {
            changes = shared.changes();
            clock.told(changes.nowMs());
            mirror.take(changes, shared.lastPolicies().decay());
        } while (changes.more() && ++pages < PAGES);
    }

    /** The store answers again: puts right what went wrong, and books as much as there is time for. */
    void returned(Contact contact) throws IOException {
        Contact before = latest;
        if (before != null && !before.created().equals(contact.created())) {
            Collection<UserRecord> remembered = mirror.all();
            shared.closeLanes();
            shared.restore(remembered);
            sayEmptied(contact, remembered.size());
            acknowledged.clear();
            closedLanes.clear();
            books.emptied(contact.created());
            LOG.log(
                    Level.ERROR,
                    "The store came back empty. It was given what is remembered of {0} users; totals and histories begin anew",
                    remembered.size());
        } else {
            bookLost();
            books.returned(contact.created());
        }
        metBefore = true;
        note(contact);
        handBack = true;
        books.book(nanos.getAsLong() + BOOK_FIRST_NANOS);
    }

    /** Several instances notice, one says it. */
    private void sayEmptied(Contact contact, int remembered) {
        shared.record(
                new SecurityEvent(
                        0,
                        EventTypes.STORE_EMPTIED,
                        SecurityEvent.Severity.EMERGENCY,
                        null,
                        null,
                        null,
                        0,
                        0,
                        Map.of("instance", settings.instance(), "restoredUsers", Integer.toString(remembered))),
                "emptied:" + contact.created(),
                EMPTIED_SAID_MS);
    }

    /**
     * Checks that were answered, but that the store has no longer, are decided all the same. A lane tells of its last call once it is
     * closed, which may be after the return: a connection's end is noticed by whoever uses it.
     */
    private void bookLost() {
        long now = nanos.getAsLong();
        shared.closeLanes().forEach((lane, last) -> closedLanes.put(lane, new Closed(last, now)));
        closedLanes.values().removeIf(closed -> now - closed.nanos() > CLOSED_KEPT_NANOS);
        if (closedLanes.isEmpty()) {
            return;
        }
        int lost = 0;
        for (Acknowledged.One one : acknowledged.take(each -> closedLanes.containsKey(laneOf(each)))) {
            Closed closed = closedLanes.get(laneOf(one));
            if (closed != null && one.call().number() > closed.last()) {
                books.add(Entries.of(one.request(), one.outcome(), one.outcome().reason() == Reason.SHADOWED, null));
                lost++;
            }
        }
        if (lost > 0) {
            LOG.log(
                    Level.WARNING,
                    "The store lost the latest {0} checks that it had answered; they are booked again",
                    lost);
        }
    }

    private LaneShard laneOf(Acknowledged.One one) {
        return new LaneShard(one.call().lane(), shared.shardOf(one.request().userId()));
    }

    void toReport(long fromMs, long untilMs, long checks) {
        reports.add(new OutageReport(books.journalId(), settings.instance(), fromMs, untilMs, checks));
    }

    /** Everything that is left, before the end. */
    void finish(long untilNanos) throws IOException {
        bookLost();
        books.book(untilNanos);
        if (!books.isWaiting()) {
            afterBooking();
        }
        if (metBefore) {
            shared.leave(settings.instance());
        }
    }
}
