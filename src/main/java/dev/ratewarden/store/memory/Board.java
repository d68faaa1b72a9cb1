package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.Handover.Review;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Note;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What moderators tell each other. Thread-safe: everything is done under this object's monitor, and a user's monitor inside it. */
final class Board {

    private static final long REVIEW_MS = Duration.ofDays(30).toMillis();
    private static final long VISIT_MS = Duration.ofDays(90).toMillis();
    private static final int MOST_USERS = 500;
    private static final int MOST_VISITS = 300;

    private final Users users;
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, Review> reviews = new HashMap<>();
    private final Map<String, Long> visits = new HashMap<>();
    private @Nullable Note pinned;

    Board(Users users) {
        this.users = users;
    }

    synchronized Handover read(long nowMs) {
        claims.values().removeIf(claim -> claim.untilMs() <= nowMs || violations(claim.userId()) == null);
        reviews.values().removeIf(review -> review.atMs() <= nowMs - REVIEW_MS || isOfAnother(review));
        return new Handover(
                nowMs,
                pinned,
                claims.values().stream()
                        .sorted(Comparator.comparingLong(Claim::untilMs).thenComparing(Claim::userId))
                        .toList(),
                reviews.values().stream()
                        .sorted(Comparator.comparing(Review::userId))
                        .toList());
    }

    /** Who was forgotten may be back, with fewer violations than were looked at. */
    private boolean isOfAnother(Review review) {
        Long violations = violations(review.userId());
        return violations == null || violations < review.violations();
    }

    synchronized Handover change(HandoverChange change, String operator, long nowMs) {
        switch (change) {
            case HandoverChange.Pin pin -> pinned = pin.text().isEmpty() ? null : new Note(pin.text(), operator, nowMs);
            case HandoverChange.Claim claim -> {
                requireTracked(claim.userId());
                claims.put(claim.userId(), new Claim(claim.userId(), operator, nowMs + Handover.CLAIM_MS));
                keepLatest(claims, MOST_USERS, Claim::untilMs);
            }
            case HandoverChange.Release release ->
                claims.computeIfPresent(
                        release.userId(), (id, claim) -> claim.operator().equals(operator) ? null : claim);
            case HandoverChange.Review review -> {
                long violations = Math.min(review.violationsSeen(), requireTracked(review.userId()));
                reviews.put(review.userId(), new Review(review.userId(), operator, nowMs, violations));
                keepLatest(reviews, MOST_USERS, Review::atMs);
            }
            case HandoverChange.Unreview unreview -> reviews.remove(unreview.userId());
        }
        return read(nowMs);
    }

    synchronized @Nullable Long visit(String operator, long nowMs) {
        visits.values().removeIf(atMs -> atMs <= nowMs - VISIT_MS);
        Long before = visits.put(operator, nowMs);
        keepLatest(visits, MOST_VISITS, Long::longValue);
        return before;
    }

    private long requireTracked(String userId) {
        Long violations = violations(Inputs.userId(userId));
        if (violations == null) {
            throw ActionRefusedException.unknown(userId);
        }
        return violations;
    }

    /** Ever; null if the user is not tracked. */
    private @Nullable Long violations(String userId) {
        UserState user = users.get(userId);
        if (user == null) {
            return null;
        }
        synchronized (user) {
            return user.isTracked() && !user.gone ? (Long) user.violations() : null;
        }
    }

    private static <T> void keepLatest(Map<String, T> kept, int most, ToLongFunction<T> time) {
        while (kept.size() > most) {
            kept.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> time.applyAsLong(entry.getValue())))
                    .ifPresent(oldest -> kept.remove(oldest.getKey()));
        }
    }
}
