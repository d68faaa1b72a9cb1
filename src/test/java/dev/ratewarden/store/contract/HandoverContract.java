package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Note;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What moderators tell each other. */
public interface HandoverContract extends StoreFixture {

    private Handover told() {
        return store().moderation().handover();
    }

    private Handover tell(String operator, HandoverChange change) {
        return store().moderation().handover(change, operator);
    }

    @Test
    default void atFirstNobodyHasSaidAnything() {
        assertThat(told()).isEqualTo(new Handover(T0, null, List.of(), List.of()));
    }

    @Test
    default void aNoteIsPinnedForEverybodyUntilItIsTakenAway() {
        String text = "Raid ended.\nWatch \"pack_create\" / ä 👍";
        Handover after = tell("lee", new HandoverChange.Pin(text));
        assertThat(after.pinned()).isEqualTo(new Note(text, "lee", T0));
        clock().advance(400 * DAY);
        assertThat(told()).isEqualTo(new Handover(T0 + 400 * DAY, after.pinned(), List.of(), List.of()));

        tell("kim", new HandoverChange.Pin("All quiet"));
        assertThat(told().pinned()).isEqualTo(new Note("All quiet", "kim", T0 + 400 * DAY));
        assertThat(tell("kim", new HandoverChange.Pin("  ")).pinned()).isNull();
        assertThat(told().pinned()).isNull();
    }

    @Test
    default void aClaimEndsByItselfAfterHalfAnHour() {
        check(ANN, "dance");
        tell("lee at night", new HandoverChange.Claim(ANN));
        assertThat(told().claims()).containsExactly(new Handover.Claim(ANN, "lee at night", T0 + 30 * MINUTE));
        clock().advance(30 * MINUTE - 1);
        assertThat(told().claim(ANN)).isPresent();
        clock().advance(1);
        assertThat(told().claims()).isEmpty();
    }

    @Test
    default void aClaimIsTakenOverByAnybodyAndGivenUpByWhoeverHasIt() {
        check(ANN, "dance");
        check(BOB, "dance");
        tell("lee", new HandoverChange.Claim(ANN));
        clock().advance(MINUTE);
        tell("kim", new HandoverChange.Claim(BOB));
        assertThat(told().claims()).extracting(Handover.Claim::userId).containsExactly(ANN, BOB);
        tell("kim", new HandoverChange.Claim(ANN));
        assertThat(told().claim(ANN)).contains(new Handover.Claim(ANN, "kim", T0 + 31 * MINUTE));

        tell("lee", new HandoverChange.Release(BOB));
        assertThat(tell("lee", new HandoverChange.Release(ANN)).claims())
                .as("lee did not know that kim took over")
                .extracting(Handover.Claim::operator)
                .containsExactly("kim", "kim");
        tell("kim", new HandoverChange.Release(BOB));
        assertThat(tell("kim", new HandoverChange.Release(ANN)).claims()).isEmpty();
        assertThat(tell("kim", new HandoverChange.Release(ANN)).claims())
                .as("once more is no mistake")
                .isEmpty();
    }

    @Test
    default void aReviewHoldsUntilTheNextViolation() {
        onceADay("act");
        check(3, ANN, "act");
        tell("lee", HandoverChange.Review.of(summary(ANN)));
        assertThat(told().reviews()).containsExactly(new Handover.Review(ANN, "lee", T0, 2));
        assertThat(told().isReviewed(summary(ANN))).isTrue();

        check(1, ANN, "act");
        assertThat(told().isReviewed(summary(ANN))).isFalse();
        clock().advance(1);
        tell("kim", HandoverChange.Review.of(summary(ANN)));
        assertThat(told().reviews()).containsExactly(new Handover.Review(ANN, "kim", T0 + 1, 3));
        assertThat(tell("lee", new HandoverChange.Unreview(ANN)).reviews()).isEmpty();
    }

    @Test
    default void aViolationThatNobodySawIsNotReviewed() {
        onceADay("act");
        check(3, ANN, "act");
        var seen = summary(ANN);
        check(1, ANN, "act");
        tell("lee", HandoverChange.Review.of(seen));
        assertThat(told().reviews()).containsExactly(new Handover.Review(ANN, "lee", T0, 2));
        assertThat(told().isReviewed(summary(ANN))).isFalse();
    }

    @Test
    default void aReviewSpeaksOfNoViolationsThatAreYetToCome() {
        onceADay("act");
        check(3, ANN, "act");
        tell("lee", new HandoverChange.Review(ANN, 100));
        assertThat(told().isReviewed(summary(ANN))).isTrue();
        check(1, ANN, "act");
        assertThat(told().isReviewed(summary(ANN))).isFalse();
    }

    @Test
    default void aReviewOfLongAgoIsForgotten() {
        check(ANN, "dance");
        tell("lee", new HandoverChange.Review(ANN, 9));
        clock().advance(29 * DAY);
        check(ANN, "dance");
        clock().advance(DAY - 1);
        assertThat(told().reviews()).hasSize(1);
        clock().advance(1);
        assertThat(told().reviews()).isEmpty();
    }

    @Test
    default void nobodyLooksAfterSomebodyWhoIsNotTracked() {
        for (HandoverChange change : List.of(new HandoverChange.Review(ANN, 9), new HandoverChange.Claim(ANN))) {
            assertThatThrownBy(() -> tell("lee", change))
                    .isInstanceOf(ActionRefusedException.class)
                    .hasMessageContaining(ANN);
        }
        assertThat(told()).isEqualTo(new Handover(T0, null, List.of(), List.of()));
    }

    @Test
    default void whoIsForgottenIsNotSpokenOfAnyMore() {
        onceADay("act");
        check(3, ANN, "act");
        tell("lee", new HandoverChange.Claim(ANN));
        tell("lee", new HandoverChange.Review(ANN, 9));
        act(ANN, new ModeratorAction.Forget());
        assertThat(told()).isEqualTo(new Handover(T0, null, List.of(), List.of()));
        check(2, ANN, "act");
        assertThat(told()).isEqualTo(new Handover(T0, null, List.of(), List.of()));
    }

    @Test
    default void aVisitTellsWhenThisModeratorWasHereBefore() {
        assertThat(store().moderation().visit("lee")).isNull();
        clock().advance(HOUR);
        assertThat(store().moderation().visit("lee")).isEqualTo(T0);
        assertThat(store().moderation().visit("lee at night")).isNull();
        clock().advance(HOUR);
        assertThat(store().moderation().visit("lee")).isEqualTo(T0 + HOUR);
        assertThat(told())
                .as("nobody is told of the others")
                .isEqualTo(new Handover(T0 + 2 * HOUR, null, List.of(), List.of()));
        clock().advance(90 * DAY);
        assertThat(store().moderation().visit("lee")).as("too long ago").isNull();
    }

    @Test
    default void whatIsSaidLeavesNoTrace() {
        check(ANN, "dance");
        var before = detail(ANN);
        tell("lee", new HandoverChange.Claim(ANN));
        tell("lee", new HandoverChange.Review(ANN, 9));
        store().moderation().visit("lee");
        assertThat(detail(ANN)).isEqualTo(before);
        assertThat(store().moderation().audit(10)).isEmpty();
        assertThat(allEvents()).isEmpty();
    }
}
