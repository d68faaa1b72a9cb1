package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.watch.WatchStore;
import dev.ratewarden.watch.WatchStore.Alert;
import dev.ratewarden.watch.WatchStore.Lease;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One watches at a time, and the next goes on where it stopped. */
public interface WatchContract extends StoreFixture {

    private WatchStore watch() {
        return (WatchStore) store().moderation();
    }

    private boolean holds(String name) {
        return watch().lease(name, 20 * SECOND).held();
    }

    @Test
    default void oneHasTheLeaseUntilItIsNotHeardOfAnyMore() {
        assertThat(watch().lease("one", 20 * SECOND)).isEqualTo(new Lease(true, "one", "", T0));
        assertThat(watch().lease("two", 20 * SECOND)).isEqualTo(new Lease(false, "one", "", T0));
        clock().advance(20 * SECOND - 1);
        assertThat(holds("two")).isFalse();
        assertThat(holds("one")).as("kept").isTrue();
        clock().advance(20 * SECOND - 1);
        assertThat(holds("two")).isFalse();
        clock().advance(1);
        assertThat(holds("two")).isTrue();
        assertThat(holds("one")).isFalse();
    }

    @Test
    default void whoGivesTheLeaseBackMakesRoomAtOnce() {
        assertThat(holds("one")).isTrue();
        watch().release("two");
        assertThat(holds("two")).as("nobody gives back what is another's").isFalse();
        watch().release("one");
        assertThat(holds("two")).isTrue();
    }

    @Test
    default void onlyTheHolderSaysHowFarItRead() {
        assertThat(watch().moved("one", "7")).isFalse();
        holds("one");
        assertThat(watch().moved("one", "7")).isTrue();
        assertThat(watch().moved("two", "9")).isFalse();
        clock().advance(20 * SECOND);
        assertThat(watch().moved("one", "8")).as("the lease is over").isFalse();
        assertThat(watch().lease("two", 20 * SECOND).position()).isEqualTo("7");
    }

    @Test
    default void aClockThatGoesBackKeepsNeitherADeadHoldersLeaseNorAlertsForLong() {
        assertThat(holds("one")).isTrue();
        assertThat(fold("one", "block ann")).isZero();
        clock().set(T0 - HOUR);
        assertThat(watch().moved("one", "7")).isFalse();
        assertThat(holds("two")).isTrue();
        assertThat(fold("two", "block ann")).isZero();
        clock().advance(1);
        assertThat(fold("two", "block ann")).isEqualTo(WatchStore.FOLDED);
    }

    @Test
    default void aClockThatGoesBackKeepsNoEventFromBeingWrittenForLong() {
        SecurityEvent event = new SecurityEvent(0, "A_RAID", SecurityEvent.Severity.INFO, null, null, null, 0, 0);
        assertThat(watch().record(event, "a", MINUTE)).isTrue();
        assertThat(watch().record(event, "a", MINUTE)).isFalse();
        clock().set(T0 - HOUR);
        assertThat(watch().record(event, "a", MINUTE)).isTrue();
        assertThat(watch().record(event, "a", MINUTE)).isFalse();
    }

    @Test
    default void theSnapshotNamesWhoWatches() {
        check(ANN, "act");
        assertThat(snapshot().instances().watcher()).isNull();
        holds("one");
        assertThat(snapshot().instances().watcher()).isEqualTo("one");
        clock().advance(20 * SECOND);
        assertThat(snapshot().instances().watcher()).isNull();
    }

    private long fold(String holder, String about) {
        List<Long> folded = watch().fold(holder, List.of(new Alert(about, clock().millis())), 5 * MINUTE);
        return folded.isEmpty() ? -2 : folded.getFirst();
    }

    @Test
    default void theSameAlertIsSentOnceInAWhileAndThenSaysHowManyItStandsFor() {
        holds("one");
        assertThat(fold("one", "block ann")).isZero();
        assertThat(fold("one", "block bob")).isZero();
        clock().advance(1);
        assertThat(fold("one", "block ann")).isEqualTo(WatchStore.FOLDED);
        clock().advance(1);
        assertThat(fold("one", "block ann")).isEqualTo(WatchStore.FOLDED);
        clock().advance(5 * MINUTE);
        assertThat(fold("one", "block ann")).as("the lease is over").isEqualTo(-2);
        holds("two");
        assertThat(fold("two", "block ann")).isEqualTo(2);
        assertThat(fold("one", "block cid")).isEqualTo(-2);
    }

    @Test
    default void anAlertThatIsReadAgainIsNeitherSentNorCounted() {
        holds("one");
        List<Alert> read = List.of(new Alert("block ann", T0), new Alert("block ann", T0 + 1), new Alert("other", T0));
        assertThat(watch().fold("one", read, 5 * MINUTE)).containsExactly(0L, -1L, 0L);
        assertThat(watch().fold("one", read, 5 * MINUTE)).containsExactly(-1L, -1L, -1L);
        clock().advance(5 * MINUTE);
        holds("two");
        assertThat(watch().fold("two", read, 5 * MINUTE)).containsExactly(-1L, -1L, -1L);
        assertThat(watch().fold("two", List.of(new Alert("block ann", T0 + 5 * MINUTE)), 5 * MINUTE))
                .containsExactly(1L);
    }

    @Test
    default void whatWasFoldedIsForgottenAfterAnHour() {
        holds("one");
        fold("one", "block ann");
        clock().advance(1);
        fold("one", "block ann");
        clock().advance(Duration.ofMinutes(66));
        holds("one");
        assertThat(fold("one", "block ann")).isZero();
    }

    @Test
    default void whereNothingIsWrongNothingIsRepaired() {
        driveToBlock(ANN);
        check(BOB, "storm");
        ban(BOB, Duration.ofHours(1));
        exempt(CID, Duration.ofHours(1));
        store().limiter().describe(java.util.Map.of(ANN, "Ann", BOB, "bob"));
        WatchStore.Repair repair = watch().repair(null, 500);
        long wrong = repair.added() + repair.removed();
        while (repair.next() != null) {
            repair = watch().repair(repair.next(), 500);
            wrong += repair.added() + repair.removed();
        }
        assertThat(wrong).isZero();
    }
}
