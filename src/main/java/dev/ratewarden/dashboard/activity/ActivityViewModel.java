package dev.ratewarden.dashboard.activity;

import dev.ratewarden.moderation.AuditEvents;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What the page shows, and how it got there. For the FX thread. */
final class ActivityViewModel implements ActivityFeed.Listener {

    /** The two views. */
    enum Kind {
        EVENTS,
        AUDIT
    }

    private final Map<Kind, EntryList> lists = new EnumMap<>(Kind.class);
    private final Map<Kind, ReadOnlyBooleanWrapper> complete = new EnumMap<>(Kind.class);
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.EVENTS);
    private final ObjectProperty<EntryFilter> filter = new SimpleObjectProperty<>(EntryFilter.NONE);
    private final BooleanProperty paused = new SimpleBooleanProperty();
    private final BooleanProperty folded = new SimpleBooleanProperty(true);
    private final ReadOnlyBooleanWrapper listed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper someUsers = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper gap = new ReadOnlyBooleanWrapper();
    private final ReadOnlyLongWrapper unreadable = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper skipped = new ReadOnlyLongWrapper();
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final Map<ActivityFeed.Part, String> refusals = new EnumMap<>(ActivityFeed.Part.class);
    private final LongSupplier storeClock;
    private final Function<RuntimeException, String> explain;
    private final ActivityFeed feed;
    private final Alerts alerts;
    /** Whether the next listing begins a list, rather than going on with one. */
    private boolean anew = true;

    /**
     * @param storeClock the store's clock as last read, epoch ms
     * @param explain one line for people on why something failed
     */
    ActivityViewModel(
            Function<ActivityFeed.Listener, ActivityFeed> feed,
            Alerts alerts,
            LongSupplier storeClock,
            Function<RuntimeException, String> explain) {
        this.storeClock = storeClock;
        this.explain = explain;
        this.alerts = alerts;
        for (Kind each : Kind.values()) {
            lists.put(each, new EntryList());
            complete.put(each, new ReadOnlyBooleanWrapper());
        }
        this.feed = feed.apply(this);
        filter.addListener((o, before, now) -> refilter(now));
        folded.subscribe(now -> list(Kind.EVENTS).folded(now));
        paused.addListener((o, before, now) -> lists.values().forEach(list -> list.paused(now)));
    }

    EntryList list(Kind which) {
        return Objects.requireNonNull(lists.get(which));
    }

    EntryList list() {
        return list(kind.get());
    }

    ObjectProperty<Kind> kindProperty() {
        return kind;
    }

    ObjectProperty<EntryFilter> filterProperty() {
        return filter;
    }

    /** Whether somebody holds the view still. */
    BooleanProperty pausedProperty() {
        return paused;
    }

    /** Whether denials that repeat share a line among the events. */
    BooleanProperty foldedProperty() {
        return folded;
    }

    /** Whether the store has answered the filter in force. */
    ReadOnlyBooleanProperty listedProperty() {
        return listed.getReadOnlyProperty();
    }

    /** Whether the store keeps no older ones. */
    ReadOnlyBooleanProperty completeProperty(Kind which) {
        return Objects.requireNonNull(complete.get(which)).getReadOnlyProperty();
    }

    /** Whether more users are called as the filter says than were asked for. */
    ReadOnlyBooleanProperty someUsersProperty() {
        return someUsers.getReadOnlyProperty();
    }

    /** Whether the store removed some, to make room, before this window could read them. */
    ReadOnlyBooleanProperty gapProperty() {
        return gap.getReadOnlyProperty();
    }

    /** How many could not be read since the window was opened. */
    ReadOnlyLongProperty unreadableProperty() {
        return unreadable.getReadOnlyProperty();
    }

    /** How many of a burst were left out of the list. */
    ReadOnlyLongProperty skippedProperty() {
        return skipped.getReadOnlyProperty();
    }

    /** Why there is nothing, or nothing new; empty while there is. */
    ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    long nowMs() {
        return storeClock.getAsLong();
    }

    /** The page came into sight, or went out of it. */
    void shown(boolean now) {
        feed.inSight(now);
        alerts.looking(now);
        if (now) {
            anew = true;
            feed.ask(filter.get(), nowMs());
        }
    }

    /** What was read is of a store that was emptied. */
    void forget() {
        lists.values().forEach(EntryList::clear);
        lists.keySet().forEach(each -> complete(each, false));
        listed.set(false);
        anew = true;
        gap.set(false);
        alerts.forget();
        feed.followAnew(filter.get(), nowMs());
    }

    /** Shows another filter's entries: at once what is here already, then what the store has. */
    private void refilter(EntryFilter wanted) {
        listed.set(false);
        anew = true;
        lists.values().forEach(list -> list.filter(entry -> wanted.accepts(entry, nowMs())));
        feed.ask(wanted, nowMs());
    }

    ActivityFeed.Question question() {
        return new ActivityFeed.Question(0, filter.get(), nowMs());
    }

    @Override
    public void arrived(Inbox.Contents news) {
        refused(ActivityFeed.Part.FOLLOWING, "");
        gap.set(gap.get() || news.gap());
        unreadable.set(unreadable.get() + news.unreadable());
        skipped.set(skipped.get() + news.skipped());
        list(Kind.EVENTS).arrived(news.entries());
        Long since = filter.get().sinceMs(nowMs());
        if (since != null) {
            lists.values().forEach(list -> list.dropBefore(since));
        }
        if (news.entries().stream()
                .anyMatch(entry -> AuditEvents.isOne(entry.event().type()))) {
            feed.ask(filter.get(), nowMs());
        }
        alerts.arrived(news.urgent());
    }

    @Override
    public void listed(ActivityFeed.Listing listing) {
        refused(ActivityFeed.Part.LISTING, "");
        if (feed.answers(listing)) {
            someUsers.set(listing.someUsers());
            list(Kind.EVENTS).listed(listing.events(), anew, listing.allEvents());
            list(Kind.AUDIT).listed(listing.audit(), false, listing.allAudit());
            if (anew) {
                complete(Kind.EVENTS, listing.allEvents());
            }
            if (listing.allAudit() || !listed.get()) {
                complete(Kind.AUDIT, listing.allAudit());
            }
            anew = false;
            listed.set(true);
        }
    }

    /** Whether the oldest that the store keeps is on the list. */
    void complete(Kind which, boolean now) {
        Objects.requireNonNull(complete.get(which)).set(now);
    }

    @Override
    public void refused(ActivityFeed.Part what, RuntimeException why) {
        refused(what, explain.apply(why));
    }

    private void refused(ActivityFeed.Part what, String why) {
        refusals.put(what, why);
        trouble.set(refusals.values().stream()
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse(""));
    }
}
