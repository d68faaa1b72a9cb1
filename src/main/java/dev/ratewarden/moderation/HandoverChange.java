package dev.ratewarden.moderation;

import dev.ratewarden.limiter.InvalidRequestException;

/** One thing that a moderator tells the others. Nothing of it changes what a user may do. */
public sealed interface HandoverChange {

    /** Pins a note for the whole community in place of the one that is there; an empty text takes it away. */
    record Pin(String text) implements HandoverChange {

        private static final int MAX_TEXT = 500;

        /** @throws InvalidRequestException if it is too long */
        public Pin {
            text = text.strip();
            if (text.length() > MAX_TEXT) {
                throw new InvalidRequestException(
                        "pinned note: must be at most %d characters, and has %d".formatted(MAX_TEXT, text.length()));
            }
        }
    }

    /** "I'm on it", for {@link Handover#CLAIM_MS}; takes over from somebody else. */
    record Claim(String userId) implements HandoverChange {}

    /** Not any more. Somebody else's claim stays: whoever took over keeps it. */
    record Release(String userId) implements HandoverChange {}

    /**
     * Looked at, until the next violation.
     *
     * @param violationsSeen how many the user had ever had in what the moderator saw, 0 and more. One that came since is not looked at;
     *     the store keeps what the user has where that is fewer.
     */
    record Review(String userId, long violationsSeen) implements HandoverChange {

        /** @throws InvalidRequestException if it is less than 0 */
        public Review {
            if (violationsSeen < 0) {
                throw new InvalidRequestException("violations seen: must be 0 or more, and is " + violationsSeen);
            }
        }

        /** Of a user as it was seen. */
        public static Review of(UserSummary seen) {
            return new Review(seen.id(), seen.violations());
        }
    }

    /** To be looked at again. */
    record Unreview(String userId) implements HandoverChange {}
}
