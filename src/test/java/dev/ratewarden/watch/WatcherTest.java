package dev.ratewarden.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventSink;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.JsonLinesFile;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of several watchers works; sinks hear of everything, and of the same alert once. */
class WatcherTest {

    private final ManualClock clock = new ManualClock(1_800_000_000_000L);
    private final MemoryStore memory = new MemoryStore(clock);
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final List<OutageListener> listeners = new CopyOnWriteArrayList<>();
    private final List<SecurityEvent> backlog = new ArrayList<>();
    private volatile boolean away;
    private volatile @Nullable String instance;
    private volatile Runnable beforeMoved = () -> {};

    /** The store, which can be away. */
    private final WatchStore store = (WatchStore) Proxy.newProxyInstance(
            WatchStore.class.getClassLoader(), new Class<?>[] {WatchStore.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "instance" -> {
                        return instance;
                    }
                    case "onOutage" -> {
                        return listeners.add((OutageListener) arguments[0]);
                    }
                    case "offOutage" -> {
                        return listeners.remove((OutageListener) arguments[0]);
                    }
                    case "moved" -> beforeMoved.run();
                    default -> {}
                }
                if (away) {
                    throw new StoreUnavailableException("redis does not answer", null);
                }
                if (method.getName().equals("follow") && !backlog.isEmpty()) {
                    return backlogAfter((String) arguments[0]);
                }
                try {
                    return method.invoke(memory, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    /** Keeps what it takes. */
    private static final class Kept implements EventSink {
        final List<SecurityEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "kept";
        }

        @Override
        public int accept(List<SecurityEvent> batch, long dropped) {
            events.addAll(batch);
            return 0;
        }

        List<String> types() {
            return events.stream().map(SecurityEvent::type).toList();
        }
    }

    /** More than the store in memory keeps, in pages as large as Redis makes them. */
    private EventPage backlogAfter(@Nullable String position) {
        int from = position == null || position.isEmpty() ? 0 : Integer.parseInt(position);
        int to = Math.min(from + 1_258, backlog.size());
        return new EventPage(backlog.subList(from, to), Integer.toString(to), to < backlog.size(), false, 0);
    }

    /** Takes nothing until it is let go. */
    private static final class Gated implements EventSink {
        final Semaphore gate = new Semaphore(0);
        final AtomicInteger taken = new AtomicInteger();

        @Override
        public String name() {
            return "gated";
        }

        @Override
        public int accept(List<SecurityEvent> batch, long dropped) throws InterruptedException {
            gate.acquire();
            taken.addAndGet(batch.size());
            return 0;
        }
    }

    private void manyWait() {
        for (int i = 0; i < 12_580; i++) {
            backlog.add(new SecurityEvent(
                    clock.millis(), EventTypes.USER_NOTED, Severity.INFO, "user" + i, null, null, 0, 0, Map.of()));
        }
        memory.lease("before", 1);
        memory.moved("before", "0");
        memory.release("before");
    }

    @Test
    void aSlowSinkGetsAllThatWaitedHoweverMuchItIs(@TempDir Path directory) {
        manyWait();
        Gated slow = new Gated();
        Kept all = new Kept();
        Watcher watcher = Watcher.over(store)
                .name("one")
                .sink(slow)
                .sink(all)
                .sink(JsonLinesFile.in(directory))
                .build();
        await(() -> {
            watcher.turn();
            slow.gate.release();
            return all.events.size() == backlog.size() && slow.taken.get() == backlog.size();
        });
        assertThat(all.events).isEqualTo(backlog);
        watcher.close();
        assertThat(JsonLinesFile.read(directory, event -> {}).events()).isEqualTo(backlog.size());
        assertThat(memory.events(new EventQuery(null, EventTypes.EVENTS_DROPPED, null, null, null, 10)))
                .isEmpty();
    }

    @Test
    void aSinkThatHangsHoldsTheOthersUpForAMinuteAndItsPartIsCounted() {
        manyWait();
        AtomicLong nanos = new AtomicLong();
        Kept all = new Kept();
        Watcher watcher = Watcher.over(store)
                .name("one")
                .sink(new Gated())
                .sink(all)
                .nanos(nanos::get)
                .build();
        watcher.turn();
        nanos.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
        watcher.turn();
        await(() -> all.events.size() == 1_258);
        assertThat(leasedPosition("one")).isEqualTo("0");
        nanos.addAndGet(1);
        await(() -> {
            watcher.turn();
            return all.events.size() == backlog.size() && leasedPosition("one").equals("12580");
        });
        assertThat(memory.events(new EventQuery(null, EventTypes.EVENTS_DROPPED, null, null, null, 10))
                        .getFirst()
                        .figures())
                .containsEntry("sink", "gated");
        watcher.close();
    }

    @Test
    void whatASinkHadNotTakenWhenItsProcessWasKilledTheNextOneReads() {
        Gated busy = new Gated();
        Kept kept = new Kept();
        Watcher killed = Watcher.over(store).name("one").sink(busy).build();
        Watcher next = watcher("two", kept, new Kept());
        killed.turn();
        String before = leasedPosition("one");
        happens(EventTypes.USER_AUTO_BLOCKED, "ann", "act");
        killed.turn();
        killed.turn();
        assertThat(leasedPosition("one")).isEqualTo(before);
        clock.advance(Watcher.LEASE_MS);
        assertThat(next.turn()).isTrue();
        await(() -> kept.events.size() == 1);
        next.close();
        busy.gate.release(10);
        killed.close();
    }

    @Test
    void whoClosesSaysHowFarItsSinksCame() {
        Kept first = new Kept();
        Kept second = new Kept();
        Watcher one = watcher("one", first, new Kept());
        Watcher two = watcher("two", second, new Kept());
        one.turn();
        happens(EventTypes.USER_AUTO_BLOCKED, "ann", "act");
        one.turn();
        one.close();
        two.turn();
        two.close();
        assertThat(first.events).hasSize(1);
        assertThat(second.events).isEmpty();
    }

    @Test
    void whoseLeaseWasLostOnTheWayGoesOnWhereTheOtherStopped() {
        Kept first = new Kept();
        Watcher one = watcher("one", first, new Kept());
        Watcher two = watcher("two", new Kept(), new Kept());
        one.turn();
        happens(EventTypes.USER_AUTO_BLOCKED, "ann", "act");
        beforeMoved = () -> clock.advance(Watcher.LEASE_MS);
        await(() -> !one.turn());
        beforeMoved = () -> {};
        assertThat(two.turn()).isTrue();
        happens(EventTypes.USER_AUTO_BLOCKED, "bob", "act");
        two.turn();
        two.close();
        assertThat(one.turn()).isTrue();
        one.close();
        assertThat(first.events).extracting(SecurityEvent::userId).containsExactly("ann");
    }

    @Test
    void itsOwnOutageIsAnAlertThoughItsSinksHeardOfItBefore() {
        instance = "bot";
        Kept all = new Kept();
        Kept alerts = new Kept();
        Watcher watcher = Watcher.over(store)
                .sink(all)
                .alert(alerts)
                .alertAt(Severity.WARNING)
                .build();
        watcher.turn();
        listeners.forEach(listener -> listener.entered(clock.millis(), "gone"));
        memory.record(
                new SecurityEvent(
                        0,
                        EventTypes.STORE_OUTAGE_ENTERED,
                        Severity.WARNING,
                        null,
                        null,
                        null,
                        0,
                        0,
                        Map.of("instance", "bot")),
                "x",
                0);
        watcher.turn();
        watcher.close();
        assertThat(all.types()).containsExactly(EventTypes.STORE_OUTAGE_ENTERED);
        assertThat(alerts.types()).containsExactly(EventTypes.STORE_OUTAGE_ENTERED);
        assertThat(listeners).as("closed, it listens no more").isEmpty();
    }

    /** How far the sinks of the one that has the lease came; the lease is renewed. */
    private String leasedPosition(String holder) {
        return memory.lease(holder, Watcher.LEASE_MS).position();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(200_000);
        }
    }

    private Watcher watcher(String name, Kept all, Kept alerts) {
        return Watcher.over(store)
                .name(name)
                .sink(all)
                .alert(alerts)
                .clock(clock)
                .news(line -> news.add(name + " " + line))
                .build();
    }

    private void happens(String type, @Nullable String user, @Nullable String action) {
        clock.advance(1);
        memory.record(
                new SecurityEvent(0, type, EventTypes.severity(type), user, action, null, 10, 0, Map.of()), "x", 0);
    }

    @Test
    void oneOfTwoWorksAndTheOtherGoesOnWhereItStopped() {
        Kept first = new Kept();
        Kept second = new Kept();
        Kept alerts = new Kept();
        happens(EventTypes.USER_AUTO_BLOCKED, "before", "act");
        Watcher one = watcher("one", first, alerts);
        Watcher two = watcher("two", second, alerts);
        assertThat(one.turn()).isTrue();
        assertThat(two.turn()).isFalse();
        String before = leasedPosition("one");
        happens(EventTypes.USER_AUTO_BLOCKED, "ann", "act");
        assertThat(one.turn()).isTrue();
        assertThat(two.turn()).isFalse();
        await(() -> {
            assertThat(one.turn()).isTrue();
            return first.events.size() == 1
                    && alerts.events.size() == 1
                    && !leasedPosition("one").equals(before);
        });

        // One is killed. What happens meanwhile is not lost.
        happens(EventTypes.USER_AUTO_BLOCKED, "bob", "act");
        happens(EventTypes.USER_AUTO_BLOCKED, "ann", "act");
        clock.advance(Watcher.LEASE_MS - 10);
        assertThat(two.turn()).isFalse();
        clock.advance(10);
        assertThat(two.turn()).isTrue();
        await(() -> second.events.size() == 2 && alerts.events.size() == 2);
        assertThat(second.events).extracting(SecurityEvent::userId).containsExactly("bob", "ann");
        assertThat(alerts.events).extracting(SecurityEvent::userId).containsExactly("ann", "bob");

        clock.advance(300_000);
        two.turn();
        happens(EventTypes.USER_AUTO_BLOCKED, "ann", "act");
        two.turn();
        await(() -> alerts.events.size() == 3);
        assertThat(alerts.events.getLast().folded()).isEqualTo(1);
        assertThat(news).containsExactly("one watching as one", "two standing by: one watches", "two watching as two");
        one.close();
        two.close();
    }

    @Test
    void whoClosesMakesRoomAtOnce() {
        Watcher one = watcher("one", new Kept(), new Kept());
        Watcher two = watcher("two", new Kept(), new Kept());
        one.turn();
        assertThat(two.turn()).isFalse();
        one.close();
        one.close();
        assertThat(two.turn()).isTrue();
        two.close();
    }

    @Test
    void onlyUrgentEventsAreAlerts() {
        Kept all = new Kept();
        Kept alerts = new Kept();
        try (Watcher watcher = watcher("one", all, alerts)) {
            watcher.turn();
            happens(EventTypes.rateLimitExceeded("act"), "ann", "act");
            happens(EventTypes.STORE_EMPTIED, null, null);
            watcher.turn();
        }
        assertThat(all.types()).containsExactly("RATE_LIMIT_EXCEEDED_ACT", EventTypes.STORE_EMPTIED);
        assertThat(alerts.types()).containsExactly(EventTypes.STORE_EMPTIED);
    }

    @Test
    void aRaidIsOneEventAndOneAlertHoweverManyWatchersThereWere() {
        Kept alerts = new Kept();
        Watcher one = watcher("one", new Kept(), alerts);
        Watcher two = watcher("two", new Kept(), alerts);
        one.turn();
        for (int i = 0; i < 6; i++) {
            happens(EventTypes.rateLimitExceeded("payment"), "user" + i, "payment");
        }
        one.turn();
        one.close();
        for (int i = 6; i < 12; i++) {
            happens(EventTypes.rateLimitExceeded("payment"), "user" + i, "payment");
        }
        two.turn();
        two.turn();
        happens(EventTypes.rateLimitExceeded("payment"), "user99", "payment");
        two.turn();
        two.close();

        List<SecurityEvent> raids =
                memory.events(new EventQuery(null, EventTypes.COORDINATED_ABUSE, null, null, null, 100));
        assertThat(raids).hasSize(1);
        assertThat(raids.getFirst().figures().get("ids")).contains("user0", "user11");
        assertThat(alerts.types()).containsExactly(EventTypes.COORDINATED_ABUSE);
    }

    @Test
    void whileTheStoreIsAwayItSaysSoOnceAndTellsItsOwnSinks() {
        Kept all = new Kept();
        Watcher watcher = watcher("one", all, new Kept());
        watcher.turn();
        away = true;
        for (int i = 0; i < 40; i++) {
            assertThat(watcher.turn()).isFalse();
        }
        away = false;
        happens(EventTypes.USER_AUTO_BLOCKED, "ann", "act");
        clock.advance(60_000);
        assertThat(watcher.turn()).isTrue();
        watcher.close();

        assertThat(all.types())
                .containsExactly(
                        EventTypes.STORE_OUTAGE_ENTERED, EventTypes.STORE_OUTAGE_LEFT, EventTypes.USER_AUTO_BLOCKED);
        assertThat(news)
                .containsExactly(
                        "one watching as one",
                        "one redis does not answer; trying again every second",
                        "one the store answers again",
                        "one watching as one");
    }

    @Test
    void whatASinkLosesIsSaidAmongTheEvents() {
        EventSink losing = new EventSink() {
            @Override
            public String name() {
                return "losing";
            }

            @Override
            public int accept(List<SecurityEvent> events, long dropped) {
                return events.size();
            }
        };
        Watcher watcher = Watcher.over(store).name("one").sink(losing).build();
        watcher.turn();
        happens(EventTypes.USER_AUTO_BLOCKED, "ann", "act");
        watcher.turn();
        EventQuery dropped = new EventQuery(null, EventTypes.EVENTS_DROPPED, null, null, null, 10);
        await(() -> {
            watcher.turn();
            return !memory.events(dropped).isEmpty();
        });
        assertThat(memory.events(dropped).getFirst().figures())
                .containsEntry("sink", "losing")
                .containsEntry("events", "1");
        watcher.close();
    }

    @Test
    void aSinkThatHangsHoldsUpNothing() {
        Kept all = new Kept();
        EventSink hanging = new EventSink() {
            @Override
            public String name() {
                return "hanging";
            }

            @Override
            public int accept(List<SecurityEvent> events, long dropped) throws InterruptedException {
                Thread.sleep(Duration.ofHours(1));
                return 0;
            }
        };
        Watcher watcher =
                Watcher.over(store).name("one").sink(hanging).sink(all).build();
        watcher.turn();
        for (int i = 0; i < 50; i++) {
            happens(EventTypes.USER_AUTO_BLOCKED, "ann" + i, "act");
            watcher.turn();
        }
        await(() -> all.events.size() == 50);
        watcher.close();
    }

    @Test
    void choresRunWhenTheyAreDueAndWhatFailsIsTriedAgain() {
        List<Long> runs = new ArrayList<>();
        Chore chore = new Chore() {
            @Override
            public String name() {
                return "archive";
            }

            @Override
            public Duration every() {
                return Duration.ofMinutes(1);
            }

            @Override
            public String run() {
                runs.add(clock.millis());
                if (runs.size() == 2) {
                    throw new InvalidRequestException("no room");
                }
                return runs.size() == 1 ? "3 entries" : "";
            }
        };
        Watcher watcher =
                Watcher.over(store).name("one").chore(chore).news(news::add).build();
        for (int second = 0; second <= 180; second++) {
            watcher.turn();
            clock.advance(1_000);
        }
        clock.advance(-Duration.ofHours(1).toMillis());
        watcher.turn();
        watcher.close();
        assertThat(runs.removeLast()).as("the clock went back").isLessThan(runs.getFirst());
        assertThat(runs).hasSize(4);
        assertThat(news).containsExactly("watching as one", "archive: 3 entries", "archive failed: no room");
    }

    @Test
    void aStartedWatcherWorksByItself() {
        Kept all = new Kept();
        Watcher watcher =
                Watcher.over(store).name("one").sink(all).news(news::add).start();
        await(() -> news.contains("watching as one"));
        await(() -> memory.lease("two", 1).position().length() > 0);
        happens(EventTypes.USER_AUTO_BLOCKED, "ann", "act");
        await(() -> all.events.size() == 1);
        watcher.close();
        assertThat(memory.lease("two", 1).held()).isTrue();
    }

    @Test
    void aNameThatCouldForgeALineIsRefused() {
        for (String name : List.of("", "a b", "a\nb", "\u202ea", "x".repeat(65))) {
            assertThatThrownBy(() -> Watcher.over(store).name(name)).isInstanceOf(InvalidRequestException.class);
        }
        assertThat(Severity.CRITICAL).isLessThan(Severity.EMERGENCY);
    }
}
