package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sliding: at most the limit in any span of one window. Fixed: counts from zero at each multiple of the window since the epoch. */
public interface WindowContract extends StoreFixture {

    /** The document's picture: five in an hour, the sixth denied; when R1 is an hour old there is room again. */
    @Test
    default void slidingWindowFollowsTheDocumentsPicture() {
        limit("payment", Limit.slidingWindow(5, Duration.ofHours(1)));
        for (int i = 1; i <= 5; i++) {
            assertThat(quota(check(ANN, "payment"))).isEqualTo(quota(5, 5 - i, 0, clock().millis() + HOUR));
            clock().advance(MINUTE);
        }

        var sixth = check(ANN, "payment");
        assertThat(sixth.reason()).isEqualTo(Reason.LIMITED);
        assertThat(quota(sixth)).isEqualTo(quota(5, 0, 55 * MINUTE, T0 + 4 * MINUTE + HOUR));

        clock().set(T0 + HOUR);
        assertThat(quota(check(ANN, "payment"))).isEqualTo(quota(5, 0, 0, T0 + 2 * HOUR));
        assertThat(quota(check(ANN, "payment")).retryAfterMs())
                .as("until R2 is an hour old")
                .isEqualTo(MINUTE);
    }

    @Test
    default void aRequestLeavesTheSlidingWindowAtExactlyOneWindowLater() {
        limit("act", Limit.slidingWindow(1, Duration.ofMillis(500)));
        check(ANN, "act");

        clock().advance(499);
        assertThat(quota(check(ANN, "act"))).isEqualTo(quota(1, 0, 1, T0 + 500));
        clock().advance(1);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.ALLOWED);
    }

    @Test
    default void slidingWindowStoresACostAsThatManyEqualTimes() {
        limit("act", Limit.slidingWindow(10, Duration.ofSeconds(10)));
        check(ANN, "act", 4);
        clock().advance(1_000);
        check(ANN, "act", 4);

        assertThat(quota(check(ANN, "act", 3)))
                .as("one of the first must leave")
                .isEqualTo(quota(10, 2, 9_000, T0 + 11_000));
        assertThat(quota(check(ANN, "act", 6)).retryAfterMs())
                .as("four of the first")
                .isEqualTo(9_000);
        assertThat(quota(check(ANN, "act", 7)).retryAfterMs())
                .as("one of the second")
                .isEqualTo(10_000);
    }

    @Test
    default void slidingWindowHoldsTenThousand() {
        limit("act", Limit.slidingWindow(10_000, Duration.ofHours(1)));
        assertThat(quota(check(ANN, "act", 9_999)).remaining()).isEqualTo(1);
        clock().advance(1);
        assertThat(quota(check(ANN, "act")).remaining()).isZero();
        assertThat(quota(check(ANN, "act", 10_000)).retryAfterMs()).isEqualTo(HOUR);
        assertThat(quota(check(ANN, "act", 1)).retryAfterMs()).isEqualTo(HOUR - 1);
    }

    @Test
    default void slidingWindowNeverPassesTooManyWhenTheClockIsSetBack() {
        limit("act", Limit.slidingWindow(2, Duration.ofSeconds(10)));
        check(ANN, "act");
        clock().advance(-4_000);
        assertThat(quota(check(ANN, "act"))).as("entered at the newest time").isEqualTo(quota(2, 0, 0, T0 + 10_000));
        assertThat(quota(check(ANN, "act")).retryAfterMs()).isEqualTo(14_000);
    }

    @Test
    default void fixedWindowCountsFromZeroAtEachMultipleOfItsLength() {
        limit("login_attempt", Limit.fixedWindow(3, Duration.ofMinutes(15)));
        clock().advance(14 * MINUTE);
        for (int i = 1; i <= 3; i++) {
            assertThat(quota(check(ANN, "login_attempt"))).isEqualTo(quota(3, 3 - i, 0, T0 + 15 * MINUTE));
        }

        assertThat(quota(check(ANN, "login_attempt"))).isEqualTo(quota(3, 0, MINUTE, T0 + 15 * MINUTE));
        clock().advance(MINUTE - 1);
        assertThat(quota(check(ANN, "login_attempt")).retryAfterMs()).isEqualTo(1);
        clock().advance(1);
        assertThat(quota(check(ANN, "login_attempt"))).isEqualTo(quota(3, 2, 0, T0 + 30 * MINUTE));
    }

    @Test
    default void fixedWindowOfAnOddLengthCountsFromTheEpochAsInEveryInstance() {
        limit("act", Limit.fixedWindow(1, Duration.ofMillis(7_777)));
        long windowEnd = (T0 / 7_777 + 1) * 7_777;

        assertThat(quota(check(ANN, "act")).resetAtMs()).isEqualTo(windowEnd);
        assertThat(quota(check(ANN, "act")).retryAfterMs()).isEqualTo(windowEnd - T0);
    }

    @Test
    default void fixedWindowMayPassTwiceTheLimitAroundABoundary() {
        limit("act", Limit.fixedWindow(5, Duration.ofMinutes(1)));
        clock().advance(MINUTE - 1);
        assertThat(check(ANN, "act", 5).reason()).isEqualTo(Reason.ALLOWED);
        clock().advance(1);
        assertThat(check(ANN, "act", 5).reason()).isEqualTo(Reason.ALLOWED);
    }

    @Test
    default void fixedWindowStaysInTheLaterWindowWhenTheClockIsSetBack() {
        limit("act", Limit.fixedWindow(2, Duration.ofMinutes(1)));
        check(2, ANN, "act");
        clock().advance(-1_000);

        assertThat(quota(check(ANN, "act"))).isEqualTo(quota(2, 0, MINUTE + 1_000, T0 + MINUTE));
    }

    @Test
    default void aPeekOfAnUntouchedFixedWindowShowsIt() {
        limit("act", Limit.fixedWindow(2, Duration.ofMinutes(1)));
        clock().advance(1);
        assertThat(quota(peek(ANN, "act"))).isEqualTo(quota(2, 1, 0, T0 + MINUTE));
    }
}
