package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Levels of a cascade, circles, and how a changed book comes from another. */
class PolicyBookTest {

    private static Policy policy(String action, String... cascadesTo) {
        return Policy.of(action, Limit.slidingWindow(5, Duration.ofHours(1))).cascadingTo(cascadesTo);
    }

    private static PolicyBook book(Policy... policies) {
        return PolicyBook.empty().withDefaults(List.of(policies));
    }

    private static List<String> levels(PolicyBook book, String action) {
        return book.levels(action).stream().map(Policy::action).toList();
    }

    @Test
    void anActionIsItsOwnFirstLevel() {
        assertThat(levels(book(policy("a")), "a")).containsExactly("a");
        assertThat(levels(book(policy("a")), "unknown")).isEmpty();
    }

    @Test
    void levelsAreMetDeepFirstFromLeftToRightAndEachOnce() {
        PolicyBook book = book(
                policy("a", "b", "c", "f"),
                policy("b", "d", "e"),
                policy("c", "e", "d"),
                policy("d"),
                policy("e", "f"),
                policy("f"));
        assertThat(levels(book, "a")).containsExactly("a", "b", "d", "e", "f", "c");
        assertThat(levels(book, "c")).containsExactly("c", "e", "f", "d");
    }

    @Test
    void anActionWithoutAPolicyIsNoLevel() {
        assertThat(levels(book(policy("a", "x", "b"), policy("b")), "a")).containsExactly("a", "b");
        assertThat(levels(book(policy("b", "a")), "a")).as("a itself has none").isEmpty();
    }

    @Test
    void aTrialIsNoLevelAndHasNone() {
        PolicyBook book = book(policy("a", "b"), policy("b").onTrial());
        assertThat(levels(book, "a")).containsExactly("a");
        assertThat(levels(book, "b")).isEmpty();
        assertThat(book.trial("b")).isNotNull();
    }

    @Test
    void aCircleIsRefusedAndNamed() {
        assertThatThrownBy(() -> book(policy("a", "b"), policy("b", "c"), policy("c", "b")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("cascadesTo: b → c → b is a circle; remove one of these steps");
    }

    @Test
    void twoWaysToTheSameLevelAreNoCircle() {
        assertThat(levels(book(policy("a", "b", "c"), policy("b", "d"), policy("c", "d"), policy("d")), "a"))
                .containsExactly("a", "b", "d", "c");
    }

    @Test
    void eightLevelsDeepIsTheMost() {
        Map<String, Policy> chain = new LinkedHashMap<>();
        for (int i = 1; i <= 8; i++) {
            chain.put("p" + i, i == 8 ? policy("p8") : policy("p" + i, "p" + (i + 1)));
        }
        PolicyBook eight =
                new PolicyBook(1, chain, Map.of(), ScoreRules.DEFAULT, DecayClock.STILL, Enforcement.ENFORCE);
        assertThat(levels(eight, "p1")).hasSize(8);
        assertThatThrownBy(() -> eight.with(policy("p8", "p9")))
                .as("even if the ninth has no policy")
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("p1 → p2")
                .hasMessageContaining("deeper than 8");
    }

    @Test
    void changesMakeANewBookWithTheNextRevisionAndLeaveTheOldOne() {
        PolicyBook first = book(policy("a"));
        PolicyBook second =
                first.with(policy("a").withPoints(3)).with(policy("a").onTrial());
        assertThat(first.policy("a")).isEqualTo(policy("a"));
        assertThat(second.policy("a")).isEqualTo(policy("a").withPoints(3));
        assertThat(second.trial("a")).isEqualTo(policy("a").onTrial());
        assertThat(second.revision()).isEqualTo(3);
        assertThat(second.without("a", PolicyMode.ENFORCE).trials()).containsOnlyKeys("a");
        assertThat(second.without("a", PolicyMode.SHADOW).policies()).containsOnlyKeys("a");
        assertThat(second.with(Enforcement.OFF).enforcement()).isEqualTo(Enforcement.OFF);
        assertThat(second.with(Enforcement.OFF).policies()).isEqualTo(second.policies());
    }

    @Test
    void defaultsAddOnlyWhatIsNotThere() {
        PolicyBook book = book(policy("a"), policy("b").onTrial());
        assertThat(book.withDefaults(
                        List.of(policy("a").withPoints(3), policy("b").onTrial())))
                .isSameAs(book);
        PolicyBook more = book.withDefaults(List.of(policy("a").onTrial(), policy("b")));
        assertThat(more.policies().keySet()).containsExactly("a", "b");
        assertThat(more.trials()).containsOnlyKeys("a", "b");
        assertThat(more.revision()).isEqualTo(2);
    }

    @Test
    void aReplacedPolicyKeepsItsPlace() {
        assertThat(book(policy("a"), policy("b"), policy("c"))
                        .with(policy("b").withPoints(1))
                        .policies()
                        .keySet())
                .containsExactly("a", "b", "c");
    }

    @Test
    void theSameRulesMakeNoRevision() {
        PolicyBook book = book(policy("a"));
        assertThat(book.with(ScoreRules.DEFAULT, DecayClock.STILL)).isSameAs(book);
        assertThat(book.with(new ScoreRules(80, 40, 0), DecayClock.STILL).revision())
                .isEqualTo(2);
    }
}
