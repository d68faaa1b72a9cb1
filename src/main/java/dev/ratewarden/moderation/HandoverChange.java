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

    /** Not any more; takes away anybody's claim. */
    record Release(String userId) implements HandoverChange {}

    /** Looked at, until the next violation. */
    record Review(String userId) implements HandoverChange {}

    /** To be looked at again. */
    record Unreview(String userId) implements HandoverChange {}
}
