package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StandardPolicies;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bot's policies are defaults: once in the store, the store wins. */
public interface PolicyContract extends StoreFixture {

    @Test
    default void aFreshStoreHasNoPolicies() {
        assertThat(store().limiter().policies().policies()).isEmpty();
        assertThat(store().limiter().policies().scoreRules()).isEqualTo(ScoreRules.DEFAULT);
    }

    @Test
    default void standardPoliciesAreThoseOfTheDocument() {
        PolicyBook book = store().limiter().addDefaults(StandardPolicies.all(), null);

        assertThat(book.policies().values()).containsExactlyElementsOf(StandardPolicies.all());
        assertThat(store().limiter().policies()).isEqualTo(book);
        assertThat(store().moderation().policies()).isEqualTo(book);
        assertThat(book.policies().values())
                .containsExactly(
                        Policy.of("pack_create", Limit.tokenBucket(5, Duration.ofHours(1))),
                        Policy.of("pack_purchase", Limit.slidingWindow(10, Duration.ofHours(24)))
                                .onOutage(OnOutage.CLOSED),
                        Policy.of("payment", Limit.slidingWindow(5, Duration.ofHours(1)))
                                .onOutage(OnOutage.CLOSED),
                        Policy.of("api_call", Limit.tokenBucket(100, Duration.ofSeconds(60))),
                        Policy.of("login_attempt", Limit.fixedWindow(10, Duration.ofMinutes(15))),
                        Policy.of("failed_login", Limit.fixedWindow(5, Duration.ofMinutes(15))),
                        Policy.of("webhook_send", Limit.leakyBucket(30, Duration.ofSeconds(60))));
    }

    @Test
    default void aPolicyIsWrittenOnlyIfItsActionHasNone() {
        Policy first = new Policy("act", Limit.tokenBucket(3, Duration.ofSeconds(7), 9), 25, false);
        policies(first);
        long revision = store().limiter().policies().revision();
        policies(Policy.of("act", Limit.slidingWindow(5, Duration.ofHours(1))));

        assertThat(store().limiter().policies().policy("act")).isEqualTo(first);
        assertThat(store().limiter().policies().revision()).isEqualTo(revision);

        policies(Policy.of("other", Limit.slidingWindow(5, Duration.ofHours(1))));
        assertThat(store().limiter().policies().policies()).containsOnlyKeys("act", "other");
        assertThat(store().limiter().policies().revision()).isGreaterThan(revision);
    }

    @Test
    default void scoreRulesAreWrittenOnlyIfNoneWereEverSet() {
        ScoreRules first = new ScoreRules(80, 40, 1.5);
        rules(first);
        rules(ScoreRules.DEFAULT.withDecayPerHour(9));
        assertThat(store().limiter().addDefaults(List.of(), null).scoreRules()).isEqualTo(first);
    }

    @Test
    default void scoreRulesEqualToTheStandardOnesAreSetToo() {
        rules(ScoreRules.DEFAULT);
        rules(ScoreRules.DEFAULT.withDecayPerHour(9));
        assertThat(store().limiter().policies().scoreRules()).isEqualTo(ScoreRules.DEFAULT);
    }

    @Test
    default void scoreRulesAreNotWrittenOnceAUserHasAScore() {
        onceADay("act");
        check(2, ANN, "act");
        rules(ScoreRules.DEFAULT.withDecayPerHour(1));
        assertThat(store().limiter().policies().scoreRules()).isEqualTo(ScoreRules.DEFAULT);
    }

    @Test
    default void aPolicyAddedLaterIsInForceAtOnce() {
        check(5, ANN, "act");
        onceADay("act");
        check(ANN, "act");
        assertThat(check(ANN, "act").policy()).isNotNull();
        assertThat(summary(ANN).violations()).isEqualTo(1);
    }
}
