package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people see: lists in their order, filters that count, minutes, quotas, names and finding. */
public interface OverviewContract extends StoreFixture {

    @Test
    default void usersComeHighestScoreFirstThenLatestViolationThenSeenThenId() {
        onceADay("act");
        check(2, BOB, "act");
        clock().advance(1_000);
        check(2, CID, "act");
        check(2, ANN, "act");
        check(3, "top", "act");
        check(1, "calm-2", "act");
        check(1, "calm-1", "act");
        clock().advance(1_000);
        check(1, "calm-3", "act");

        assertThat(ids(UserQuery.all(100))).containsExactly("top", ANN, CID, BOB, "calm-3", "calm-1", "calm-2");
    }

    @Test
    default void aCutListSaysHowManyMatch() {
        for (int i = 0; i < 45; i++) {
            check(1, "user-" + i, "dance");
        }
        UserList list = store().moderation().snapshot(UserQuery.all(10)).users();
        assertThat(list.users()).hasSize(10);
        assertThat(list.matching()).isEqualTo(45);
    }

    @Test
    default void listsFilterByTierBanAndTime() {
        onceADay("act");
        check(5, "caution", "act");
        check(1, "normal", "act");
        banForGood("banned");
        clock().advance(HOUR);
        driveToBlock("blocked");

        assertThat(ids(UserQuery.highAbuse(10))).containsExactly("blocked", "caution");
        assertThat(ids(UserQuery.tier(Tier.CAUTION, 10))).containsExactly("caution");
        assertThat(ids(UserQuery.tier(Tier.BLOCKED, 10))).containsExactly("blocked");
        assertThat(ids(UserQuery.tier(Tier.NORMAL, 10))).containsExactlyInAnyOrder("normal", "banned");
        assertThat(ids(UserQuery.banned(10))).containsExactly("banned");
        assertThat(ids(new UserQuery(null, null, false, T0 + HOUR, 10))).containsExactly("blocked");
        assertThat(ids(new UserQuery(null, null, false, T0, 10))).containsExactly("blocked", "caution");
        UserList high = store().moderation().snapshot(UserQuery.highAbuse(1)).users();
        assertThat(high.users()).hasSize(1);
        assertThat(high.matching()).isEqualTo(2);
    }

    @Test
    default void aBlockedUserWhoseScoreDecayedStaysInTheListOfTheBlocked() {
        rules(new ScoreRules(100, 20, 10));
        driveToBlock(ANN);
        clock().advance(6 * HOUR);

        assertThat(ids(UserQuery.tier(Tier.BLOCKED, 10))).containsExactly(ANN);
        assertThat(ids(UserQuery.highAbuse(10))).containsExactly(ANN);
        assertThat(ids(UserQuery.tier(Tier.NORMAL, 10))).isEmpty();
    }

    @Test
    default void highAbuseCountsScoresNowThoughNobodyWasChecked() {
        rules(new ScoreRules(1_000, 75, 2));
        policies(new Policy("act", Limit.slidingWindow(1, Duration.ofDays(1)), 51, false));
        check(2, ANN, "act");
        clock().advance(HOUR / 2);
        assertThat(snapshot().statistics().highAbuse()).as("exactly 50").isEqualTo(1);
        clock().advance(1);
        assertThat(snapshot().statistics().highAbuse()).isZero();
        assertThat(ids(UserQuery.highAbuse(10))).isEmpty();
    }

    @Test
    default void minutesCountWhatHappenedInThem() {
        onceADay("act");
        check(3, ANN, "act");
        clock().set(T0 + MINUTE - 1);
        check(1, BOB, "dance");
        clock().set(T0 + 3 * MINUTE);
        check(1, ANN, "act");

        assertThat(snapshot().minutes())
                .containsExactly(
                        new MinuteCount(T0, 2, 2, 2, new Gauges(0, 0, 0)),
                        new MinuteCount(T0 + 3 * MINUTE, 0, 1, 1, new Gauges(2, 0, 0)));
    }

    @Test
    default void gaugesShowTheCommunityAsTheMinuteBegan() {
        driveToBlock(ANN);
        check(4, BOB, "storm");
        check(1, CID, "storm");
        check(1, "d", "storm");
        clock().advance(MINUTE);
        driveToBlock("e");

        assertThat(snapshot().minutes().getLast().gauges()).isEqualTo(new Gauges(4, 1, 1));
    }

    @Test
    default void minutesGoBackOneHour() {
        check(1, ANN, "dance");
        clock().advance(59 * MINUTE);
        check(1, ANN, "dance");
        assertThat(snapshot().minutes()).extracting(MinuteCount::startMs).containsExactly(T0, T0 + 59 * MINUTE);

        clock().advance(MINUTE);
        check(1, ANN, "dance");
        assertThat(snapshot().minutes())
                .extracting(MinuteCount::startMs)
                .containsExactly(T0 + 59 * MINUTE, T0 + 60 * MINUTE);
    }

