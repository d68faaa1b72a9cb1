package dev.ratewarden.dashboard.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.parts.ScoreTerms;
import dev.ratewarden.dashboard.user.ScoreCurve.Piece;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.moderation.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is drawn of a score: its steps, its fading, and nothing where nobody knows it. */
class ScoreCurveTest {

    private static final long HOUR = 3_600_000;
    private static final long NOW = 1_000 * HOUR;
    private static final Limit PACKS = Limit.tokenBucket(5, Duration.ofHours(1));

    private static Violation violation(long atMs, double before, double after) {
        Penalty penalty = new Penalty(10, 0, after - before, before, after, false);
        return new Violation(atMs, "pack_create", 1, "pack_create", PACKS, 1L, penalty, null, false);
    }

    private static ScoreTerms terms(double decayPerHour) {
        return new ScoreTerms(decayPerHour, null);
    }

    private static AuditEntry action(long atMs, double before, double after) {
        return new AuditEntry("0-1", atMs, AuditEntry.Type.RESET, "1", "mod_lee", "", null, before, after, null, null);
    }

    private static UserDetail user(double score, long ever, List<Violation> newestFirst, AuditEntry... audit) {
        UserSummary summary = new UserSummary("1", null, score, Tier.NORMAL, ever, null, null, 0, null, null, null);
        return new UserDetail(summary, NOW, null, 0, null, null, Map.of(), List.of(), newestFirst, List.of(audit));
    }

    @Test
    void theScoreStandsAtNothingUntilTheFirstViolationAndFadesAfterIt() {
        UserDetail user = user(8, 1, List.of(violation(NOW - 2 * HOUR, 0, 10)));

        ScoreCurve curve = ScoreCurve.of(user, 10 * HOUR, terms(1));

        assertThat(curve.lines())
                .containsExactly(
                        new Piece(NOW - 10 * HOUR, 0, NOW - 2 * HOUR, 0), new Piece(NOW - 2 * HOUR, 10, NOW, 8));
        assertThat(curve.steps()).hasSize(1);
        assertThat(curve.top()).isEqualTo(10);
        assertThat(curve.isCut()).isFalse();
    }

    @Test
    void aScoreThatFadedToNothingStaysThere() {
        UserDetail user = user(0, 1, List.of(violation(NOW - 8 * HOUR, 0, 10)));

        assertThat(ScoreCurve.of(user, 10 * HOUR, terms(2)).lines())
                .containsExactly(
                        new Piece(NOW - 10 * HOUR, 0, NOW - 8 * HOUR, 0),
                        new Piece(NOW - 8 * HOUR, 10, NOW - 3 * HOUR, 0),
                        new Piece(NOW - 3 * HOUR, 0, NOW, 0));
    }

    @Test
    void aResetIsAStepDown() {
        UserDetail user = user(0, 1, List.of(violation(NOW - 2 * HOUR, 0, 10)), action(NOW - HOUR, 10, 0));

        assertThat(ScoreCurve.of(user, 2 * HOUR, terms(0)).lines())
                .containsExactly(new Piece(NOW - 2 * HOUR, 10, NOW - HOUR, 10), new Piece(NOW - HOUR, 0, NOW, 0));
    }

    @Test
    void aRiseThatNothingExplainsIsAGap() {
        UserDetail user = user(60, 3, List.of(violation(NOW - HOUR, 50, 60), violation(NOW - 2 * HOUR, 0, 10)));

        assertThat(ScoreCurve.of(user, 2 * HOUR, terms(0)).lines()).containsExactly(new Piece(NOW - HOUR, 60, NOW, 60));
    }

    @Test
    void whatIsNotKeptIsNotDrawnAndSaidToBeMissing() {
        UserDetail user = user(40, 130, List.of(violation(NOW - HOUR, 30, 40)));

        ScoreCurve curve = ScoreCurve.of(user, 10 * HOUR, terms(0));

        assertThat(curve.lines()).containsExactly(new Piece(NOW - HOUR, 40, NOW, 40));
        assertThat(curve.isCut()).isTrue();
        assertThat(ScoreCurve.of(user, HOUR / 2, terms(0)).isCut())
                .as("all of a shorter span is known")
                .isFalse();
    }

