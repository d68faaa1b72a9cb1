package dev.ratewarden.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.store.CallId;
import dev.ratewarden.store.JournalEntry;
import dev.ratewarden.store.LocalDecider;
import dev.ratewarden.store.SharedStore;
import dev.ratewarden.store.SharedStore.Booked;
import dev.ratewarden.store.SharedStore.Changes;
import dev.ratewarden.store.SharedStore.Contact;
import dev.ratewarden.store.SharedStore.LaneShard;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store came back without the latest checks that it had answered: they are booked again, whenever that shows, and once. */
class WatchTest {

    private static final Contact BACK = new Contact("created", 1_000, 1, 0);
    private static final LaneShard LANE = new LaneShard("lane", 0);

    /** Lanes that the store is going to find abandoned, and how far they came. */
    private final Map<LaneShard, Long> abandoned = new HashMap<>();

    private final List<String> booked = new ArrayList<>();
    private final Acknowledged acknowledged = new Acknowledged();
    private long nanos;

    private final SharedStore shared = stub(SharedStore.class);
    private final OutageSettings settings = new OutageSettings(
            "bot",
            null,
            OutageSettings.DEFAULT_JOURNAL_BYTES,
            OutageListener.NONE,
            InstantSource.fixed(Instant.EPOCH),
            () -> nanos,
            Runnable::run,
            OutageSettings.DEFAULT_CHECK_LOG_BYTES);
    private final Watch watch = new Watch(
            shared,
            stub(LocalDecider.class),
            new Mirror(),
            Books.open(shared, settings),
            new StoreClock(settings.clock(), () -> nanos),
            acknowledged,
            settings);

    private <T> T stub(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            return switch (method.getName()) {
                case "identity" -> "store";
                case "lastPolicies" -> PolicyBook.empty();
                case "closeLanes" -> {
                    Map<LaneShard, Long> closed = Map.copyOf(abandoned);
                    abandoned.clear();
                    yield closed;
                }
                case "beat" -> BACK;
                case "changes" -> new Changes(List.of(), List.of(), 1_000, false);
                case "booked" -> Map.of();
                case "shardOf" -> 0;
                case "book" -> {
                    for (Object one : (List<?>) args[1]) {
                        if (((JournalEntry.Numbered) one).entry() instanceof JournalEntry.Decided decided) {
                            booked.add(decided.userId());
                        }
                    }
                    yield new Booked(1, 0, 0, 0);
                }
                default -> null;
            };
        }));
    }

    private void answered(String user, long number) {
        acknowledged.add(CheckRequest.of(user, "act"), outcome(), new CallId("lane", number));
    }

    private static CheckOutcome outcome() {
        return new CheckOutcome(
                Reason.ALLOWED, 900, null, null, null, 0, Tier.NORMAL, 0, false, null, null, null, false);
    }

    @Test
    void whatALaneDidNotComeToIsBookedWithTheReturn() throws IOException {
        answered("kept", 1);
        answered("lost", 2);
        abandoned.put(LANE, 1L);
        watch.returned(BACK);
        watch.turn();
        assertThat(booked).containsExactly("lost");
    }

    @Test
    void aConnectionThatFailsAfterTheReturnIsLookedAtThen() throws IOException {
        answered("kept", 1);
        answered("lost", 2);
        watch.returned(BACK);
        watch.turn();
        assertThat(booked).isEmpty();

        abandoned.put(LANE, 1L);
        watch.turn();
        watch.turn();
        assertThat(booked).containsExactly("lost");
    }

    @Test
    void anAnswerThatIsNotedOnlyAfterItsLaneWasClosedIsLookedAtThen() throws IOException {
        abandoned.put(LANE, 1L);
        watch.returned(BACK);
        answered("kept", 1);
        answered("lost", 2);
        watch.turn();
        watch.turn();
        assertThat(booked).containsExactly("lost");
    }

    @Test
    void anEndedProcessJournalIsRemovedSomeSecondsAfterItWasBooked(@TempDir Path directory) throws IOException {
        OutageSettings onDisk = new OutageSettings(
                "bot",
                directory,
                OutageSettings.DEFAULT_JOURNAL_BYTES,
                OutageListener.NONE,
                settings.clock(),
                () -> nanos,
                Runnable::run,
                OutageSettings.DEFAULT_CHECK_LOG_BYTES);
        Books ended = Books.open(shared, onDisk);
        ended.add(Entries.of(CheckRequest.of("ann", "act"), outcome(), false, null));
        ended.close();
        assertThat(directory).isDirectoryContaining("glob:**.journal");
        try (Books next = Books.open(shared, onDisk)) {
            next.bookOrphans(0);
            assertThat(booked).containsExactly("ann");
            next.tidy();
            assertThat(journals(directory)).as("the store might yet lose it").isEqualTo(2);
            nanos += TimeUnit.SECONDS.toNanos(6);
            next.tidy();
            assertThat(journals(directory)).as("its own").isEqualTo(1);
        }
    }

    private static long journals(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @Test
    void theLastTurnLooksToo() throws IOException {
        answered("lost", 2);
        watch.returned(BACK);
        abandoned.put(LANE, 1L);
        watch.finish(nanos + 1_000_000_000);
        assertThat(booked).containsExactly("lost");
    }
}
