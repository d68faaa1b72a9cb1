package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.UserSummary;
import org.jspecify.annotations.Nullable;

/** Who looks after a user, and who has looked at it, in words. */
final class ShiftWords {

    private static final long MINUTE_MS = 60_000;

    private ShiftWords() {}

    /** Such as {@code mod_lee is on it, 12 min left}; empty if nobody is. */
    static String of(@Nullable Handover handover, UserSummary user, String operator, Times times) {
        if (handover == null) {
            return "";
        }
        String claim = handover.claim(user.id())
                .filter(one -> one.untilMs() > handover.nowMs())
                .map(one -> claim(one, handover.nowMs(), operator))
                .orElse("");
        String review = review(handover, user, times);
        return claim.isEmpty() || review.isEmpty() ? claim + review : claim + text("shift.and") + review;
    }

    private static String claim(Handover.Claim claim, long nowMs, String operator) {
        String left = Figures.count((claim.untilMs() - nowMs + MINUTE_MS - 1) / MINUTE_MS);
        return claim.operator().equals(operator)
                ? text("shift.claim.mine", left)
                : text("shift.claim", Text.visible(claim.operator()), left);
    }

    private static String review(Handover handover, UserSummary user, Times times) {
        if (!handover.isReviewed(user)) {
            return "";
        }
        return handover.reviews().stream()
                .filter(one -> one.userId().equals(user.id()))
                .findFirst()
                .map(one ->
                        text("shift.reviewed", Text.visible(one.operator()), times.at(one.atMs(), handover.nowMs())))
                .orElse("");
    }
}
