package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.ModerationStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was checked by minute and action, and what programs bring in their code. */
public interface TrafficContract extends StoreFixture {

    private List<ActionMinute> traffic(long firstMs, int minutes) {
        return store().moderation().traffic(firstMs / MINUTE, minutes);
    }

    @Test
    default void trafficIsCountedByMinuteAndAction() {
        onceADay("act");
        check(3, ANN, "act");
        check(2, ANN, "dance");
        banForGood(BOB);
        check(1, BOB, "act");
        clock().set(T0 + 2 * MINUTE);
        check(1, ANN, "act");
        check(1, CID, "act");
        clock().set(T0 + 3 * MINUTE);
        check(1, CID, "dance");

        assertThat(traffic(T0, 60))
                .containsExactly(
                        new ActionMinute(T0, "act", 1, 3, 2),
                        new ActionMinute(T0, "dance", 2, 0, 0),
                        new ActionMinute(T0 + 2 * MINUTE, "act", 1, 1, 1),
                        new ActionMinute(T0 + 3 * MINUTE, "dance", 1, 0, 0));
    }

    @Test
    default void trafficIsOfTheMinutesThatWereAskedForAlone() {
        for (int i = 0; i < 5; i++) {
            check(1, ANN, "dance");
            clock().advance(MINUTE);
        }
        assertThat(traffic(T0 + MINUTE, 2))
                .extracting(ActionMinute::startMs)
                .containsExactly(T0 + MINUTE, T0 + 2 * MINUTE);
        assertThat(traffic(T0 - 60 * MINUTE, ModerationStore.MAX_TRAFFIC_MINUTES))
                .isEmpty();
        assertThat(traffic(T0 + HOUR, ModerationStore.MAX_TRAFFIC_MINUTES)).isEmpty();
    }

    @Test
    default void minutesOfYesterdayAreKept() {
        check(1, ANN, "dance");
        clock().advance(47 * HOUR);
        check(2, ANN, "dance");
        assertThat(traffic(T0, 1)).containsExactly(new ActionMinute(T0, "dance", 1, 0, 0));
        assertThat(traffic(T0 + 47 * HOUR, 1)).containsExactly(new ActionMinute(T0 + 47 * HOUR, "dance", 2, 0, 0));
    }

    @Test
    default void whatTheCodeBringsIsToldEvenWhereTheStoresPolicyWins() {
        Policy first = Policy.of("act", Limit.slidingWindow(1, Duration.ofDays(1)));
        Policy other = Policy.of("act", Limit.tokenBucket(9, Duration.ofHours(1)));
        Policy trial =
                Policy.of("act", Limit.tokenBucket(3, Duration.ofHours(1))).onTrial();
        assertThat(store().moderation().codePolicies()).isEmpty();
        policies(first);
        assertThat(store().moderation().codePolicies()).isEqualTo(Map.of("act", first));
        policies(other, trial, Policy.of("dance", first.limit()));

        assertThat(store().moderation().policies().policy("act")).isEqualTo(first);
        assertThat(store().moderation().codePolicies())
                .isEqualTo(Map.of("act", other, "act#shadow", trial, "dance", Policy.of("dance", first.limit())));
    }

    @Test
    default void whatModeratorsChangeIsNotOfTheCode() {
        Policy ofCode = Policy.of("act", Limit.slidingWindow(1, Duration.ofDays(1)));
        policies(ofCode);
        put(Policy.of("act", Limit.slidingWindow(5, Duration.ofDays(1))));
        put(Policy.of("dance", Limit.slidingWindow(5, Duration.ofDays(1))));
        assertThat(store().moderation().codePolicies()).isEqualTo(Map.of("act", ofCode));
    }
}
