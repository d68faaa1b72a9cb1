package dev.ratewarden.store;

import org.jspecify.annotations.Nullable;

/** Writes one JSON array, faster than a library that can do more. Used by one thread at a time. */
final class JsonText {

    private final StringBuilder text = new StringBuilder(160).append('[');
    private boolean first = true;

    private JsonText() {}

    /** An array whose first element names its kind. */
    JsonText(String kind) {
        add(kind);
    }

    static JsonText array() {
        return new JsonText();
    }

    JsonText add(long value) {
        next().append(value);
        return this;
    }

    JsonText add(double value) {
        next().append(value);
        return this;
    }

    JsonText add(boolean value) {
        next().append(value ? 1 : 0);
        return this;
    }

    JsonText add(@Nullable Long value) {
        next().append(value);
        return this;
    }

    JsonText add(@Nullable String value) {
        next();
        if (value == null) {
            text.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    /** Adds what is JSON already. */
    JsonText raw(String json) {
        next().append(json);
        return this;
    }

    String end() {
        return text.append(']').toString();
    }

    private StringBuilder next() {
        if (!first) {
            text.append(',');
        }
        first = false;
        return text;
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
