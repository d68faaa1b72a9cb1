package dev.ratewarden.dashboard.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.feed.Request;
import dev.ratewarden.dashboard.feed.UserFilter;
import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What polls read for the page, each poll at a word of the test. */
class ActivityFeedTest {

    private final Stored store = new Stored();
    private final Told told = new Told();
    private final List<Runnable> arrivals = new ArrayList<>();
    private final Poller poller = new Poller(
            new Moderation(store, "tester"),
            e -> String.valueOf(e.getMessage()),
            new Request(UserFilter.DEFAULT, null),
            1_000,
            new Poller.Machinery(
                    () -> Instant.ofEpochMilli(FakeModerationStore.NOW),
                    (delay, task) -> () -> {},
                    Runnable::run,
                    new Backoff(new Random(3))),
            state -> {
                if (state.reading() != null) {
                    arrivals.clear();
                    arrivals.addAll(state.reading().extras());
                }
            });
    private final ActivityFeed feed = new ActivityFeed(poller, new EntryMaker(ZoneOffset.UTC), told);

    @Test
    void whatHappenedBeforeTheWindowOpenedIsNoNews() {
        store.blocked("before");
        poll();
        store.blocked("after");
        poll();

        assertThat(told.urgent)
                .extracting(Entry::sentence)
                .containsExactly("after was blocked: the score reached 100 with payment");
    }

    @Test
    void outOfSightOnlyWhatIsUrgentIsTaken() {
        poll();
        store.exceeded("mira");
        store.blocked("mira");
        poll();

        assertThat(told.entries).isEmpty();
        assertThat(told.urgent).hasSize(1);
        assertThat(store.listings).as("no list is read").isZero();
    }

    @Test
    void ofABurstTheNewestAreTakenTheRestIsCountedAndEverybodyUrgentIsKept() {
        feed.inSight(true);
        poll();
        store.blocked("first");
        for (int i = 0; i < 10_000; i++) {
            store.exceeded("user-" + i);
        }
        poll();

        assertThat(told.entries).hasSize(EntryList.KEPT);
        assertThat(told.entries.getLast().user()).isEqualTo("user-9999");
        assertThat(told.skipped).isEqualTo(8_001);
        assertThat(told.urgent).extracting(Entry::user).containsExactly("first");
        assertThat(store.biggestPage).isLessThanOrEqualTo(500);
    }

    @Test
    void aReadingThatTheWindowSleptThroughIsNotLost() {
        feed.inSight(true);
        poll();
        store.exceeded("mira");
        poller.refresh();
        store.exceeded("kettle");
        poll();

        assertThat(told.entries).extracting(Entry::user).containsExactly("mira", "kettle");
    }

    @Test
    void whatCouldNotBeReadAndWhatWasRemovedIsSaid() {
        poll();
        store.unreadable = 3;
        store.gap = true;
        poll();

        assertThat(told.unreadable).isEqualTo(3);
        assertThat(told.gap).isTrue();
    }

    @Test
    void namesAreAskedForOnceAndTogether() {
        store.names = Map.of("1", "mira_42", "2", "kettle");
        feed.inSight(true);
        poll();
        store.exceeded("1");
        store.exceeded("2");
        poll();
        store.exceeded("1");
        poll();

        assertThat(told.entries).extracting(Entry::user).containsExactly("mira_42", "kettle", "mira_42");
        assertThat(store.namesAsked).isEqualTo(1);
    }

    @Test
    void anAnswerToAnEarlierQuestionIsNoAnswer() {
        feed.inSight(true);
        feed.ask(EntryFilter.NONE, 0);
        List<Runnable> late = List.copyOf(arrivals);
        feed.ask(EntryFilter.NONE.withLeast(SecurityEvent.Severity.CRITICAL), 0);
        late.forEach(Runnable::run);
        assertThat(told.answered).isFalse();

        poll();
        assertThat(told.answered).isTrue();
        int listed = store.listings;
        poll();
        assertThat(store.listings)
                .as("once it is answered it is not read again")
                .isEqualTo(listed);
    }

    @Test
    void aRefusalOfTheOneLeavesTheOther() {
        feed.inSight(true);
        store.refusing = true;
        feed.ask(EntryFilter.NONE, 0);
        store.blocked("mira");
        poll();

        assertThat(told.refused).containsExactly(ActivityFeed.Part.LISTING);
    }

    private void poll() {
        poller.refresh();
        List.copyOf(arrivals).forEach(Runnable::run);
    }

    private final class Told implements ActivityFeed.Listener {
        private final List<Entry> entries = new ArrayList<>();
        private final List<Entry> urgent = new ArrayList<>();
        private final List<ActivityFeed.Part> refused = new ArrayList<>();
        private long skipped;
        private long unreadable;
        private boolean gap;
        private boolean answered;

        @Override
        public void arrived(Inbox.Contents news) {
            entries.addAll(news.entries());
            urgent.addAll(news.urgent());
            skipped += news.skipped();
            unreadable += news.unreadable();
            gap |= news.gap();
        }

        @Override
        public void listed(ActivityFeed.Listing listing) {
            answered = feed.answers(listing);
        }

        @Override
        public void refused(ActivityFeed.Part what, RuntimeException why) {
            refused.add(what);
        }
    }

    /** Events one after the other; a position is how many were read. */
    private static final class Stored extends FakeModerationStore {
        private final List<SecurityEvent> events = new ArrayList<>();
        private Map<String, String> names = Map.of();
        private int namesAsked;
        private int listings;
        private int biggestPage;
        private long unreadable;
        private boolean gap;
        private boolean refusing;

        void blocked(String user) {
            add(EventTypes.USER_AUTO_BLOCKED, user);
        }

        void exceeded(String user) {
            add(EventTypes.rateLimitExceeded("payment"), user);
        }

        private void add(String type, String user) {
            events.add(new SecurityEvent(
                    NOW + events.size(), type, EventTypes.severity(type), user, "payment", null, 100, 0));
        }

        @Override
        public EventPage follow(@Nullable String position, int limit) {
            if (position == null) {
                return new EventPage(List.of(), Integer.toString(events.size()), false, false, 0);
            }
            int from = Integer.parseInt(position);
            int to = Math.min(events.size(), from + limit);
            biggestPage = Math.max(biggestPage, to - from);
            long unread = unreadable;
            unreadable = 0;
            return new EventPage(events.subList(from, to), Integer.toString(to), to < events.size(), gap, unread);
        }

        @Override
        public List<SecurityEvent> events(EventQuery query) {
            if (refusing) {
                throw new StoreException("not allowed", null);
            }
            listings++;
            return events.stream()
                    .filter(query::matches)
                    .sorted(Comparator.comparingLong(SecurityEvent::atMs).reversed())
                    .limit(query.limit())
                    .toList();
        }

        @Override
        public List<AuditEntry> audit(int limit) {
            return List.of();
        }

        @Override
        public Map<String, String> names(Collection<String> userIds) {
            namesAsked += userIds.isEmpty() ? 0 : 1;
            return names.entrySet().stream()
                    .filter(named -> userIds.contains(named.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }
}
