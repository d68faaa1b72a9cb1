package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.model.ModelStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a bot sees: the builder, the decision and its sentences. */
class RateLimiterTest {

    private static final long T0 = 1_767_225_600_000L;
    private static final Limit TWO_A_MINUTE = Limit.slidingWindow(2, Duration.ofMinutes(1));

    /** Held here, since a logger that nobody holds forgets its settings. */
    private static final Logger LOGGER = Logger.getLogger(RateLimiter.class.getName());

    private final ManualClock clock = new ManualClock(T0);
    private final ModelStore store = new ModelStore(clock);

    @BeforeEach
    void listenAndKeepTheConsoleQuiet() {
        LOGGER.setLevel(Level.ALL);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void logAsBefore() {
        LOGGER.setUseParentHandlers(true);
        LOGGER.setLevel(null);
    }

    @Test
    void comesWithTheStandardPoliciesAndAddsOnesOwn() {
        RateLimiter limiter =
                RateLimiter.builder(store).policy("play_song", TWO_A_MINUTE).build();

        assertThat(limiter.policies().policies()).hasSize(8).containsKeys("pack_create", "play_song");
        assertThat(limiter.policies().scoreRules()).isEqualTo(ScoreRules.DEFAULT);
    }

    @Test
    void onesOwnLimitForAStandardActionCountsWhereTheStoreHasNone() {
        RateLimiter limiter =
                RateLimiter.builder(store).policy("payment", TWO_A_MINUTE).build();
        assertThat(limiter.check("ann", "payment").limit()).isEqualTo(2);
    }

    @Test
    void theStoresPolicyWinsAndTheDifferenceIsSaidOnce() {
        RateLimiter.builder(store).build();
        List<String> said = logged(() -> {
            RateLimiter second =
                    RateLimiter.builder(store).policy("payment", TWO_A_MINUTE).build();
            assertThat(second.check("ann", "payment").limit()).isEqualTo(5);
            second.check("ann", "payment");
        });
        assertThat(said).hasSize(1);
        assertThat(said.getFirst()).contains("payment").doesNotContain("pack_create");
    }

    @Test
    void decayAndScoreRulesAreDefaultsToo() {
        RateLimiter limiter = RateLimiter.builder(store).decayPerHour(1.5).build();
        assertThat(limiter.policies().scoreRules()).isEqualTo(ScoreRules.DEFAULT.withDecayPerHour(1.5));
        RateLimiter later = RateLimiter.builder(store).decayPerHour(9).build();
        assertThat(later.policies().scoreRules().decayPerHour()).isEqualTo(1.5);
    }

    @Test
    void anAllowedDecisionCarriesEveryField() {
        RateLimiter limiter =
                RateLimiter.builder(store).policy("act", TWO_A_MINUTE).build();
        Decision decision = limiter.check("ann", "act");

        assertThat(decision)
                .isEqualTo(new Decision(
                        true,
                        Reason.ALLOWED,
                        "act",
                        2L,
                        1L,
                        0L,
                        T0 + 60_000,
                        0,
                        0,
                        Tier.NORMAL,
                        0,
                        false,
                        false,
                        decision.explanation(),
                        ""));
        assertThat(decision.explanation()).contains("act", "2 in 1 min", "sliding window", "1 of 2 left");
    }

    @Test
    void aDenialExplainsItsArithmetic() {
        RateLimiter limiter =
                RateLimiter.builder(store).policy("act", TWO_A_MINUTE).build();
        limiter.check("ann", "act", 2);
        limiter.check("ann", "act");
        clock.advance(20_000);
        Decision denied = limiter.check("ann", "act");

        assertThat(denied.allowed()).isFalse();
        assertThat(denied.reason()).isEqualTo(Reason.LIMITED);
        assertThat(denied.retryAfterMs()).isEqualTo(40_000);
        assertThat(denied.score()).isEqualTo(25);
        assertThat(denied.violations()).isEqualTo(2);
        assertThat(denied.explanation()).contains("2 in 1 min", "40 s", "10 × (1 + 0.5 × 1) = 15", "10 + 15 = 25");
    }

    @Test
    void aDecisionWithoutAPolicyHasNoLimit() {
        Decision decision = RateLimiter.builder(store).build().check("ann", "dance");
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.reason()).isEqualTo(Reason.UNPOLICED);
        assertThat(decision.limit()).isNull();
        assertThat(decision.remaining()).isNull();
        assertThat(decision.resetAtMs()).isNull();
        assertThat(decision.retryAfterMs()).isZero();
    }

    @Test
    void aLeakyBucketTellsTheDelay() {
        RateLimiter limiter = RateLimiter.builder(store).build();
        limiter.check("ann", "webhook_send");
        assertThat(limiter.check("ann", "webhook_send").delayMs()).isEqualTo(2_000);
    }

