package dev.ratewarden.dashboard.activity;

import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What polls read for the page: what happens from the opening of the window on, always, since somebody may have to be told; and, while the
 * page is in sight, the list that the filter asks for. Methods are for the FX thread unless they say otherwise.
 */
final class ActivityFeed {

    /** Is told on the FX thread. */
    interface Listener {

        void arrived(Inbox.Contents news);

        void listed(Listing listing);

        /** @param what of which there is none now */
        void refused(Part what, RuntimeException why);
    }

    /** What can be refused apart. */
    enum Part {
        FOLLOWING,
        LISTING
    }

    /**
     * What to list.
     *
     * @param number rises with every question; an answer to an earlier one is no answer
     * @param nowMs the store's clock, as last known
     */
    record Question(long number, EntryFilter filter, long nowMs) {}

    /**
     * @param events oldest first
     * @param allEvents whether the store keeps no more that match, of the users that were asked for
     * @param someUsers whether more users are called so than were asked for
     * @param audit oldest first; of all kinds
     * @param allAudit whether the store keeps no more
     */
    record Listing(
            Question question,
            List<Entry> events,
            boolean allEvents,
            boolean someUsers,
            List<Entry> audit,
            boolean allAudit) {}

    /**
     * @param events newest first
     * @param someUsers whether more users are called so than were asked for
     */
    record Found(List<SecurityEvent> events, boolean someUsers) {}

    static final int AUDIT_LISTED = 500;

    private static final int PAGE = 500;
    private static final int PAGES_A_POLL = 40;
    /** Each is a question to the store. */
    static final int USERS_ASKED = 10;

    private final Poller poller;
    private final EntryMaker maker;
    private final Inbox inbox = new Inbox();
    private final Extra<Boolean> following;
    private final Extra<Listing> listing;
    private volatile Question question = new Question(0, EntryFilter.NONE, 0);
    private volatile boolean inSight;
    /** Touched by one poll at a time. */
    private volatile @Nullable String position;

    ActivityFeed(Poller poller, EntryMaker maker, Listener listener) {
        this.poller = poller;
        this.maker = maker;
        following = new Extra<>(
                this::follow, done -> listener.arrived(inbox.empty()), e -> listener.refused(Part.FOLLOWING, e));
        listing = new Extra<>(this::list, listener::listed, e -> listener.refused(Part.LISTING, e));
        poller.add(following);
        poller.add(listing);
        following.want(true);
    }

    void inSight(boolean now) {
        inSight = now;
        if (!now) {
            listing.want(false);
        }
    }

    /** Lists anew, with the next reading, as soon as can be. */
    void ask(EntryFilter filter, long nowMs) {
        question = new Question(question.number() + 1, filter, nowMs);
        listing.want(true);
        poller.refresh();
    }

    /** After the store was emptied: follows from its new beginning on, and lists anew where somebody looks. */
    void followAnew(EntryFilter filter, long nowMs) {
        position = null;
        inbox.empty();
        if (inSight) {
            ask(filter, nowMs);
        }
    }

    /** Whether this answers what was asked last; then nothing is asked any more. */
    boolean answers(Listing answer) {
        boolean latest = answer.question().number() == question.number();
        if (latest) {
            listing.want(false);
        }
        return latest;
    }

    private boolean follow(Moderation moderation) {
        if (position == null) {
            position = moderation.follow(null, PAGE).position();
            return true;
        }
        for (int page = 0; page < PAGES_A_POLL; page++) {
            EventPage read = moderation.follow(position, PAGE);
            take(moderation, read);
            position = read.position();
            if (!read.more()) {
                break;
            }
        }
        return true;
    }

    private void take(Moderation moderation, EventPage page) {
        List<SecurityEvent> wanted = inSight
                ? page.events()
                : page.events().stream().filter(ActivityFeed::isUrgent).toList();
        List<Entry> entries = maker.events(moderation, wanted);
        if (inSight) {
            inbox.add(entries);
        }
        inbox.addUrgent(
                entries.stream().filter(entry -> isUrgent(entry.event())).toList());
        inbox.note(page.gap(), page.unreadable());
    }

    static boolean isUrgent(SecurityEvent event) {
        return event.severity().compareTo(SecurityEvent.Severity.CRITICAL) >= 0;
    }

    private Listing list(Moderation moderation) {
        Question asked = question;
        Found found = events(moderation, asked, null, EntryList.KEPT);
        List<AuditEntry> audit = moderation.audit(AUDIT_LISTED);
        return new Listing(
                asked,
                maker.listedEvents(moderation, found.events()),
                found.events().size() < EntryList.KEPT,
                found.someUsers(),
                maker.audit(moderation, audit),
                audit.size() < AUDIT_LISTED);
    }

    /** A user may be named by the beginning of a name: the store is asked for each of the first who are called so. On any thread. */
    static Found events(Moderation moderation, Question asked, @Nullable Long untilMs, int limit) {
        EntryFilter filter = asked.filter();
        List<@Nullable String> users = new ArrayList<>();
        if (filter.user().isEmpty()) {
            users.add(null);
        } else {
            moderation.find(filter.user()).forEach(user -> users.add(user.id()));
        }
        Set<SecurityEvent> found = new LinkedHashSet<>();
        for (String user : users.subList(0, Math.min(USERS_ASKED, users.size()))) {
            for (EventQuery query : filter.queries(user, asked.nowMs(), untilMs, limit)) {
                found.addAll(moderation.events(query));
            }
        }
        List<SecurityEvent> newest = new ArrayList<>(found);
        // Stable: what the store lists of the same millisecond stays in its order.
        newest.sort(Comparator.comparingLong(SecurityEvent::atMs).reversed());
        return new Found(newest.subList(0, Math.min(limit, newest.size())), users.size() > USERS_ASKED);
    }
}
