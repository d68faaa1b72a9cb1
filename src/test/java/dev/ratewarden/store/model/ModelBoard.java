package dev.ratewarden.store.model;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Note;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What moderators tell each other; nothing is ever removed, but what is over is not told. */
final class ModelBoard {

    private static final long DAY_MS = 86_400_000;

    private final Map<String, ModelUser> users;
    private final Map<String, Handover.Claim> claims = new TreeMap<>();
    private final Map<String, Handover.Review> reviews = new TreeMap<>();
    private final Map<String, Long> visits = new HashMap<>();
    private @Nullable Note pinned;

    ModelBoard(Map<String, ModelUser> users) {
        this.users = users;
    }

    Handover read(long nowMs) {
        return new Handover(
                nowMs,
                pinned,
                claims.values().stream()
                        .filter(claim -> claim.untilMs() > nowMs)
                        .sorted(Comparator.comparingLong(Handover.Claim::untilMs))
                        .toList(),
                reviews.values().stream()
                        .filter(review -> nowMs - review.atMs() < 30 * DAY_MS)
                        .toList());
    }

    Handover change(HandoverChange change, String operator, long nowMs) {
        switch (change) {
            case HandoverChange.Pin pin -> pinned = pin.text().isEmpty() ? null : new Note(pin.text(), operator, nowMs);
            case HandoverChange.Claim claim ->
                claims.put(
                        tracked(claim.userId()).id,
                        new Handover.Claim(claim.userId(), operator, nowMs + Handover.CLAIM_MS));
            case HandoverChange.Release release ->
                claims.values()
                        .removeIf(claim -> claim.userId().equals(release.userId())
                                && claim.operator().equals(operator));
            case HandoverChange.Review review ->
                reviews.put(
                        review.userId(),
                        new Handover.Review(
                                review.userId(),
                                operator,
                                nowMs,
                                Math.min(review.violationsSeen(), tracked(review.userId()).violations)));
            case HandoverChange.Unreview unreview -> reviews.remove(unreview.userId());
        }
        return read(nowMs);
    }

    @Nullable
    Long visit(String operator, long nowMs) {
        Long before = visits.put(operator, nowMs);
        return before == null || nowMs - before >= 90 * DAY_MS ? null : before;
    }

    void forget(String userId) {
        claims.remove(userId);
        reviews.remove(userId);
    }

    private ModelUser tracked(String userId) {
        ModelUser user = users.get(userId);
        if (user == null) {
            throw new ActionRefusedException("user \"%s\" is not tracked".formatted(userId));
        }
        return user;
    }
}
