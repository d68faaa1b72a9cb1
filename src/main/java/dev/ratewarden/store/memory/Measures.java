package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.moderation.Note;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What moderators have laid down for a user. Immutable, so that an undo has only to bring back the earlier ones.
 *
 * @param overrides the user's own limits, by action
 * @param graceUntilMs until when violations add nothing to the score; null for no such time
 */
record Measures(
        @Nullable Ban ban,
        @Nullable Exemption exemption,
        @Nullable Note note,
        Map<String, Long> overrides,
        @Nullable Long graceUntilMs) {

    static final Measures NONE = new Measures(null, null, null, Map.of(), null);

    Measures withBan(@Nullable Ban changed) {
        return new Measures(changed, exemption, note, overrides, graceUntilMs);
    }

    Measures withExemption(@Nullable Exemption changed) {
        return new Measures(ban, changed, note, overrides, graceUntilMs);
    }

    Measures withNote(@Nullable Note changed) {
        return new Measures(ban, exemption, changed, overrides, graceUntilMs);
    }

    /** @param limit null to take it away */
    Measures withOverride(String action, @Nullable Long limit) {
        Map<String, Long> changed = new TreeMap<>(overrides);
        if (limit == null) {
            changed.remove(action);
        } else {
            changed.put(action, limit);
        }
        return new Measures(ban, exemption, note, Collections.unmodifiableMap(changed), graceUntilMs);
    }

    Measures withGrace(@Nullable Long untilMs) {
        return new Measures(ban, exemption, note, overrides, untilMs);
    }

    @Nullable
    Ban banAt(long nowMs) {
        return ban != null && ban.activeAt(nowMs) ? ban : null;
    }

    @Nullable
    Exemption exemptionAt(long nowMs) {
        return exemption != null && exemption.activeAt(nowMs) ? exemption : null;
    }

    @Nullable
    Long graceAt(long nowMs) {
        return graceUntilMs != null && nowMs < graceUntilMs ? graceUntilMs : null;
    }

    /** Whether a user may not be dropped because of them. */
    boolean keepAt(long nowMs) {
        return note != null || !overrides.isEmpty() || banAt(nowMs) != null || exemptionAt(nowMs) != null;
    }
}