    @Test
    void theSpanCutsAFadingLineWhereItBegins() {
        UserDetail user = user(6, 1, List.of(violation(NOW - 4 * HOUR, 0, 10)));

        ScoreCurve curve = ScoreCurve.of(user, 2 * HOUR, terms(1));

        assertThat(curve.lines()).containsExactly(new Piece(NOW - 2 * HOUR, 8, NOW, 6));
        assertThat(curve.steps()).isEmpty();
    }

    @Test
    void ofNobodyWhoDidAnythingALineAtNothingIsDrawn() {
        assertThat(ScoreCurve.of(user(0, 0, List.of()), HOUR, terms(0)).lines())
                .containsExactly(new Piece(NOW - HOUR, 0, NOW, 0));
        assertThat(ScoreCurve.of(user(0, 0, List.of()), HOUR, terms(0)).nearest(NOW))
                .isNull();
    }

    @Test
    void ofAScoreThatCameWithoutItsHistoryOnlyWhereItStandsNowIsKnown() {
        ScoreCurve curve = ScoreCurve.of(user(100, 5, List.of()), HOUR, terms(2));

        assertThat(curve.lines())
                .as("a line at 0 would say that nothing had happened")
                .isEmpty();
        assertThat(curve.isUnexplained()).isTrue();
        assertThat(curve.now()).isEqualTo(100);
        assertThat(curve.top()).isEqualTo(100);
        assertThat(ScoreCurve.of(user(0, 0, List.of()), HOUR, terms(2)).isUnexplained())
                .isFalse();
    }

    @Test
    void beforeTheStoreBeganNothingIsKnown() {
        ScoreTerms terms = new ScoreTerms(0, NOW - HOUR / 2);

        ScoreCurve calm = ScoreCurve.of(user(0, 0, List.of()), HOUR, terms);
        assertThat(calm.lines()).containsExactly(new Piece(NOW - HOUR / 2, 0, NOW, 0));
        assertThat(calm.knownFromMs()).isEqualTo(NOW - HOUR / 2);
        assertThat(ScoreCurve.of(user(10, 1, List.of(violation(NOW - HOUR / 4, 0, 10))), HOUR, terms)
                        .lines())
                .startsWith(new Piece(NOW - HOUR / 2, 0, NOW - HOUR / 4, 0));
        assertThat(ScoreCurve.of(user(0, 0, List.of()), HOUR / 4, terms).knownFromMs())
                .isEqualTo(NOW - HOUR / 4);
    }

    @Test
    void thePointerFindsTheNearestStep() {
        UserDetail user = user(20, 2, List.of(violation(NOW - HOUR, 10, 20), violation(NOW - 2 * HOUR, 0, 10)));
        ScoreCurve curve = ScoreCurve.of(user, 4 * HOUR, terms(0));

        assertThat(curve.nearest(NOW)).isEqualTo(curve.steps().get(1));
        assertThat(curve.nearest(NOW - 2 * HOUR - 1)).isEqualTo(curve.steps().get(0));
    }

    @Test
    void theShortestSpanThatShowsMostIsChosen() {
        assertThat(ScoreSpan.fitting(user(0, 0, List.of()))).isEqualTo(ScoreSpan.DAY);
        assertThat(ScoreSpan.fitting(user(10, 1, List.of(violation(NOW - 1, 0, 10)))))
                .isEqualTo(ScoreSpan.HOUR);
        assertThat(ScoreSpan.fitting(user(10, 1, List.of(violation(NOW - 3 * HOUR, 0, 10)))))
                .isEqualTo(ScoreSpan.DAY);
        UserDetail old = user(10, 1, List.of(violation(NOW - 300 * HOUR, 0, 10)));
        assertThat(ScoreSpan.fitting(old)).isEqualTo(ScoreSpan.ALL);
        assertThat(ScoreSpan.ALL.of(old)).isGreaterThan(300 * HOUR);
    }
}