    @Test
    void whatTheUserIsToldHoldsNoFigureOfPolicyScoreOrModerator() {
        RateLimiter limiter = RateLimiter.builder(store)
                .policy(new Policy("act", Limit.slidingWindow(13, Duration.ofSeconds(61)), 57, false))
                .build();
        limiter.check("ann", "act", 13);
        List<Decision> denials = new ArrayList<>();
        denials.add(limiter.check("ann", "act"));
        denials.add(limiter.check("ann", "act"));
        denials.add(limiter.check("ann", "act"));
        store.act("bob", new ModeratorAction.Ban(90_000L), "mod_lee", "spammed #77");
        denials.add(limiter.check("bob", "act"));
        store.act("bob", new ModeratorAction.Ban(null), "mod_lee", "spammed #77");
        denials.add(limiter.check("bob", "act"));

        assertThat(denials)
                .extracting(Decision::reason)
                .containsExactly(Reason.LIMITED, Reason.LIMITED, Reason.BLOCKED, Reason.BANNED, Reason.BANNED);
        assertThat(denials)
                .extracting(Decision::userMessage)
                .allSatisfy(message -> assertThat(message)
                        .isNotBlank()
                        .doesNotContain("13", "57", "114", "mod_lee", "77", "score", "act "));
        assertThat(denials.getFirst().userMessage()).contains("1 min 1 s");
        assertThat(denials.get(3).userMessage()).contains("1 min 30 s");
        assertThat(denials.get(3).explanation()).contains("mod_lee", "spammed #77", "2026-01-01T00:01:30Z");
        assertThat(denials.get(4).retryAfterMs()).isNull();
        assertThat(denials.get(2).explanation()).contains("114");
    }

    @Test
    void anExplanationEscapesWhatAModeratorsReasonHides() {
        RateLimiter limiter = RateLimiter.builder(store).build();
        store.act("ann", new ModeratorAction.Ban(null), "mod", "bad\u202Edrow");
        assertThat(limiter.check("ann", "act").explanation()).contains("bad\\u{202e}drow");
    }

    @Test
    void anActionWithoutAPolicyIsLoggedOnceAMinuteNotOnceACheck() {
        RateLimiter limiter = RateLimiter.builder(store).build();
        List<String> said = logged(() -> {
            for (int i = 0; i < 600; i++) {
                limiter.check("ann", "dance");
                clock.advance(100);
            }
        });
        assertThat(said).hasSize(1);
        assertThat(said.getFirst()).contains("dance");
        assertThat(logged(() -> limiter.check("ann", "dance")))
                .as("a minute later")
                .hasSize(1);
        assertThat(logged(() -> limiter.check("ann", "sing")))
                .as("another action")
                .hasSize(1);
    }

    @Test
    void peekAnswersWithoutConsuming() {
        RateLimiter limiter =
                RateLimiter.builder(store).policy("act", TWO_A_MINUTE).build();
        for (int i = 0; i < 5; i++) {
            assertThat(limiter.peek("ann", "act").remaining()).isEqualTo(1);
        }
        assertThat(limiter.check("ann", "act").remaining()).isEqualTo(1);
    }

    @Test
    void checkAsyncDecidesOnTheExecutorAndNotOnTheCaller() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        RateLimiter limiter = RateLimiter.builder(store).executor(tasks::add).build();
        var decision = limiter.checkAsync("ann", "payment");
        assertThat(decision).isNotDone();

        tasks.remove().run();
        assertThat(decision.join().remaining()).isEqualTo(4);
    }

    @Test
    void checkAsyncRunsOnVirtualThreadsByDefault() throws Exception {
        RateLimiter limiter = RateLimiter.builder(store).build();
        assertThat(limiter.checkAsync("ann", "payment")
                        .get(10, TimeUnit.SECONDS)
                        .allowed())
                .isTrue();
        assertThatThrownBy(() -> limiter.checkAsync(new CheckRequest("ann", "payment", 99, null))
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(InvalidRequestException.class);
    }

    @Test
    void badInputIsRefusedBeforeTheStoreIsAsked() {
        RateLimiter limiter = RateLimiter.builder(store).build();
        assertThatThrownBy(() -> limiter.check("", "act")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> limiter.check("ann", "No Action")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> limiter.check("ann", "payment", 0)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> limiter.check("ann", "payment", 6))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("COST_EXCEEDS_LIMIT: ");
        assertThatThrownBy(() -> limiter.describe("a\nb", "name")).isInstanceOf(InvalidRequestException.class);
        assertThat(store.user("ann")).isEmpty();
    }

    @Test
    void namesAreWrittenOffTheHotPathAndOnlyWhenTheyChanged() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        RateLimiter limiter = RateLimiter.builder(store).executor(tasks::add).build();
        limiter.check("ann", "payment");
        limiter.describe("ann", " mira\u200B ");
        assertThat(store.user("ann").orElseThrow().summary().name()).isNull();

        tasks.remove().run();
        assertThat(store.user("ann").orElseThrow().summary().name()).isEqualTo("mira");
        limiter.describe("ann", "mira");
        assertThat(tasks).as("nothing new to write").isEmpty();
        limiter.describe("ann", "lena");
        limiter.close();
        assertThat(store.user("ann").orElseThrow().summary().name())
                .as("written when closing")
                .isEqualTo("lena");
    }

    @Test
    void namesThatCouldNotBeWrittenWaitForTheNextOneOrTheEnd() {
        AtomicBoolean away = new AtomicBoolean(true);
        LimiterStore shaky = (LimiterStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LimiterStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("describe") && away.get()) {
                        throw new StoreUnavailableException("away", null);
                    }
                    return method.invoke(store, args);
                });
        RateLimiter limiter = RateLimiter.builder(shaky).executor(Runnable::run).build();
        limiter.check("ann", "payment");
        limiter.check("bob", "payment");
        limiter.describe("ann", "mira");
        limiter.close();

        away.set(false);
        limiter.describe("bob", "lena");
        assertThat(store.user("ann").orElseThrow().summary().name()).isEqualTo("mira");
        assertThat(store.user("bob").orElseThrow().summary().name()).isEqualTo("lena");
    }

    /** What the limiter logs while this runs. */
    private static List<String> logged(Runnable what) {
        List<String> messages = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.add(new java.util.logging.SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOGGER.addHandler(handler);
        try {
            what.run();
        } finally {
            LOGGER.removeHandler(handler);
        }
        return messages;
    }
}
