package dev.ratewarden.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a user may be told. */
class DenialTest {

    private static final long T0 = 1_767_225_600_000L;

    private final ManualClock clock = new ManualClock(T0);
    private final MemoryStore store = new MemoryStore(clock);
    private final Moderation moderation = new Moderation(store, "lee");
    private final RateLimiter limiter = RateLimiter.builder(store)
            .policy("act", Limit.slidingWindow(1, Duration.ofSeconds(42)))
            .decayPerHour(50)
            .build();

    @Test
    void namesWhoWasDeniedWhatAndUntilWhen() {
        limiter.check("ann", "act");
        Denial denial = denied("ann");

        assertThat(denial.userId()).isEqualTo("ann");
        assertThat(denial.action()).isEqualTo("act");
        assertThat(denial.decision().reason()).isEqualTo(Reason.LIMITED);
        assertThat(denial.retryAt()).isEqualTo(Instant.ofEpochMilli(T0 + 42_000));
        assertThat(denial.message()).isEqualTo("You are doing that too often. Try again in 42 s.");
        assertThat(denial.discordMessage()).isEqualTo("You are doing that too often. Try again <t:1767225642:R>.");
    }

    @Test
    void discordsTimeIsRoundedUpToTheSecond() {
        limiter.check("ann", "act");
        clock.advance(1);
        assertThat(denied("ann").discordMessage()).contains("<t:1767225642:R>");
        clock.advance(999);
        limiter.check("bob", "act");
        clock.advance(1);
        assertThat(denied("bob").discordMessage()).as("it ends at …643.000").contains("<t:1767225643:R>");
        clock.set(T0 + 500);
        limiter.check("eve", "act");
        assertThat(denied("eve").discordMessage()).as("it ends at …642.500").contains("<t:1767225643:R>");
    }

    @Test
    void aBlockAndABanForATimeAreCountedDownToo() {
        limiter.check("ann", "act", 1);
        for (int i = 0; i < 5; i++) {
            denied("ann");
        }
        Denial blocked = denied("ann");
        assertThat(blocked.decision().reason()).isEqualTo(Reason.BLOCKED);
        assertThat(blocked.discordMessage()).matches("You may not do that at the moment\\. Try again <t:\\d+:R>\\.");

        moderation.ban("bob", Duration.ofDays(1), "raid");
        Denial banned = denied("bob");
        assertThat(banned.decision().reason()).isEqualTo(Reason.BANNED);
        assertThat(banned.discordMessage()).isEqualTo("You may not do that at the moment. Try again <t:1767312000:R>.");
    }

    @Test
    void withoutAWaitItIsThePlainSentence() {
        moderation.ban("ann", null, "raid");
        Denial forGood = denied("ann");
        assertThat(forGood.retryAt()).isNull();
        assertThat(forGood.discordMessage())
                .isEqualTo(forGood.message())
                .isEqualTo("You may not do that at the moment. A moderator can tell you more.");
    }

    @Test
    void theExceptionForProgramsCarriesTheDenialAndNoStackTrace() {
        limiter.check("a\u202Enn", "act");
        DeniedException exception = new DeniedException(denied("a\u202Enn"));
        assertThat(exception).hasMessageContaining("\"a\\u{202e}nn\" was denied act: act allows 1 in 42 s");
        assertThat(exception.decision()).isEqualTo(exception.denial().decision());
        assertThat(exception.getStackTrace()).isEmpty();
    }

    private Denial denied(String userId) {
        Decision decision = limiter.check(userId, "act");
        assertThat(decision.allowed()).isFalse();
        return Denial.of(CheckRequest.of(userId, "act"), decision, clock.instant());
    }
}
