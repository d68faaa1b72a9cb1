package dev.ratewarden.limiter;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one place that says which ids, actions, costs and places are acceptable. */
public final class Inputs {

    private static final int MAX_ID_BYTES = 128;
    private static final int MAX_WHERE_BYTES = 64;
    private static final int SHOWN = 40;
    private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");

    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    private Inputs() {}

    /** @throws InvalidRequestException unless 1 to 128 bytes of valid UTF-8 without control characters */
    public static String userId(String id) {
        return text("user id", id, 1, MAX_ID_BYTES);
    }

    /** @throws InvalidRequestException unless it matches {@code [a-z][a-z0-9_.-]{0,63}} */
    public static String action(String action) {
        given("action", action);
        if (!ACTION.matcher(action).matches()) {
            throw new InvalidRequestException(
                    "action %s: must match [a-z][a-z0-9_.-]{0,63}, such as pack_create".formatted(quote(action)));
        }
        return action;
    }

    /** @throws InvalidRequestException unless at least 1 */
    public static long cost(long cost) {
        if (cost < 1) {
            throw new InvalidRequestException("cost %d: must be a whole number of at least 1".formatted(cost));
        }
        return cost;
    }

    /** @throws InvalidRequestException if longer than 64 bytes or not valid text */
    public static @Nullable String where(@Nullable String where) {
        return where == null ? null : text("where", where, 0, MAX_WHERE_BYTES);
    }

    /** @throws InvalidRequestException unless 1 to 32 of letters, digits, {@code _ . -} */
    public static @Nullable String role(@Nullable String role) {
        if (role != null && !ROLE.matcher(role).matches()) {
            throw new InvalidRequestException(
                    "role %s: must be 1 to 32 letters, digits, _ . or -, such as vip".formatted(quote(role)));
        }
        return role;
    }

    private static void given(String what, @Nullable String value) {
        if (value == null) {
            throw new InvalidRequestException(what + ": must not be null");
        }
    }

    private static String text(String what, String value, int minBytes, int maxBytes) {
        given(what, value);
        // Nearly every id is plain ASCII, and this is on the way of every check.
        if (value.length() >= minBytes && value.length() <= maxBytes && isPrintableAscii(value)) {
            return value;
        }
        ByteBuffer utf8;
        try {
            utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw new InvalidRequestException("%s %s: not valid Unicode text".formatted(what, quote(value)));
        }
        if (utf8.remaining() < minBytes || utf8.remaining() > maxBytes) {
            throw new InvalidRequestException("%s %s: is %d bytes of UTF-8, must be %d to %d"
                    .formatted(what, quote(value), utf8.remaining(), minBytes, maxBytes));
        }
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidRequestException(
                    "%s %s: must not contain control characters".formatted(what, quote(value)));
        }
        return value;
    }

    private static boolean isPrintableAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** The input in quotes, shortened, with everything that could forge a line or hide itself escaped. */
    public static String quote(String value) {
        return '"' + Text.visible(value.length() > SHOWN ? beginning(value) + "…" : value) + '"';
    }

    private static String beginning(String value) {
        return value.substring(0, Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN);
    }
}
