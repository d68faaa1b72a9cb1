package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Capacity burst, refills continuously at limit / window, starts full; retry-after is when the cost is there. */
public interface TokenBucketContract extends StoreFixture {

    @Test
    default void tokenBucketStartsFullAndCountsDown() {
        limit("pack_create", Limit.tokenBucket(5, Duration.ofHours(1)));

        for (int i = 1; i <= 5; i++) {
            assertThat(quota(check(ANN, "pack_create"))).isEqualTo(quota(5, 5 - i, 0, T0 + 12 * MINUTE * i));
        }
    }

    @Test
    default void emptyTokenBucketDeniesUntilTheFirstTokenIsThereToTheMillisecond() {
        limit("pack_create", Limit.tokenBucket(5, Duration.ofHours(1)));
        check(5, ANN, "pack_create");

        var denied = check(ANN, "pack_create");
        assertThat(denied.reason()).isEqualTo(Reason.LIMITED);
        assertThat(quota(denied)).isEqualTo(quota(5, 0, 12 * MINUTE, T0 + HOUR));

        clock().advance(12 * MINUTE - 1);
        var oneMsEarly = check(ANN, "pack_create");
        assertThat(oneMsEarly.reason()).isEqualTo(Reason.LIMITED);
        assertThat(quota(oneMsEarly)).isEqualTo(quota(5, 0, 1, T0 + HOUR));

        clock().advance(1);
        var inTime = check(ANN, "pack_create");
        assertThat(inTime.reason()).isEqualTo(Reason.ALLOWED);
        assertThat(quota(inTime)).isEqualTo(quota(5, 0, 0, T0 + 72 * MINUTE));
    }

    @Test
    default void tokenBucketIsFullExactlyWhenItSaid() {
        limit("act", Limit.tokenBucket(3, Duration.ofSeconds(10)));
        long fullAt = quota(check(ANN, "act", 2)).resetAtMs();
        assertThat(fullAt).as("two tokens at 3 in 10 s, rounded up").isEqualTo(T0 + 6_667);

        clock().set(fullAt - 1);
        assertThat(quota(peek(ANN, "act", 3)).retryAfterMs()).isEqualTo(1);
        clock().set(fullAt);
        assertThat(check(ANN, "act", 3).reason()).isEqualTo(Reason.ALLOWED);
    }

    @Test
    default void tokenBucketKeepsFractionsOfATokenExactly() {
        limit("act", Limit.tokenBucket(3, Duration.ofSeconds(10)));
        check(3, ANN, "act");

        clock().advance(3_333);
        assertThat(quota(check(ANN, "act"))).isEqualTo(quota(3, 0, 1, T0 + 10_000));
        clock().advance(1);
        assertThat(quota(check(ANN, "act"))).as("2/10000 of a token stay").isEqualTo(quota(3, 0, 0, T0 + 13_334));
        clock().advance(3_333);
        assertThat(check(ANN, "act").reason()).as("1 more ms is not needed").isEqualTo(Reason.ALLOWED);
    }

    @Test
    default void tokenBucketNeverHoldsMoreThanItsBurstHoweverLongItRests() {
        limit("act", Limit.tokenBucket(2, Duration.ofSeconds(1), 7));
        assertThat(quota(check(ANN, "act", 7))).isEqualTo(quota(7, 0, 0, T0 + 3_500));

        clock().advance(300 * DAY);
        assertThat(quota(check(ANN, "act", 7)).remaining()).isZero();
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
    }

    @Test
    default void tokenBucketWithABurstBelowItsLimitHoldsTheBurst() {
        limit("act", Limit.tokenBucket(60, Duration.ofMinutes(1), 2));
        check(2, ANN, "act");

        assertThat(quota(check(ANN, "act"))).isEqualTo(quota(2, 0, 1_000, T0 + 2_000));
    }

    @Test
    default void tokenBucketSaysHowLongUntilAHigherCostIsThere() {
        limit("act", Limit.tokenBucket(10, Duration.ofSeconds(10)));
        check(ANN, "act", 8);

        assertThat(quota(check(ANN, "act", 5))).isEqualTo(quota(10, 2, 3_000, T0 + 8_000));
        assertThat(check(ANN, "act", 2).reason())
                .as("a smaller cost still fits")
                .isEqualTo(Reason.ALLOWED);
    }

    /** The document's table: 5 tokens; empty at 110 s it refills and allows again. */
    @Test
    default void tokenBucketFollowsTheDocumentsTable() {
        limit("api", Limit.tokenBucket(5, Duration.ofSeconds(50)));
        check(5, ANN, "api");
        clock().advance(9_999);
        assertThat(check(ANN, "api").reason()).isEqualTo(Reason.LIMITED);
        clock().advance(10_001);
        assertThat(quota(check(ANN, "api")).remaining())
                .as("two refilled, one used")
                .isEqualTo(1);
    }

    @Test
    default void tokenBucketAtTheLargestFiguresStaysExact() {
        // 2^53 - 1 = 6361 x 69431 x 20394401: as near to the bound as a limit in a window can come.
        limit("act", Limit.tokenBucket(20_394_401, Duration.ofMillis(441_650_591)));
        check(ANN, "act", 20_394_401);

        assertThat(quota(check(ANN, "act"))).isEqualTo(quota(20_394_401, 0, 22, T0 + 441_650_591));
        clock().advance(22);
        assertThat(quota(check(ANN, "act"))).isEqualTo(quota(20_394_401, 0, 0, T0 + 441_650_591 + 22));
    }

    @Test
    default void tokenBucketStandsStillWhileTheClockIsBehind() {
        limit("act", Limit.tokenBucket(2, Duration.ofSeconds(10)));
        check(2, ANN, "act");

        clock().advance(-3_000);
        assertThat(quota(check(ANN, "act"))).as("3 s to catch up, then 5 s").isEqualTo(quota(2, 0, 8_000, T0 + 10_000));
    }
}
