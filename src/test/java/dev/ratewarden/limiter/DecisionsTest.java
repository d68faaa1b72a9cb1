package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every sentence of a decision: true for its case, and for no other. */
class DecisionsTest {

    private static final long NOW = Instant.parse("2026-03-05T14:00:00Z").toEpochMilli();
    private static final Policy PACKS = Policy.of("pack_create", Limit.tokenBucket(5, Duration.ofHours(1)));
    private static final Policy CALLS = Policy.of("api_call", Limit.tokenBucket(100, Duration.ofMinutes(1)));
    private static final String ROOM = ": 3 of 5 left.";

    private final CheckRequest request = CheckRequest.of("ann", "pack_create");

    /** Figures of a check that differ from "3 of 5 left, nothing known of the user". */
    private static final class Outcome {
        Reason reason = Reason.ALLOWED;

        @Nullable
        Policy policy = PACKS;

        @Nullable
        AppliedLimit applied = AppliedLimit.of(PACKS);

        @Nullable
        Quota quota = new Quota(5, 3, 0L, NOW + 1, 0);

        double score;

        @Nullable
        Penalty penalty;

        @Nullable
        Ban ban;

        @Nullable
        Block block;

        boolean degraded;

        CheckOutcome build() {
            return new CheckOutcome(
                    reason, NOW, policy, applied, quota, score, Tier.NORMAL, 7, true, penalty, ban, block, degraded);
        }
    }

    private static Outcome limited(Penalty penalty) {
        Outcome outcome = new Outcome();
        outcome.reason = Reason.LIMITED;
        outcome.quota = new Quota(5, 0, 720_000L, NOW + 720_000, 0);
        outcome.penalty = penalty;
        return outcome;
    }

    private static Outcome applied(AppliedLimit applied) {
        Outcome outcome = new Outcome();
        outcome.applied = applied;
        return outcome;
    }

    private Decision decide(Outcome outcome) {
        return Decisions.of(request, outcome.build());
    }

    private String explain(Outcome outcome) {
        return decide(outcome).explanation();
    }

    @Test
    void aDenialNamesLimitWaitAndPenalty() {
        assertThat(explain(limited(new Penalty(10, 1, 15, 10, 25, false))))
                .isEqualTo("pack_create allows 5 in 1 h (token bucket): 0 of 5 left, room again in 12 min; "
                        + "violation 7 of this user adds 10 × (1 + 0.5 × 1) = 15, score 10 + 15 = 25.");
    }

    @Test
    void aCascadeNamesTheLevelThatFailed() {
        Outcome outcome = limited(new Penalty(10, 0, 10, 0, 10, false));
        outcome.applied = AppliedLimit.of(CALLS);
        outcome.quota = new Quota(100, 0, 600L, NOW + 60_000, 0);

        assertThat(explain(outcome))
                .startsWith("pack_create cascades to api_call, which allows 100 in 1 min (token bucket): "
                        + "0 of 100 left, room again in 1 s; ");
    }

    @Test
    void anAllowedCheckNamesTheLevelThatIsNearestToItsEnd() {
        Outcome outcome = applied(AppliedLimit.of(CALLS));
        outcome.quota = new Quota(100, 2, 0L, NOW, 0);

        assertThat(explain(outcome))
                .isEqualTo(
                        "pack_create cascades to api_call, which allows 100 in 1 min (token bucket): 2 of 100 left.");
    }

    @Test
    void aRoleAndTheScoreShowTheirFactors() {
        Policy policy = PACKS.withRole("vip", 2).adaptiveTo(0.25);

        assertThat(explain(applied(AppliedLimit.of(PACKS.withRole("vip", 2), "vip", null, 0, 100))))
                .isEqualTo("pack_create allows 10 in 1 h (token bucket; 5 × 2 for the role)" + ROOM);
        assertThat(explain(applied(AppliedLimit.of(policy, "vip", null, 40, 100))))
                .isEqualTo("pack_create allows 7 in 1 h (token bucket; 5 × 2 for the role × 0.7 for the score)" + ROOM);
        assertThat(explain(applied(AppliedLimit.of(policy, null, null, 40, 100))))
                .isEqualTo("pack_create allows 3 in 1 h (token bucket; 5 × 0.7 for the score, rounded down)" + ROOM);
        assertThat(explain(applied(AppliedLimit.of(PACKS.withRole("guest", 0.1), "guest", null, 0, 100))))
                .isEqualTo("pack_create allows 1 in 1 h (token bucket; 5 × 0.1 for the role, at least 1)" + ROOM);
    }

