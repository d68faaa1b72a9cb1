package dev.ratewarden.moderation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What moderators tell each other beside the audit trail, as of one reading.
 *
 * @param nowMs the store's clock at the reading
 * @param pinned the community's pinned note; null if there is none
 * @param claims who looks after whom now, earliest end first
 * @param reviews users somebody has looked at, and at how many violations; see {@link Review#covers} for whether that still holds
 */
public record Handover(long nowMs, @Nullable Note pinned, List<Claim> claims, List<Review> reviews) {

    /** Nobody has said anything. */
    public static final Handover EMPTY = new Handover(0, null, List.of(), List.of());

    /** How long "I'm on it" lasts, ms. */
    public static final long CLAIM_MS = 30 * 60_000L;

    public Handover {
        claims = List.copyOf(claims);
        reviews = List.copyOf(reviews);
    }

    /**
     * "I'm on it."
     *
     * @param untilMs when it ends by itself, epoch ms
     */
    public record Claim(String userId, String operator, long untilMs) {}

    /**
     * Somebody has looked at a user; it holds until the next violation.
     *
     * @param atMs when, epoch ms
     * @param violations how many violations the user had ever had then
     */
    public record Review(String userId, String operator, long atMs, long violations) {

        /** With more violations the user was not looked at since; with fewer it is somebody else who came back under that id. */
        public boolean covers(UserSummary user) {
            return userId.equals(user.id()) && violations == user.violations();
        }
    }

    public Optional<Claim> claim(String userId) {
        return claims.stream().filter(one -> one.userId().equals(userId)).findFirst();
    }

    /** Whether somebody has looked at the user since the latest violation. */
    public boolean isReviewed(UserSummary user) {
        return reviews.stream().anyMatch(one -> one.covers(user));
    }
}
