package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a community wants to be shown, so that nobody acts on the wrong one.
 *
 * @param name at most 32 characters; null if the operator has not said
 * @param environment what it is for; null likewise
 * @param colour {@code #rrggbb}; null likewise
 */
public record CommunityProfile(
        @Nullable String name,
        @Nullable Environment environment,
        @Nullable String colour) {

    public static final CommunityProfile UNNAMED = new CommunityProfile(null, null, null);

    /** What a community is for. */
    public enum Environment {
        PRODUCTION,
        STAGING,
        TEST,
        DEMO;

        /** Null for a word that is none of them. */
        public static @Nullable Environment of(String word) {
            for (Environment each : values()) {
                if (each.word().equals(word.toLowerCase(Locale.ROOT))) {
                    return each;
                }
            }
            return null;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks what an operator typed.
     *
     * @throws InvalidRequestException naming the part that is not acceptable
     */
    public CommunityProfile checked() {
        if (name != null && (name.isEmpty() || !Text.displayName(name).equals(name))) {
            throw new InvalidRequestException("name %s: must be 1 to 32 visible characters without spaces at the ends"
                    .formatted(Inputs.quote(name)));
        }
        if (colour != null && !colour.matches("#[0-9a-fA-F]{6}")) {
            throw new InvalidRequestException(
                    "colour %s: must be # and six hexadecimal digits, such as #3b82f6".formatted(Inputs.quote(colour)));
        }
        return this;
    }
}
