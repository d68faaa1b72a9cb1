package dev.ratewarden.dashboard.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.policy.PolicyJson;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryViewModelTest {

    private static final Policy FIVE = Policy.of("pack_create", Limit.tokenBucket(5, Duration.ofHours(1)));
    private static final Policy THREE = Policy.of("pack_create", Limit.tokenBucket(3, Duration.ofHours(1)));
    private static final PolicyRevision ADDED = revision(1, "pack_create", null, PolicyJson.write(FIVE));
    private static final PolicyRevision STRICTER =
            revision(2, "pack_create", PolicyJson.write(FIVE), PolicyJson.write(THREE));
    private static final PolicyRevision RULES = revision(
            3, "rules", PolicyJson.write(ScoreRules.DEFAULT), PolicyJson.write(ScoreRules.DEFAULT.withDecayPerHour(1)));

    private final PoliciesViewModel policies = new PoliciesViewModel(new Times(ZoneOffset.UTC));
    private final HistoryViewModel history = new HistoryViewModel(policies);

    @Test
    void oneRevisionShowsWhatItChangedFieldByField() {
        read(RULES, STRICTER, ADDED);
        history.choose(List.of(STRICTER));
        assertThat(shown().title()).isEqualTo("pack_create, changed by revision 2");
        assertThat(shown().lines())
                .contains(new PolicyDiff.Line("Limit", "5", "3"), new PolicyDiff.Line("Window", "1 h", "1 h"))
                .filteredOn(PolicyDiff.Line::changed)
                .hasSize(1);
        assertThat(HistoryViewModel.summary(STRICTER)).isEqualTo("Limit 5 → 3");
        assertThat(HistoryViewModel.summary(ADDED)).isEqualTo("new");
    }

    @Test
    void twoRevisionsOfOneThingShowWhatLiesBetweenThem() {
        read(RULES, STRICTER, ADDED);
        history.choose(List.of(STRICTER, ADDED));
        assertThat(shown().title()).isEqualTo("pack_create, from revision 1 to 2");
        assertThat(shown().before()).isEqualTo("at revision 1");
        assertThat(shown().lines()).contains(new PolicyDiff.Line("Limit", "5", "3"));
    }

    @Test
    void twoDifferentThingsAreNotCompared() {
        read(RULES, STRICTER, ADDED);
        history.choose(List.of(RULES, STRICTER));
        assertThat(shown().lines()).isEmpty();
        assertThat(shown().title()).contains("different things");
    }

    @Test
    void whatIsInForceCannotBeRestoredAndWhatWasBeforeCan() {
        read(STRICTER, ADDED);
        history.choose(List.of(STRICTER));
        assertThat(shown().right().change()).isNull();
        assertThat(shown().right().words()).isEqualTo("This is in force.");
        assertThat(shown().left().change()).isEqualTo(new PolicyChange.Put(FIVE));
        assertThat(shown().left().words()).isEqualTo("5 in 1 h, token bucket");
    }

    @Test
    void rulesAndTheSwitchCanBeRestoredToo() {
        read(RULES);
        history.choose(List.of(RULES));
        assertThat(shown().right().change()).isEqualTo(new PolicyChange.Rules(ScoreRules.DEFAULT.withDecayPerHour(1)));
        PolicyRevision turned = revision(4, "enforcement", "\"ENFORCE\"", "\"OFF\"");
        history.choose(List.of(turned));
        assertThat(shown().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.after()).isEqualTo("OFF"));
        assertThat(shown().right().change()).isInstanceOf(PolicyChange.Enforce.class);
    }

    @Test
    void whatCannotBeReadIsShownAsItStandsAndNotRestored() {
        PolicyRevision later = revision(5, "pack_create", PolicyJson.write(FIVE), "{\"strategy\":\"of_tomorrow\"}");
        read(later);
        history.choose(List.of(later));
        assertThat(shown().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.after()).contains("of_tomorrow"));
        assertThat(shown().right().change()).isNull();
        assertThat(shown().right().words()).startsWith("Cannot be put back: policy of pack_create: limit null");
    }

    @Test
    void whatWouldMakeACircleByNowCannotBeRestored() {
        Policy cascading = FIVE.cascadingTo("api_call");
        PolicyRevision old = revision(1, "pack_create", null, PolicyJson.write(cascading));
        Policy back =
                Policy.of("api_call", Limit.fixedWindow(9, Duration.ofHours(1))).cascadingTo("pack_create");
        policies.accept(
                new PolicyReading(0, PolicyBook.empty().with(THREE).with(back), List.of(old), Map.of(), List.of()), 1);
        history.choose(List.of(old));
        assertThat(shown().right().change()).isNull();
        assertThat(shown().right().words()).contains("is a circle");
    }

    @Test
    void aNewRevisionComesToTheTopAndTheOthersStayTheSame() {
        read(STRICTER, ADDED);
        List<PolicyRevision> before = List.copyOf(history.revisions());
        read(RULES, STRICTER, ADDED);
        assertThat(history.revisions()).containsExactly(RULES, STRICTER, ADDED);
        assertThat(before).isSubsetOf(history.revisions());
    }

    private void read(PolicyRevision... revisions) {
        policies.accept(
                new PolicyReading(0, PolicyBook.empty().with(THREE), List.of(revisions), Map.of(), List.of()), 1);
    }

    private HistoryViewModel.Comparison shown() {
        return history.comparisonProperty().get();
    }

    private static PolicyRevision revision(
            long number, String what, @org.jspecify.annotations.Nullable String before, String after) {
        return new PolicyRevision(number, 1_772_719_200_000L + number, "mod_lee", "", what, before, after);
    }
}
