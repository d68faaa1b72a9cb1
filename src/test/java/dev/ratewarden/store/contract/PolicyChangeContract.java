package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.policy.PolicyJson;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Policies changed at run time: in force at the next check, with a revision and a history. */
public interface PolicyChangeContract extends StoreFixture {

    private static Policy five() {
        return Policy.of("act", Limit.slidingWindow(5, Duration.ofHours(1)));
    }

    private PolicyBook book() {
        return store().limiter().policies();
    }

    private List<PolicyRevision> history() {
        return store().moderation().policyHistory();
    }

    @Test
    default void aPolicyWithEverythingComesBackAsItWasPut() {
        Policy policy = Policy.of("act", Limit.tokenBucket(5, Duration.ofMillis(777), 9))
                .withPoints(33)
                .withoutEscalation()
                .cascadingTo("other", "free")
                .adaptiveTo(1 / 3.0)
                .onOutage(OnOutage.CLOSED)
                .withRole("vip", 2.5)
                .withRole("A.b-c_9", 1 / 3.0);
        put(policy);
        put(policy.onTrial());
        assertThat(book().policy("act")).isEqualTo(policy);
        assertThat(book().trial("act")).isEqualTo(policy.onTrial());
        assertThat(check(ANN, "act").policy()).isEqualTo(policy);
        assertThat(store().moderation().policies().policies()).containsOnlyKeys("act");
    }

    @Test
    default void aChangeIsInForceAtTheNextCheckAndGrowsTheRevisionByOne() {
        policies(five());
        check(2, ANN, "act");
        long revision = book().revision();
        PolicyBook changed =
                change(new PolicyChange.Put(five().withLimit(Limit.slidingWindow(3, Duration.ofHours(1)))));

        assertThat(changed.revision()).isEqualTo(revision + 1);
        assertThat(book().revision()).isEqualTo(revision + 1);
        assertThat(quota(check(ANN, "act"))).isEqualTo(quota(3, 0, 0, T0 + HOUR));
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
    }

    @Test
    default void aChangedStrategyOrWindowStartsFresh() {
        for (Limit begun : List.of(
                Limit.slidingWindow(2, Duration.ofHours(1)),
                Limit.fixedWindow(2, Duration.ofHours(1)),
                Limit.tokenBucket(2, Duration.ofHours(1)),
                Limit.leakyBucket(2, Duration.ofHours(1)))) {
            String action = begun.strategy().name().toLowerCase(Locale.ROOT);
            limit(action, begun);
            check(2, ANN, action);
            put(Policy.of(action, new Limit(begun.strategy(), 2, 3_600_001, 2)));
            assertThat(quota(check(ANN, action)).remaining())
                    .as("%s, another window", action)
                    .isEqualTo(1);
            put(Policy.of(action, begun));
            assertThat(quota(check(ANN, action)).remaining())
                    .as("%s, back again", action)
                    .isEqualTo(1);
        }
        put(Policy.of("fixed_window", Limit.slidingWindow(2, Duration.ofHours(1))));
        assertThat(quota(check(ANN, "fixed_window")).remaining())
                .as("another strategy")
                .isEqualTo(1);
    }

    @Test
    default void aLowerLimitLeavesNoneRatherThanLessThanNone() {
        limit("sliding", Limit.slidingWindow(9, Duration.ofHours(1)));
        limit("fixed", Limit.fixedWindow(9, Duration.ofHours(1)));
        limit("leaky", Limit.leakyBucket(9, Duration.ofHours(1)));
        limit("token", Limit.tokenBucket(9, Duration.ofHours(1)));
        for (String action : List.of("sliding", "fixed", "leaky", "token")) {
            check(ANN, action, 8);
            Limit before = Objects.requireNonNull(book().policy(action)).limit();
            put(Policy.of(action, new Limit(before.strategy(), 4, before.windowMs(), 4)));
        }
        assertThat(quota(check(ANN, "sliding"))).isEqualTo(quota(4, 0, HOUR, T0 + HOUR));
        assertThat(quota(check(ANN, "fixed"))).isEqualTo(quota(4, 0, HOUR, T0 + HOUR));
        assertThat(quota(check(ANN, "leaky")))
                .as("8 must leak to 3")
                .isEqualTo(quota(4, 0, 75 * MINUTE, T0 + 2 * HOUR));
        assertThat(quota(check(ANN, "token"))).as("one was left").isEqualTo(quota(4, 0, 0, T0 + HOUR));
    }

