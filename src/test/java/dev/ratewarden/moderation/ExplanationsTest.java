package dev.ratewarden.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplanationsTest {

    private static final Limit PACKS = Limit.tokenBucket(5, Duration.ofHours(1));

    private final Explanations explanations = new Explanations(ZoneOffset.UTC);

    private static long at(String time) {
        return Instant.parse("2026-03-05T" + time + ":00Z").toEpochMilli();
    }

    /** Five violations from 13:59 on, a minute apart, that add up to 100. */
    private static List<Violation> fiveInARow() {
        List<Violation> newestFirst = new ArrayList<>();
        double score = 0;
        for (int n = 0; n < 5; n++) {
            double added = 10 * (1 + 0.5 * n);
            Penalty penalty = new Penalty(10, n, added, score, score + added, n == 4);
            newestFirst.addFirst(new Violation(
                    at("13:59") + n * 60_000L, "pack_create", 1, "pack_create", PACKS, 1L, penalty, null, false));
            score += added;
        }
        return newestFirst;
    }

    private static UserDetail detail(long violations, double score, @Nullable Block block, @Nullable Long resetAt) {
        Tier tier = block != null ? Tier.BLOCKED : Tier.NORMAL;
        List<Violation> history = violations == 0 ? List.of() : fiveInARow();
        UserSummary user = new UserSummary("1", null, score, tier, violations, null, null, 0, null, block, null);
        return new UserDetail(user, at("14:05"), resetAt, 0, null, null, Map.of(), List.of(), history, List.of());
    }

    @Test
    void aBlockIsExplainedWithItsArithmetic() {
        assertThat(explanations.score(detail(15, 100, new Block(at("14:03"), null), at("13:50")), 0))
                .isEqualTo("15 violations, 5 since the reset at 13:50. The last one added 10 × (1 + 0.5 × 4) = 30. "
                        + "Blocked since 14:03, until a moderator resets it.");
    }

    @Test
    void decayIsNamedAndWhenItLiftsABlock() {
        assertThat(explanations.score(detail(5, 99.9, new Block(at("14:03"), at("20:18")), null), 4))
                .isEqualTo("5 violations. The last one added 10 × (1 + 0.5 × 4) = 30. It loses 4 points an hour. "
                        + "Blocked since 14:03; the fading score lifts it at 20:18.");
    }

    @Test
    void afterAResetEarlierViolationsCountNoMore() {
        assertThat(explanations.score(detail(5, 0, null, at("14:04")), 1))
                .isEqualTo("5 violations, none since the reset at 14:04.");
    }

    @Test
    void nobodyIsAccusedOfNothing() {
        assertThat(explanations.score(detail(0, 0, null, null), 0)).isEqualTo("No violations.");
    }

    @Test
    void eachViolationSaysWhatItDidToTheScore() {
        UserDetail since = detail(15, 100, null, at("13:50"));
        UserDetail ever = detail(12, 100, null, null);

        assertThat(explanations.violation(since, since.history().getFirst()))
                .isEqualTo("5th since the reset; 70 + 30 = 100, blocked");
        assertThat(explanations.violation(ever, ever.history().get(1))).isEqualTo("11th violation; 45 + 25 = 70");
        assertThat(explanations.violation(ever, ever.history().get(4))).isEqualTo("8th violation; 0 + 10 = 10");
    }

    private static UserDetail withHistory(Violation... newestFirst) {
        UserSummary user = new UserSummary("1", null, 70, Tier.CAUTION, 9, null, null, 0, null, null, null);
        return new UserDetail(
                user, at("14:05"), null, 0, null, null, Map.of(), List.of(), List.of(newestFirst), List.of());
    }

    @Test
    void aViolationThatAddedNothingPretendsNoSum() {
        Violation graced = new Violation(
                at("14:00"),
                "pack_create",
                1,
                "pack_create",
                PACKS,
                1L,
                new Penalty(0, 4, 0, 70, 70, false),
                null,
                false);
        UserDetail user = withHistory(graced);

        assertThat(explanations.violation(user, graced)).isEqualTo("9th violation; added nothing");
        assertThat(explanations.score(user, 0)).isEqualTo("9 violations. The last one added nothing.");
    }

    @Test
    void aCascadeNamesWhoseLimitItMet() {
        Violation cascaded = new Violation(
                at("14:00"),
                "pack_create",
                1,
                "api_call",
                PACKS,
                1L,
                new Penalty(10, 0, 10, 0, 10, false),
                null,
                false);

        assertThat(Explanations.asked(cascaded)).isEqualTo("pack_create cascades to api_call");
        assertThat(Explanations.asked(fiveInARow().getFirst())).isEqualTo("pack_create");
    }

    @Test
    void aScoreThatDoesNotBlockNeverReadsAsOneThatDoes() {
        assertThat(Explanations.number(99.96)).isEqualTo("99.9");
        assertThat(Explanations.number(99.9999999)).isEqualTo("100");
        assertThat(Explanations.number(145)).isEqualTo("145");
        assertThat(Explanations.number(57.5)).isEqualTo("57.5");
    }

    @Test
    void anotherDayIsNamed() {
        assertThat(explanations.time(at("13:50"), at("23:00"))).isEqualTo("13:50");
        assertThat(explanations.time(at("13:50"), at("23:00") + 86_400_000)).isEqualTo("5 Mar 13:50");
        assertThat(explanations.time(at("13:50"), at("13:50") + 400L * 86_400_000))
                .isEqualTo("5 Mar 2026 13:50");
    }
}
