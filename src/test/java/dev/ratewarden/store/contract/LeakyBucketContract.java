package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Level + cost over the limit is denied; leaks limit / window; the delay is the time that the level before needs to leak. */
public interface LeakyBucketContract extends StoreFixture {

    @Test
    default void leakyBucketTellsEachCallerHowLongToWaitForTheSteadyPace() {
        limit("webhook_send", Limit.leakyBucket(30, Duration.ofSeconds(60)));

        for (int i = 1; i <= 30; i++) {
            assertThat(quota(check(ANN, "webhook_send")))
                    .isEqualTo(new Quota(30, 30 - i, 0L, T0 + i * 2_000L, (i - 1) * 2_000L));
        }
        var denied = check(ANN, "webhook_send");
        assertThat(denied.reason()).isEqualTo(Reason.LIMITED);
        assertThat(quota(denied)).isEqualTo(new Quota(30, 0, 2_000L, T0 + 60_000, 0));
    }

    @Test
    default void fullLeakyBucketHasRoomExactlyWhenItSaid() {
        limit("act", Limit.leakyBucket(3, Duration.ofSeconds(10)));
        check(3, ANN, "act");

        assertThat(quota(check(ANN, "act")).retryAfterMs()).isEqualTo(3_334);
        clock().advance(3_333);
        assertThat(quota(check(ANN, "act")).retryAfterMs()).isEqualTo(1);
        clock().advance(1);
        assertThat(quota(check(ANN, "act"))).isEqualTo(new Quota(3, 0, 0L, T0 + 13_334, 6_666));
    }

    @Test
    default void leakyBucketRoundsTheDelayUp() {
        limit("act", Limit.leakyBucket(3, Duration.ofSeconds(10)));

        assertThat(quota(check(ANN, "act")).delayMs()).isZero();
        assertThat(quota(check(ANN, "act")).delayMs()).isEqualTo(3_334);
        clock().advance(1);
        assertThat(quota(check(ANN, "act")).delayMs()).isEqualTo(6_666);
    }

    @Test
    default void leakyBucketIsEmptyAfterRestingAndNeverBelow() {
        limit("act", Limit.leakyBucket(4, Duration.ofSeconds(1)));
        check(ANN, "act", 4);

        clock().advance(200 * DAY);
        assertThat(quota(check(ANN, "act", 4))).isEqualTo(new Quota(4, 0, 0L, clock().millis() + 1_000, 0));
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
    }

    @Test
    default void leakyBucketCountsCosts() {
        limit("act", Limit.leakyBucket(10, Duration.ofSeconds(10)));
        check(ANN, "act", 7);

        assertThat(quota(check(ANN, "act", 5))).isEqualTo(new Quota(10, 3, 2_000L, T0 + 7_000, 0));
        assertThat(quota(check(ANN, "act", 3))).isEqualTo(new Quota(10, 0, 0L, T0 + 10_000, 7_000));
    }

    @Test
    default void leakyBucketAtTheLargestFiguresStaysExact() {
        // As near to 2^53 as a limit in a window can come: the sum of level and cost lies beyond.
        limit("act", Limit.leakyBucket(20_394_401, Duration.ofMillis(441_650_591)));
        check(ANN, "act", 20_394_401);
        clock().advance(35);

        assertThat(quota(check(ANN, "act", 20_394_401)))
                .as("35 ms leak 35 x 20394401 / 441650591 = 1.6 requests")
                .isEqualTo(new Quota(20_394_401, 1, 441_650_556L, T0 + 441_650_591, 0));
        assertThat(quota(check(ANN, "act"))).isEqualTo(new Quota(20_394_401, 0, 0L, T0 + 441_650_613, 441_650_556));
    }

    @Test
    default void leakyBucketStandsStillWhileTheClockIsBehind() {
        limit("act", Limit.leakyBucket(2, Duration.ofSeconds(10)));
        check(2, ANN, "act");

        clock().advance(-3_000);
        assertThat(quota(check(ANN, "act"))).isEqualTo(new Quota(2, 0, 8_000L, T0 + 10_000, 0));
    }
}
