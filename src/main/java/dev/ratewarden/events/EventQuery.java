package dev.ratewarden.events;

import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list, newest first.
 *
 * @param minSeverity this and more urgent; null for any
 * @param type a type, or the beginning of types with a star behind it, such as {@code RATE_LIMIT_EXCEEDED_*}; null for any
 * @param userId about this user; null for any
 * @param sinceMs not before this, epoch ms; null for any
 * @param untilMs before this, epoch ms; null for any
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record EventQuery(
        @Nullable Severity minSeverity,
        @Nullable String type,
        @Nullable String userId,
        @Nullable Long sinceMs,
        @Nullable Long untilMs,
        int limit) {

    public static final int MAX_LIMIT = 100_000;

    private static final Pattern TYPE = Pattern.compile("[A-Z0-9_.-]{0,128}\\*?");

    /** @throws InvalidRequestException naming what cannot be */
    public EventQuery {
        if (type != null) {
            type = type.toUpperCase(Locale.ROOT);
            if (type.isEmpty() || !TYPE.matcher(type).matches()) {
                throw new InvalidRequestException(
                        "type %s: must be a type of event, such as USER_AUTO_BLOCKED, or its beginning and a star, such as RATE_LIMIT_EXCEEDED_*"
                                .formatted(Inputs.quote(type)));
            }
        }
        if (userId != null) {
            Inputs.userId(userId);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequestException("limit %d: must be 1 to %d".formatted(limit, MAX_LIMIT));
        }
    }

    /** The latest of all kinds. */
    public static EventQuery latest(int limit) {
        return new EventQuery(null, null, null, null, null, limit);
    }

    public boolean matches(SecurityEvent event) {
        return (minSeverity == null || event.severity().compareTo(minSeverity) >= 0)
                && (type == null || isOfType(event.type()))
                && (userId == null || userId.equals(event.userId()))
                && (sinceMs == null || event.atMs() >= sinceMs)
                && (untilMs == null || event.atMs() < untilMs);
    }

    private boolean isOfType(String eventType) {
        String wanted = java.util.Objects.requireNonNull(type);
        return wanted.endsWith("*")
                ? eventType.startsWith(wanted.substring(0, wanted.length() - 1))
                : eventType.equals(wanted);
    }
}