    @Test
    default void aPolicyCanBeRemoved() {
        policies(five(), five().onTrial());
        long revision = book().revision();
        PolicyBook changed = change(new PolicyChange.Remove("act", PolicyMode.ENFORCE));
        assertThat(changed.policy("act")).isNull();
        assertThat(changed.trial("act")).isNotNull();
        assertThat(changed.revision()).isEqualTo(revision + 1);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.UNPOLICED);

        change(new PolicyChange.Remove("act", PolicyMode.SHADOW));
        assertThat(book().trials()).isEmpty();
        assertThatThrownBy(() -> change(new PolicyChange.Remove("act", PolicyMode.SHADOW)))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining("act");
        assertThat(book().revision()).isEqualTo(revision + 2);
    }

    @Test
    default void whatWasUsedCountsAgainOnceThePolicyIsBack() {
        policies(five());
        check(3, ANN, "act");
        change(new PolicyChange.Remove("act", PolicyMode.ENFORCE));
        assertThat(detail(ANN).quotas()).isEmpty();
        put(five());
        assertThat(quota(check(ANN, "act")).remaining()).isEqualTo(1);
    }

    @Test
    default void policiesKeepTheOrderInWhichTheyWereAdded() {
        policies(Policy.of("b", five().limit()), Policy.of("a", five().limit()));
        put(Policy.of("c", five().limit()));
        put(Policy.of("b", five().limit()).withPoints(3));
        assertThat(book().policies().keySet()).containsExactly("b", "a", "c");
        change(new PolicyChange.Remove("b", PolicyMode.ENFORCE));
        put(Policy.of("b", five().limit()));
        assertThat(book().policies().keySet()).containsExactly("a", "c", "b");
    }

    @Test
    default void aCircleIsRefusedAndChangesNothing() {
        policies(
                Policy.of("a", five().limit()).cascadingTo("b"),
                Policy.of("b", five().limit()).cascadingTo("c"),
                Policy.of("c", five().limit()));
        long revision = book().revision();
        assertThatThrownBy(() -> put(Policy.of("c", five().limit()).cascadingTo("a")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("cascadesTo");
        assertThat(book().revision()).isEqualTo(revision);
        assertThat(book().policy("c")).isEqualTo(Policy.of("c", five().limit()));
        assertThat(history()).hasSize(3);
    }

    @Test
    default void aCascadeDeeperThanEightIsRefused() {
        for (int i = 1; i <= 8; i++) {
            put(
                    i == 8
                            ? Policy.of("p8", five().limit())
                            : Policy.of("p" + i, five().limit()).cascadingTo("p" + (i + 1)));
        }
        assertThat(book().levels("p1")).hasSize(8);
        assertThatThrownBy(() -> put(Policy.of("p8", five().limit()).cascadingTo("p9")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    default void aChangeThatChangesNothingMakesNoRevision() {
        policies(five());
        rules(ScoreRules.DEFAULT);
        PolicyBook before = book();
        int entries = history().size();
        assertThat(change(new PolicyChange.Put(five())).revision()).isEqualTo(before.revision());
        change(new PolicyChange.Rules(ScoreRules.DEFAULT));
        change(new PolicyChange.Enforce(Enforcement.ENFORCE));
        assertThat(book().revision()).isEqualTo(before.revision());
        assertThat(history()).hasSize(entries);
    }

    @Test
    default void rulesThatAModeratorConfirmedAreNoBotsToSet() {
        changeRules(ScoreRules.DEFAULT);
        rules(ScoreRules.DEFAULT.withDecayPerHour(9));
        assertThat(book().scoreRules()).isEqualTo(ScoreRules.DEFAULT);
    }

    @Test
    default void whoeverActsOnAnEarlierRevisionIsToldWhatWasChangedSince() {
        policies(five());
        long seen = book().revision();
        put(five().withPoints(3));
        assertThatThrownBy(() ->
                        store().moderation().change(new PolicyChange.Put(five().withPoints(4)), "mod_kim", "", seen))
                .isInstanceOf(ActionConflictException.class)
                .hasMessageContaining("mod_lee")
                .hasMessageContaining("act")
                .hasMessageContaining("2026-01-01T00:00:00Z");
        assertThatThrownBy(() -> store().moderation()
                        .change(new PolicyChange.Remove("nothing", PolicyMode.ENFORCE), "mod_kim", "", seen))
                .as("a conflict comes before a refusal")
                .isInstanceOf(ActionConflictException.class);
        assertThat(book().policy("act")).isEqualTo(five().withPoints(3));

        PolicyBook changed =
                store().moderation().change(new PolicyChange.Put(five().withPoints(4)), "mod_kim", "", seen + 1);
        assertThat(changed.policy("act")).isEqualTo(five().withPoints(4));
    }

    @Test
    default void everyChangeIsInTheHistoryWithBothSides() {
        put(five());
        clock().advance(1_000);
        put(five().withPoints(3));
        put(five().onTrial());
        change(new PolicyChange.Remove("act", PolicyMode.ENFORCE));
        enforce(Enforcement.SHADOW);
        changeRules(new ScoreRules(80, 40, 0));

        String rules = PolicyJson.write(ScoreRules.DEFAULT);
        String first = PolicyJson.write(five());
        String second = PolicyJson.write(five().withPoints(3));
        assertThat(history())
                .containsExactly(
                        entry(6, "rules", rules, PolicyJson.write(new ScoreRules(80, 40, 0))),
                        entry(5, "enforcement", "\"ENFORCE\"", "\"SHADOW\""),
                        entry(4, "act", second, null),
                        entry(3, "act#shadow", null, PolicyJson.write(five().onTrial())),
                        entry(2, "act", first, second),
                        new PolicyRevision(1, T0, "mod_lee", "because", "act", null, first));
    }

    private static PolicyRevision entry(long revision, String what, @Nullable String before, @Nullable String after) {
        return new PolicyRevision(revision, T0 + 1_000, "mod_lee", "because", what, before, after);
    }

    @Test
    default void defaultsByABotAreEntriesOfTheCode() {
        Policy trial = five().onTrial();
        Policy other = Policy.of("other", five().limit());
        store().limiter().addDefaults(List.of(five(), trial, other), new ScoreRules(80, 40, 2));
        store().limiter().addDefaults(List.of(five().withPoints(99), Policy.of("late", five().limit())), null);

        assertThat(history())
                .containsExactly(
                        code(3, "late", null, PolicyJson.write(Policy.of("late", five().limit()))),
                        code(
                                2,
                                "rules",
                                PolicyJson.write(ScoreRules.DEFAULT),
                                PolicyJson.write(new ScoreRules(80, 40, 2))),
                        code(1, "other", null, PolicyJson.write(other)),
                        code(1, "act#shadow", null, PolicyJson.write(trial)),
                        code(1, "act", null, PolicyJson.write(five())));
        assertThat(book().revision()).isEqualTo(3);
        assertThat(book().trial("act")).isEqualTo(trial);
    }

    private static PolicyRevision code(long revision, String what, @Nullable String before, String after) {
        return new PolicyRevision(revision, T0, PolicyRevision.CODE, "", what, before, after);
    }

    @Test
    default void aBotsTrialIsWrittenOnlyIfThereIsNone() {
        policies(five().onTrial());
        policies(five().withPoints(99).onTrial());
        assertThat(book().trial("act")).isEqualTo(five().onTrial());
        assertThat(book().policy("act")).isNull();
    }

    @Test
    default void theLatestHundredChangesAreKept() {
        for (int i = 1; i <= 105; i++) {
            put(five().withPoints(i));
        }
        assertThat(history()).hasSize(100);
        assertThat(history().getFirst().revision()).isEqualTo(105);
        assertThat(history().getLast().revision()).isEqualTo(6);
    }

    @Test
    default void theReasonOfAChangeMayHoldAnyText() {
        String reason = "\"quoted\", {json}, 'x', ünï 🦊, back\\slash; #hash";
        store().moderation().change(new PolicyChange.Put(five()), "Ødegård \"O\"", reason, null);
        assertThat(history().getFirst().reason()).isEqualTo(reason);
        assertThat(history().getFirst().operator()).isEqualTo("Ødegård \"O\"");
    }
}