    @Test
    default void quotasShowEachLimitThatIsNotFull() {
        Policy bucket = Policy.of("bucket", Limit.tokenBucket(10, Duration.ofSeconds(10)));
        Policy window = Policy.of("window", Limit.slidingWindow(3, Duration.ofHours(1)));
        policies(bucket, window, Policy.of("unused", Limit.slidingWindow(3, Duration.ofHours(1))));
        check(ANN, "bucket", 2);
        check(ANN, "window", 3);

        assertThat(detail(ANN).quotas())
                .containsExactly(
                        new ActionQuota(window, AppliedLimit.of(window), quota(3, 0, HOUR, T0 + HOUR)),
                        new ActionQuota(bucket, AppliedLimit.of(bucket), quota(10, 8, 0, T0 + 2_000)));
        clock().advance(1_999);
        assertThat(detail(ANN).quotas()).hasSize(2);
        clock().advance(1);
        assertThat(detail(ANN).quotas()).extracting(it -> it.policy().action()).containsExactly("window");
    }

    @Test
    default void quotasShowWhatIsLeftNotWhatACheckWouldLeave() {
        limit("act", Limit.fixedWindow(2, Duration.ofMinutes(1)));
        check(ANN, "act");
        Quota now = detail(ANN).quotas().getFirst().quota();
        assertThat(now.remaining()).isEqualTo(1);
        assertThat(now.retryAfterMs()).isZero();
        assertThat(now.resetAtMs()).isEqualTo(T0 + MINUTE);
    }

    @Test
    default void describeNamesTrackedUsersOnlyAndSaysWhich() {
        check(ANN, "dance");
        assertThat(store().limiter().describe(Map.of(ANN, "mira_42", BOB, "nobody")))
                .containsExactly(ANN);

        assertThat(summary(ANN).name()).isEqualTo("mira_42");
        assertThat(store().moderation().user(BOB)).isEmpty();
        assertThat(snapshot().statistics().usersTracked()).isEqualTo(1);
        assertThat(snapshot().users().users().getFirst().name()).isEqualTo("mira_42");
    }

    @Test
    default void namesAreCleanedAndCut() {
        check(ANN, "dance");
        describe(ANN, "\u202Eevil\u200B\u0007 name\u2066 ");
        assertThat(summary(ANN).name()).isEqualTo("evil name");
        describe(ANN, "👩‍👩‍👧‍👦".repeat(3) + "x".repeat(100));
        assertThat(summary(ANN).name()).isNotNull().doesNotContain("\u200D");
        describe(ANN, "y".repeat(100));
        assertThat(summary(ANN).name()).isEqualTo("y".repeat(32));
    }

    @Test
    default void anEmptyNameRemovesIt() {
        check(ANN, "dance");
        describe(ANN, "mira");
        describe(ANN, "\u200B ");
        assertThat(summary(ANN).name()).isNull();
        assertThat(found("mira")).isEmpty();
    }

    @Test
    default void findGivesTheExactIdFirstThenNamesByPrefixInOrder() {
        for (String user : new String[] {"mi", ANN, BOB, CID, "d", "e"}) {
            check(user, "dance");
        }
        store().limiter().describe(Map.of(ANN, "Mira", BOB, "mike", CID, "MIRA", "d", "Emil", "e", "Ömi", "mi", "zoe"));

        assertThat(found("mi")).containsExactly("mi", BOB, ANN, CID);
        assertThat(found("MIRA")).containsExactly(ANN, CID);
        assertThat(found("ö")).containsExactly("e");
        assertThat(found("zo")).containsExactly("mi");
        assertThat(found(BOB)).containsExactly(BOB);
        assertThat(found(BOB.substring(0, 10))).as("ids by their whole only").isEmpty();
        assertThat(found("il")).as("no middles").isEmpty();
        assertThat(store().moderation().find("mi", 2))
                .extracting(UserSummary::id)
                .containsExactly("mi", BOB);
    }

    @Test
    default void aUserWhoseIdAndNameMatchIsFoundOnce() {
        check("mira", "dance");
        describe("mira", "Mira");
        assertThat(found("mira")).containsExactly("mira");
    }

    @Test
    default void aNewNameReplacesTheOldOneWhenFinding() {
        check(ANN, "dance");
        describe(ANN, "mira");
        describe(ANN, "lena");
        assertThat(found("mira")).isEmpty();
        assertThat(found("lena")).containsExactly(ANN);
    }

    @Test
    default void namesAreFoundForManyIdsAtOnce() {
        onceADay("act");
        check(ANN, "act");
        check(BOB, "act");
        describe(ANN, "Ann Lee");
        assertThat(store().moderation().names(List.of(ANN, BOB, CID, ANN))).isEqualTo(Map.of(ANN, "Ann Lee"));
    }

    private void describe(String user, String name) {
        store().limiter().describe(Map.of(user, name));
    }

    private List<String> found(String text) {
        return store().moderation().find(text, 50).stream().map(UserSummary::id).toList();
    }
}
