package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Statistics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * More users than the store has room for: those without a score go first, longest unseen first, then those with the lowest; never those
 * whom people would miss. To be kept by a store that has room for {@link #ROOM} users.
 */
public interface EvictionContract extends StoreFixture {

    int ROOM = 20;

    /** Made-up ids that share their room: in Redis, those of one shard. */
    String user(int i);

    private void flood(int from, int count) {
        for (int i = from; i < from + count; i++) {
            check(user(i), "dance");
        }
    }

    private boolean tracked(int i) {
        return store().moderation().user(user(i)).isPresent();
    }

    private long tracked() {
        return snapshot().statistics().usersTracked();
    }

    @Test
    default void aFloodOfNewUsersStaysWithinTheRoom() {
        flood(0, 20 * ROOM);
        assertThat(tracked()).isBetween(ROOM - 2L, ROOM + 1L);
        assertThat(snapshot().statistics().allowed()).as("all were counted").isEqualTo(20 * ROOM);
    }

    @Test
    default void whoeverIsUnderTheRoomStays() {
        flood(0, ROOM);
        for (int i = 0; i < ROOM; i++) {
            assertThat(tracked(i)).isTrue();
        }
    }

    @Test
    default void thoseWithoutAScoreGoLongestUnseenFirst() {
        for (int i = 0; i < ROOM; i++) {
            check(user(i), "dance");
            clock().advance(2 * HOUR);
        }
        check(user(0), "dance");
        clock().advance(2 * HOUR);
        flood(ROOM, 3);

        assertThat(tracked(0)).as("seen again").isTrue();
        assertThat(List.of(tracked(1), tracked(2), tracked(3))).containsOnly(false);
        for (int i = 5; i < ROOM + 3; i++) {
            assertThat(tracked(i)).as("user %d", i).isTrue();
        }
    }

    @Test
    default void aFloodDropsNobodyWhomPeopleWouldMiss() {
        onceADay("act");
        rules(ScoreRules.DEFAULT);
        banForGood(user(0));
        exemptForGood(user(1));
        act(user(2), new ModeratorAction.Note("remember"));
        override(user(3), "act", 3);
        driveToBlock(user(4));
        check(5, user(5), "act");
        clock().advance(2 * HOUR);
        flood(100, 20 * ROOM);

        assertThat(check(user(0), "dance").reason()).isEqualTo(Reason.BANNED);
        assertThat(check(user(1), "dance").reason()).isEqualTo(Reason.EXEMPT);
        assertThat(detail(user(2)).note()).isNotNull();
        assertThat(detail(user(3)).overrides()).hasSize(1);
        assertThat(check(user(4), "dance").reason()).isEqualTo(Reason.BLOCKED);
        assertThat(summary(user(5)).score()).as("CAUTION").isEqualTo(70);
        Statistics now = snapshot().statistics();
        assertThat(now.banned()).isEqualTo(1);
        assertThat(now.blocked()).isEqualTo(1);
        assertThat(now.highAbuse()).isEqualTo(2);
        assertThat(now.usersTracked()).isBetween(ROOM - 2L, ROOM + 1L);
    }

    @Test
    default void whoeverHasAScoreStaysAsLongAsThereAreOthers() {
        onceADay("act");
        check(2, user(0), "act");
        clock().advance(2 * HOUR);
        flood(100, 20 * ROOM);
        assertThat(summary(user(0)).score()).isEqualTo(10);
    }

    @Test
    default void whereEverybodyHasAScoreTheLowestGoes() {
        policies(
                Policy.of("a", Limit.slidingWindow(1, Duration.ofDays(1))).withPoints(40),
                Policy.of("b", Limit.slidingWindow(1, Duration.ofDays(1))).withPoints(5));
        for (int i = 0; i < ROOM; i++) {
            check(2, user(i), i == 3 ? "b" : "a");
            clock().advance(2 * HOUR);
        }
        flood(100, 1);
        assertThat(tracked(3)).as("5 points among those of 40").isFalse();
        assertThat(tracked()).isEqualTo(ROOM);
        flood(101, 5 * ROOM);
        for (int i = 0; i < ROOM; i++) {
            assertThat(tracked(i)).as("now there are others").isEqualTo(i != 3);
        }
    }

    @Test
    default void whereEverybodyHasToStayTheStoreGrows() {
        for (int i = 0; i < 2 * ROOM; i++) {
            banForGood(user(i));
        }
        flood(100, 50);
        for (int i = 0; i < 2 * ROOM; i++) {
            assertThat(summary(user(i)).ban()).isNotNull();
        }
        assertThat(tracked()).isBetween(2L * ROOM, 2L * ROOM + 2);
    }

    @Test
    default void onceTheyNeedNotStayTheyGiveWayAgain() {
        for (int i = 0; i < 2 * ROOM; i++) {
            ban(user(i), Duration.ofHours(1));
        }
        flood(100, 10);
        clock().advance(2 * HOUR);
        flood(1_000, 10 * ROOM);
        assertThat(tracked()).isBetween(ROOM - 2L, ROOM + 1L);
        assertThat(snapshot().statistics().banned()).isZero();
    }

    @Test
    default void whoeverWasDroppedBeginsAnew() {
        onceADay("act");
        check(user(0), "act");
        clock().advance(2 * HOUR);
        flood(100, 2 * ROOM);
        assertThat(tracked(0)).isFalse();
        assertThat(check(user(0), "act").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(detail(user(0)).quotas()).hasSize(1);
    }
}
