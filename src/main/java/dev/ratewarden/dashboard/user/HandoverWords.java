package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.handover.ClaimMark;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.Handover.Review;
import dev.ratewarden.moderation.UserSummary;

/** Who looks after a user, and who has looked at it, in words. */
final class HandoverWords {

    private HandoverWords() {}

    /** Such as {@code mod_lee is on it, 12 min left}; empty if nobody is. */
    static String of(HandoverViewModel handover, UserSummary user, Times times) {
        Claim on = handover.claim(user.id());
        Review looked = handover.review(user);
        String claim = on == null ? "" : ClaimMark.words(on, handover.nowMs(), handover.operator());
        String review = looked == null ? "" : review(looked, handover, times);
        return claim.isEmpty() || review.isEmpty() ? claim + review : claim + text("handover.and") + review;
    }

    private static String review(Review review, HandoverViewModel handover, Times times) {
        return text("handover.reviewed", Text.visible(review.operator()), times.at(review.atMs(), handover.nowMs()));
    }
}
