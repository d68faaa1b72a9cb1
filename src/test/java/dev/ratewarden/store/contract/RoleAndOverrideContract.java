package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The limit of one user: multiplied for a role that the caller names, or the user's own, set by a moderator. */
public interface RoleAndOverrideContract extends StoreFixture {

    private static AppliedLimit applied(CheckOutcome outcome) {
        return Objects.requireNonNull(outcome.applied());
    }

    // --- roles

    @Test
    default void aRoleMultipliesTheLimitForThisCheck() {
        policies(Policy.of("act", Limit.slidingWindow(2, Duration.ofHours(1))).withRole("vip", 2));
        check(2, ANN, "act");
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);

        CheckOutcome vip = checkAs("vip", ANN, "act");
        assertThat(vip.reason()).isEqualTo(Reason.ALLOWED);
        assertThat(quota(vip)).isEqualTo(quota(4, 1, 0, T0 + HOUR));
        assertThat(applied(vip).role()).isEqualTo(2);
        assertThat(applied(vip).effective()).isEqualTo(Limit.slidingWindow(4, Duration.ofHours(1)));
        assertThat(applied(vip).configured()).isEqualTo(Limit.slidingWindow(2, Duration.ofHours(1)));
        assertThat(quota(check(ANN, "act"))).as("3 of 2 are used").isEqualTo(quota(2, 0, HOUR, T0 + HOUR));
    }

    @Test
    default void aRoleThatThePolicyDoesNotNameChangesNothing() {
        Policy policy =
                Policy.of("act", Limit.slidingWindow(2, Duration.ofHours(1))).withRole("vip", 2);
        policies(policy);
        assertThat(checkAs("guest", ANN, "act").applied()).isEqualTo(AppliedLimit.of(policy));
    }

    @Test
    default void aRoleMayAlsoHaveLessAndIsFlooredToAtLeastOne() {
        policies(Policy.of("act", Limit.slidingWindow(5, Duration.ofHours(1)))
                .withRole("guest", 0.5)
                .withRole("muted", 0.001));
        assertThat(quota(checkAs("guest", ANN, "act")).limit()).isEqualTo(2);
        assertThat(quota(checkAs("muted", BOB, "act")).limit()).isEqualTo(1);
        assertThat(checkAs("muted", BOB, "act").reason()).isEqualTo(Reason.LIMITED);
    }

    @Test
    default void eachLevelOfACascadeHasItsOwnMultiplierForTheRole() {
        policies(
                Policy.of("song", Limit.slidingWindow(2, Duration.ofHours(1)))
                        .withRole("vip", 10)
                        .cascadingTo("all"),
                Policy.of("all", Limit.slidingWindow(3, Duration.ofHours(1))).withRole("vip", 2));
        for (int i = 0; i < 6; i++) {
            assertThat(checkAs("vip", ANN, "song").reason()).isEqualTo(Reason.ALLOWED);
        }
        CheckOutcome denied = checkAs("vip", ANN, "song");
        assertThat(applied(denied).action()).isEqualTo("all");
        assertThat(applied(denied).role()).isEqualTo(2);
        assertThat(quota(denied)).isEqualTo(quota(6, 0, HOUR, T0 + HOUR));
    }

    @Test
    default void aRoleIsNoWayAroundTheCostThatThePolicyHolds() {
        policies(Policy.of("act", Limit.slidingWindow(2, Duration.ofHours(1))).withRole("vip", 2));
        assertThatThrownBy(() -> check(ANN, "act", 3)).hasMessageStartingWith("COST_EXCEEDS_LIMIT: ");
    }

    @Test
    default void theTokensOfALargerBurstComeOnceHoweverOftenTheRoleIsNamed() {
        policies(Policy.of("act", Limit.tokenBucket(4, Duration.ofDays(300))).withRole("vip", 2.5));
        check(4, ANN, "act");
        assertThat(quota(checkAs("vip", ANN, "act")).remaining())
                .as("6 more came")
                .isEqualTo(5);
        assertThat(quota(check(ANN, "act")).remaining()).as("clamped to 4").isEqualTo(3);

        assertThat(quota(checkAs("vip", ANN, "act")).remaining())
                .as("none came again")
                .isEqualTo(2);
        check(2, ANN, "act");
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
        assertThat(checkAs("vip", ANN, "act").reason()).isEqualTo(Reason.LIMITED);
    }

    @Test
    default void aRaisedLimitFreesItsUsersAtOnce() {
        policies(
                Policy.of("bucket", Limit.tokenBucket(2, Duration.ofDays(300))),
                Policy.of("window", Limit.slidingWindow(2, Duration.ofHours(1))));
        check(2, ANN, "bucket");
        check(2, ANN, "window");
        put(Policy.of("bucket", Limit.tokenBucket(5, Duration.ofDays(300))));
        put(Policy.of("window", Limit.slidingWindow(5, Duration.ofHours(1))));

        assertThat(quota(check(ANN, "bucket")).remaining()).isEqualTo(2);
        assertThat(quota(check(ANN, "window")).remaining()).isEqualTo(2);
    }

    // --- the user's own limit

    @Test
    default void aUsersOwnLimitStandsInsteadOfThePolicysWhateverRoleAndScore() {
        policies(Policy.of("act", Limit.slidingWindow(2, Duration.ofHours(1)))
                .withRole("vip", 2)
                .adaptiveTo(0.5));
        ActionReceipt receipt = override(ANN, "act", 3);
        assertThat(detail(ANN).overrides()).isEqualTo(Map.of("act", 3L));

        CheckOutcome outcome = checkAs("vip", ANN, "act");
        assertThat(quota(outcome)).isEqualTo(quota(3, 2, 0, T0 + HOUR));
        assertThat(applied(outcome))
                .isEqualTo(new AppliedLimit(
                        "act",
                        Limit.slidingWindow(3, Duration.ofHours(1)),
                        Limit.slidingWindow(2, Duration.ofHours(1)),
                        1,
                        1,
                        3L,
                        1));
        assertThat(quota(check(BOB, "act")).limit()).as("nobody else's").isEqualTo(2);
        assertThat(receipt.entry().type()).isEqualTo(AuditEntry.Type.OVERRIDE);
        assertThat(receipt.entry().detail()).isEqualTo("act 3");
    }

    @Test
    default void aRaisedOwnLimitFreesTheUserAtOnceAndTakenAwayBindsAgain() {
        onceADay("act");
        check(ANN, "act");
        override(ANN, "act", 3);
        assertThat(quota(check(ANN, "act")).remaining()).isEqualTo(1);

        ActionReceipt removed = act(ANN, new ModeratorAction.Override("act", null));
        assertThat(removed.entry().detail()).isEqualTo("act -");
        assertThat(detail(ANN).overrides()).isEmpty();
        assertThat(quota(check(ANN, "act"))).isEqualTo(quota(1, 0, DAY, T0 + DAY));
    }

    @Test
    default void theBurstOfAnOwnLimitKeepsThePolicysProportion() {
        policies(Policy.of("act", Limit.tokenBucket(4, Duration.ofHours(1), 10)));
        override(ANN, "act", 7);
        assertThat(applied(check(ANN, "act")).effective()).isEqualTo(Limit.tokenBucket(7, Duration.ofHours(1), 17));
        override(BOB, "act", 1);
        assertThat(applied(check(BOB, "act")).effective()).isEqualTo(Limit.tokenBucket(1, Duration.ofHours(1), 2));
    }

    @Test
    default void anOwnLimitCountsWhereverItsActionIsALevel() {
        policies(
                Policy.of("song", Limit.slidingWindow(9, Duration.ofHours(1))).cascadingTo("all"),
                Policy.of("all", Limit.slidingWindow(9, Duration.ofHours(1))));
        override(ANN, "all", 1);
        check(ANN, "song");
        CheckOutcome denied = check(ANN, "song");
        assertThat(denied.reason()).isEqualTo(Reason.LIMITED);
        assertThat(applied(denied).action()).isEqualTo("all");
        assertThat(applied(denied).override()).isEqualTo(1);
    }

    @Test
    default void aCostOverASmallOwnLimitIsADenialThatWaitingDoesNotHelp() {
        limit("act", Limit.tokenBucket(5, Duration.ofHours(1)));
        override(ANN, "act", 2);
        CheckOutcome denied = check(ANN, "act", 3);
        assertThat(denied.reason()).isEqualTo(Reason.LIMITED);
        assertThat(denied.retryAfterMs()).isNull();
        assertThat(check(ANN, "act", 2).reason()).as("nothing was consumed").isEqualTo(Reason.ALLOWED);
    }

    @Test
    default void anOwnLimitWithoutAPolicyWaitsForOne() {
        override(ANN, "act", 1);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.UNPOLICED);
        limit("act", Limit.slidingWindow(5, Duration.ofHours(1)));
        check(ANN, "act");
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
    }

    @Test
    default void anOwnLimitOfASlidingWindowIsCutToWhatOneHolds() {
        limit("act", Limit.slidingWindow(5, Duration.ofHours(1)));
        override(ANN, "act", 1_000_000_000);
        assertThat(quota(check(ANN, "act")).limit()).isEqualTo(10_000);
    }

    @Test
    default void anOwnLimitEntersAnUnseenUser() {
        override(ANN, "act", 3);
        assertThat(summary(ANN).lastSeenAtMs()).isEqualTo(T0);
        assertThat(snapshot().statistics().usersTracked()).isEqualTo(1);
    }

    @Test
    default void takingAwayWhatIsNotThereIsRefusedAndEntersNobody() {
        assertThatThrownBy(() -> act(ANN, new ModeratorAction.Override("act", null)))
                .isInstanceOf(ActionRefusedException.class);
        assertThat(store().moderation().user(ANN)).isEmpty();
        assertThat(snapshot().statistics().usersTracked()).isZero();

        override(ANN, "other", 3);
        assertThatThrownBy(() -> act(ANN, new ModeratorAction.Override("act", null)))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining("act");
        assertThat(store().moderation().audit(10)).hasSize(1);
    }

    @Test
    default void aUserHasAtMostSixtyFourLimitsOfItsOwn() {
        for (int i = 0; i < 64; i++) {
            override(ANN, "act" + i, 1 + i);
        }
        override(ANN, "act7", 70);
        assertThatThrownBy(() -> override(ANN, "one.more", 1)).isInstanceOf(ActionRefusedException.class);
        assertThat(detail(ANN).overrides()).hasSize(64).containsEntry("act7", 70L);
    }

    @Test
    default void undoBringsBackTheLimitThatStoodBefore() {
        override(ANN, "act", 3);
        override(ANN, "other", 8);
        ActionReceipt changed = override(ANN, "act", 5);
        undo(changed);
        assertThat(detail(ANN).overrides()).isEqualTo(Map.of("act", 3L, "other", 8L));

        ActionReceipt removed = act(ANN, new ModeratorAction.Override("other", null));
        undo(removed);
        assertThat(detail(ANN).overrides()).isEqualTo(Map.of("act", 3L, "other", 8L));
    }

    @Test
    default void aResetLeavesOwnLimitsAlone() {
        override(ANN, "act", 3);
        reset(ANN);
        assertThat(detail(ANN).overrides()).isEqualTo(Map.of("act", 3L));
    }

    @Test
    default void detailsShowTheOwnLimitInForce() {
        limit("act", Limit.slidingWindow(5, Duration.ofHours(1)));
        override(ANN, "act", 2);
        check(ANN, "act");
        assertThat(detail(ANN).quotas().getFirst().applied().override()).isEqualTo(2);
        assertThat(detail(ANN).quotas().getFirst().quota()).isEqualTo(quota(2, 1, 0, T0 + HOUR));
    }
}
