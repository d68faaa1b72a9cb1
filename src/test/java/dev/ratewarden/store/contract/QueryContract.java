package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of users by exemption, and by what and where their latest violation was. */
public interface QueryContract extends StoreFixture {

    private static UserQuery latest(@Nullable String action, @Nullable String where) {
        return new UserQuery(null, null, false, null, false, action, where, 10);
    }

    private void checkAt(String where, int times, String user, String action) {
        for (int i = 0; i < times; i++) {
            store().limiter().check(new CheckRequest(user, action, 1, where));
        }
    }

    @Test
    default void theExemptAreListedWhileTheyAreWhateverTheirScoreIs() {
        onceADay("act");
        check(3, "denied", "act");
        exemptForGood("for-good");
        exempt("for-a-while", Duration.ofHours(1));
        exemptForGood("no-more");
        act("no-more", new ModeratorAction.Unexempt());
        UserQuery exempt = new UserQuery(null, null, false, null, true, null, null, 10);

        assertThat(ids(exempt)).containsExactlyInAnyOrder("for-good", "for-a-while");
        clock().advance(HOUR - 1);
        assertThat(ids(exempt)).hasSize(2);
        clock().advance(1);
        assertThat(ids(exempt)).containsExactly("for-good");
        assertThat(ids(new UserQuery(Tier.CAUTION, null, false, null, true, null, null, 10)))
                .isEmpty();
    }

    @Test
    default void anActionMeansThatOfTheLatestViolation() {
        onceADay("act");
        onceADay("dance");
        check(3, ANN, "act");
        check(2, BOB, "act");
        check(1, CID, "act");
        clock().advance(1);
        check(2, BOB, "dance");

        assertThat(ids(latest("act", null))).containsExactly(ANN);
        assertThat(ids(latest("dance", null))).containsExactly(BOB);
        assertThat(ids(latest("sing", null))).isEmpty();
    }

    @Test
    default void aPlaceMeansThatOfTheLatestViolation() {
        onceADay("act");
        checkAt("guild/ä \"1\"", 2, ANN, "act");
        checkAt("one", 2, BOB, "act");
        clock().advance(1);
        checkAt("two", 1, BOB, "act");
        check(2, CID, "act");

        assertThat(ids(latest(null, "guild/ä \"1\""))).containsExactly(ANN);
        assertThat(ids(latest(null, "one"))).isEmpty();
        assertThat(ids(latest("act", "two"))).containsExactly(BOB);
        assertThat(ids(latest("dance", "two"))).isEmpty();
    }

    @Test
    default void aPartOfAPlaceIsEnoughInLettersOfEitherCase() {
        onceADay("act");
        checkAt("Pixel-Packs/#market", 2, ANN, "act");
        checkAt("Pixel-Packs/#Ärger.*", 2, BOB, "act");
        checkAt("pixel", 2, CID, "act");

        assertThat(ids(latest(null, "#MARKET"))).containsExactly(ANN);
        assertThat(ids(latest(null, "packs/#"))).containsExactly(ANN, BOB);
        assertThat(ids(latest(null, "Ärger.*"))).as("no pattern").containsExactly(BOB);
        assertThat(ids(latest(null, ".*"))).containsExactly(BOB);
        assertThat(ids(latest(null, "#nowhere"))).isEmpty();
    }

    @Test
    default void filtersHoldTogether() {
        onceADay("act");
        checkAt("here", 6, "caution", "act");
        checkAt("here", 2, "normal", "act");
        banForGood("normal");
        clock().advance(HOUR);
        checkAt("here", 1, "normal", "act");

        assertThat(ids(new UserQuery(Tier.CAUTION, null, false, null, false, "act", "here", 10)))
                .containsExactly("caution");
        assertThat(ids(new UserQuery(null, null, true, null, false, "act", "here", 10)))
                .containsExactly("normal");
        assertThat(ids(new UserQuery(null, null, false, T0 + 1, false, "act", "here", 10)))
                .isEmpty();
        assertThat(ids(new UserQuery(null, null, false, T0, false, "act", "here", 10)))
                .containsExactly("caution", "normal");
    }

    @Test
    default void whoWasResetIsStillFoundByTheLatestViolation() {
        onceADay("act");
        checkAt("here", 2, ANN, "act");
        reset(ANN);
        assertThat(ids(latest("act", "here"))).containsExactly(ANN);
        act(ANN, new ModeratorAction.Reset(true));
        assertThat(ids(latest("act", "here"))).as("its history was cleared").isEmpty();
    }

    @Test
    default void aListOfASmallCommunityTellsExactlyHowManyMatch() {
        onceADay("act");
        for (int i = 0; i < 12; i++) {
            checkAt("here", 2, "user-" + i, "act");
        }
        for (UserQuery query : List.of(
                new UserQuery(null, null, false, null, false, "act", "here", 5),
                new UserQuery(null, null, false, T0, 5),
                UserQuery.all(5),
                UserQuery.tier(Tier.NORMAL, 20))) {
            UserList list = store().moderation().snapshot(query).users();
            assertThat(list.matching()).isEqualTo(12);
            assertThat(list.complete()).isTrue();
        }
    }

    /** Blocks outlast the scores of some; of the others one who is blocked is exempt, one was reset, and one is banned. */
    private void everyTier() {
        rules(new ScoreRules(100, 20, 10));
        onceADay("act");
        policies(
                new Policy("shout", Limit.slidingWindow(1, Duration.ofDays(1)), 80, false),
                new Policy("yell", Limit.slidingWindow(1, Duration.ofDays(1)), 100, false));
        for (int i = 0; i < 4; i++) {
            check(2, "faded-" + i, "yell");
        }
        clock().advance(6 * HOUR);
        for (int i = 0; i < 9; i++) {
            check(6, "blocked-" + i, "act");
            check(2, "warning-" + i, "shout");
            check(5, "caution-" + i, "act");
            check(2, "scored-" + i, "act");
            check(1, "calm-" + i, "act");
        }
        exemptForGood("blocked-1");
        reset("blocked-2");
        banForGood("warning-3");
    }

    @Test
    default void aShortPageHoldsTheWorstOfWhoIsAskedForAndTellsHowManyThereAre() {
        everyTier();
        List<UserSummary> everybody =
                store().moderation().snapshot(UserQuery.all(1_000)).users().users();
        assertThat(everybody).hasSize(49);
        List<@Nullable Tier> bounds = Arrays.asList(null, Tier.NORMAL, Tier.CAUTION, Tier.WARNING, Tier.BLOCKED);
        for (Tier min : bounds) {
            for (Tier max : bounds) {
                for (int limit : List.of(1, 2, 3, 8, 20)) {
                    UserQuery query = new UserQuery(min, max, false, null, limit);
                    List<UserSummary> expected =
                            everybody.stream().filter(query::matches).toList();
                    UserList list = store().moderation().snapshot(query).users();
                    assertThat(list.users())
                            .as(query.toString())
                            .isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
                    assertThat(list.matching()).as(query.toString()).isEqualTo(expected.size());
                    assertThat(list.complete()).as(query.toString()).isTrue();
                }
            }
        }
    }
}
