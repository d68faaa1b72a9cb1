package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.Handover.Review;
import dev.ratewarden.moderation.UserSummary;

/** Who looks after a user, and who has looked at it, in words. */
final class ShiftWords {

    private static final long MINUTE_MS = 60_000;

    private ShiftWords() {}

    /** Such as {@code mod_lee is on it, 12 min left}; empty if nobody is. */
    static String of(Shift shift, UserSummary user, Times times) {
        Claim on = shift.claim(user.id());
        Review looked = shift.review(user);
        String claim = on == null ? "" : claim(on, shift);
        String review = looked == null ? "" : review(looked, shift, times);
        return claim.isEmpty() || review.isEmpty() ? claim + review : claim + text("shift.and") + review;
    }

    private static String claim(Claim claim, Shift shift) {
        String left = Figures.count((shift.leftMs(claim) + MINUTE_MS - 1) / MINUTE_MS);
        return claim.operator().equals(shift.operator())
                ? text("shift.claim.mine", left)
                : text("shift.claim", Text.visible(claim.operator()), left);
    }

    private static String review(Review review, Shift shift, Times times) {
        return text("shift.reviewed", Text.visible(review.operator()), times.at(review.atMs(), shift.nowMs()));
    }
}