    @Test
    void aLimitThatCannotBeMadeLargerSaysSo() {
        Policy sliding = Policy.of("pack_create", Limit.slidingWindow(5_000, Duration.ofHours(1)))
                .withRole("vip", 10);

        assertThat(explain(applied(AppliedLimit.of(sliding, "vip", null, 0, 100))))
                .contains("10000 in 1 h (sliding window; 5000 × 10 for the role, at most 10000)");
    }

    @Test
    void aBurstOfItsOwnShows() {
        Policy bursty = Policy.of("pack_create", Limit.tokenBucket(5, Duration.ofHours(1), 20));

        assertThat(explain(applied(AppliedLimit.of(bursty))))
                .isEqualTo("pack_create allows 5 in 1 h (token bucket, burst 20)" + ROOM);
    }

    @Test
    void anOwnLimitIsTheUsersOwn() {
        assertThat(explain(applied(AppliedLimit.of(PACKS, "vip", 50L, 40, 100))))
                .isEqualTo("pack_create allows 50 in 1 h (token bucket; this user's own limit)" + ROOM);
    }

    @Test
    void aShareDuringAnOutageNamesTheWholeAndTheBots() {
        Outcome outcome = applied(new AppliedLimit(
                "pack_create", Limit.tokenBucket(1, Duration.ofHours(1)), PACKS.limit(), 1, 1, null, 3));
        outcome.degraded = true;
        Outcome own = applied(new AppliedLimit(
                "pack_create", Limit.tokenBucket(16, Duration.ofHours(1)), PACKS.limit(), 1, 1, 50L, 3));

        assertThat(explain(outcome))
                .isEqualTo("pack_create allows 1 in 1 h (token bucket; 5 shared by 3 live bots, rounded down)" + ROOM
                        + " Decided in memory while the store is away.");
        assertThat(explain(own))
                .contains("16 in 1 h (token bucket; this user's own limit of 50 shared by 3 live bots, rounded down)");
    }

    @Test
    void aCostThatThisUsersLimitNeverHoldsIsNotPromisedRoom() {
        Outcome outcome = limited(new Penalty(10, 0, 10, 0, 10, false));
        outcome.quota = new Quota(3, 3, null, NOW, 0);
        CheckRequest dear = new CheckRequest("ann", "pack_create", 4, null);

        assertThat(Decisions.of(dear, outcome.build()).explanation())
                .contains("3 of 3 left and 4 were asked for, more than it ever holds for this user; violation 7")
                .doesNotContain("room again");
    }

    @Test
    void withinAGracePeriodAViolationAddsNothing() {
        assertThat(explain(limited(new Penalty(0, 3, 0, 70, 70, false))))
                .endsWith("; violation 7 of this user adds nothing in the user's grace period.");
    }

    @Test
    void aPolicyWithoutPointsIsNoGracePeriod() {
        Outcome outcome = limited(new Penalty(0, 3, 0, 70, 70, false));
        outcome.policy = PACKS.withPoints(0);

        assertThat(explain(outcome)).endsWith("; violation 7 of this user adds nothing to the score.");
    }

    @Test
    void aBlockSaysWhatEndsIt() {
        Outcome byHand = limited(new Penalty(10, 4, 30, 70, 100, true));
        byHand.block = new Block(NOW, null);
        Outcome byDecay = limited(new Penalty(10, 4, 30, 70, 100, true));
        byDecay.block = new Block(NOW, NOW + 3_600_000);

        assertThat(explain(byHand)).endsWith("70 + 30 = 100, now blocked until a moderator resets it.");
        assertThat(explain(byDecay))
                .endsWith("70 + 30 = 100, now blocked until 2026-03-05T15:00:00Z.")
                .doesNotContain("moderator");
    }

