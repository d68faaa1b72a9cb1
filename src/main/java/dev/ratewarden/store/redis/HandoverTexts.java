package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.Handover.Review;
import dev.ratewarden.moderation.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the hash in which moderators tell each other something. What cannot be read, or is over, is left out. */
final class HandoverTexts {

    private static final long REVIEW_MS = Duration.ofDays(30).toMillis();

    /** A clock that was set back explains no more. */
    private static final long AHEAD_MS = Duration.ofDays(1).toMillis();

    /** How far a claim's end may be ahead of the longest there is: a failover may lead to a clock that is behind. */
    private static final long SLACK_MS = 60_000;

    private HandoverTexts() {}

    static Handover read(Map<String, String> hash, long nowMs) {
        String pinned = hash.get("pinned");
        List<Claim> claims = new ArrayList<>();
        List<Review> reviews = new ArrayList<>();
        hash.forEach((field, value) -> {
            if (field.startsWith("claim:")) {
                add(claims, StoredJson.orNull(() -> claim(field.substring("claim:".length()), value, nowMs)));
            } else if (field.startsWith("review:")) {
                add(reviews, StoredJson.orNull(() -> review(field.substring("review:".length()), value, nowMs)));
            }
        });
        claims.sort(Comparator.comparingLong(Claim::untilMs).thenComparing(Claim::userId));
        reviews.sort(Comparator.comparing(Review::userId));
        return new Handover(nowMs, pinned == null ? null : note(pinned), claims, reviews);
    }

    private static @Nullable Note note(String json) {
        Note note = Records.note(json);
        return note == null || note.text().isBlank() ? null : note;
    }

    /** {@code <until> <operator>}. */
    private static @Nullable Claim claim(String userId, String value, long nowMs) {
        String[] parts = parts(value, 2);
        long until = StoredJson.time(parts[0]);
        // What would last longer was said before the clock went back, or by somebody else.
        boolean holds = until > nowMs && until <= nowMs + Handover.CLAIM_MS + SLACK_MS;
        return holds ? new Claim(Inputs.userId(userId), parts[1], until) : null;
    }

    /** {@code <at> <violations> <operator>}. */
    private static @Nullable Review review(String userId, String value, long nowMs) {
        String[] parts = parts(value, 3);
        long at = StoredJson.time(parts[0]);
        long violations = StoredJson.time(parts[1]);
        boolean holds = at > nowMs - REVIEW_MS && at < nowMs + AHEAD_MS;
        return holds ? new Review(Inputs.userId(userId), parts[2], at, violations) : null;
    }

    private static String[] parts(String value, int count) {
        String[] parts = value.split(" ", count);
        if (parts.length < count || parts[count - 1].isBlank()) {
            throw new StoredJson.UnreadableException("too little");
        }
        return parts;
    }

    private static <T> void add(List<T> all, @Nullable T one) {
        if (one != null) {
            all.add(one);
        }
    }
}
