package dev.ratewarden.events;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened: a check noticed it, a moderator did it, or an instance met it.
 *
 * @param atMs when, epoch ms
 * @param type one of {@link EventTypes}
 * @param severity how urgent
 * @param userId whom it is about; null if no single user
 * @param action what was asked for; null if nothing
 * @param where the guild or channel; null if the bot named none
 * @param score the user's score then
 * @param folded how many like it, not written since the last one of its kind about this user, it stands for; 0 for none
 * @param figures what else it tells, such as {@code operator}, {@code reason} or {@code checks}, in the order of their names; secrets in
 *     them are {@linkplain Secrets#masked masked}
 */
public record SecurityEvent(
        long atMs,
        String type,
        Severity severity,
        @Nullable String userId,
        @Nullable String action,
        @Nullable String where,
        double score,
        long folded,
        Map<String, String> figures) {

    /** From the least urgent to the most. */
    public enum Severity {
        /** For the record. */
        INFO,
        /** Somebody went too far, or something did not go as it should. */
        WARNING,
        /** Somebody should look today. */
        CRITICAL,
        /** Several people should look now. */
        EMERGENCY
    }

    public SecurityEvent {
        if (figures.isEmpty()) {
            figures = Map.of();
        } else {
            Map<String, String> masked = new TreeMap<>();
            figures.forEach((name, value) -> masked.put(name, Secrets.masked(value)));
            figures = Collections.unmodifiableMap(masked);
        }
    }

    /** The same at another time. */
    public SecurityEvent at(long ms) {
        return new SecurityEvent(ms, type, severity, userId, action, where, score, folded, figures);
    }

    /** The same, which stands for so many more. */
    public SecurityEvent standingForMore(long others) {
        return others == 0
                ? this
                : new SecurityEvent(atMs, type, severity, userId, action, where, score, folded + others, figures);
    }

    /** An event that tells nothing more. */
    public SecurityEvent(
            long atMs,
            String type,
            Severity severity,
            @Nullable String userId,
            @Nullable String action,
            @Nullable String where,
            double score,
            long folded) {
        this(atMs, type, severity, userId, action, where, score, folded, Map.of());
    }
}