    @Test
    void aBlockedUserReadsTheSame() {
        Outcome outcome = new Outcome();
        outcome.reason = Reason.BLOCKED;
        outcome.score = 99.5;
        outcome.block = new Block(NOW - 60_000, NOW + 60_000);
        assertThat(explain(outcome))
                .isEqualTo("Blocked by the abuse score, now 99.5, since 2026-03-05T13:59:00Z, "
                        + "until 2026-03-05T14:01:00Z.");

        outcome.block = new Block(NOW - 60_000, null);
        assertThat(explain(outcome)).endsWith(", until a moderator resets it.");

        outcome.block = null;
        assertThat(explain(outcome)).isEqualTo("Blocked by the abuse score, now 99.5.");
    }

    @Test
    void aTrialNamesItselfAfterTheEnforcedFigures() {
        Outcome outcome = new Outcome();
        outcome.reason = Reason.SHADOWED;
        assertThat(explain(outcome))
                .isEqualTo("pack_create allows 5 in 1 h (token bucket)" + ROOM
                        + " A policy on trial would have denied it.");

        outcome.policy = null;
        outcome.applied = null;
        outcome.quota = null;
        assertThat(explain(outcome)).isEqualTo("A policy on trial would have denied it.");
    }

    @Test
    void aBlockOnTrialIsNoLimit() {
        Outcome outcome = new Outcome();
        outcome.reason = Reason.SHADOWED;
        outcome.block = new Block(NOW, null);

        assertThat(explain(outcome))
                .endsWith(" The abuse score would have blocked it, but blocks are only on trial.")
                .doesNotContain("policy on trial");
    }

    @Test
    void withoutAnEnforcedPolicyNothingIsClaimedAboutWhy() {
        Outcome outcome = new Outcome();
        outcome.reason = Reason.UNPOLICED;
        outcome.policy = null;
        outcome.quota = null;

        assertThat(explain(outcome)).isEqualTo("Action pack_create is not limited: no policy is enforced for it now.");
    }

    @Test
    void whileTheStoreIsAwayAClosedPolicyDeniesAndAnOpenOneAllows() {
        Outcome closed = new Outcome();
        closed.reason = Reason.OUTAGE;
        closed.policy = PACKS.onOutage(OnOutage.CLOSED);
        closed.quota = null;
        closed.degraded = true;
        Outcome open = new Outcome();
        open.policy = PACKS.onOutage(OnOutage.OPEN);
        open.degraded = true;

        assertThat(explain(closed))
                .isEqualTo("The store is away, and the policy of pack_create denies everything meanwhile.");
        assertThat(decide(closed).userMessage()).isEqualTo("This is not available right now. Try again later.");
        assertThat(explain(open))
                .isEqualTo("The store is away, and the policy of pack_create allows everything meanwhile.");
    }

    @Test
    void aBotForWhichTheDividedLimitLeavesNothingDoesNotBlameThePolicy() {
        Outcome outcome = new Outcome();
        outcome.reason = Reason.OUTAGE;
        outcome.quota = null;
        outcome.degraded = true;

        assertThat(explain(outcome))
                .isEqualTo("The store is away, and the limit of pack_create, divided among the live bots, "
                        + "leaves nothing for this one.");
    }

    @Test
    void anOpenPolicyLimitsAsAnyWhileTheStoreIsThere() {
        Outcome outcome = new Outcome();
        outcome.policy = PACKS.onOutage(OnOutage.OPEN);

        assertThat(explain(outcome)).isEqualTo("pack_create allows 5 in 1 h (token bucket)" + ROOM);
    }

    @Test
    void whateverIsDecidedInMemorySaysSo() {
        Outcome banned = new Outcome();
        banned.reason = Reason.BANNED;
        banned.ban = new Ban(NOW, null, "", "mod_lee");
        Outcome exempt = new Outcome();
        exempt.reason = Reason.EXEMPT;
        for (Outcome outcome : List.of(limited(new Penalty(10, 0, 10, 0, 10, false)), banned, exempt)) {
            assertThat(explain(outcome)).doesNotContain("store");
            outcome.degraded = true;
            assertThat(explain(outcome)).endsWith(" Decided in memory while the store is away.");
        }
    }
}
