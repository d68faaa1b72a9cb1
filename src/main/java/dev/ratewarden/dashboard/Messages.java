package dev.ratewarden.dashboard;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The window's words, from {@code messages.properties}; keys read like {@code users.table.column.score}. Thread-safe. */
public final class Messages {

    private static final ResourceBundle BUNDLE =
            ResourceBundle.getBundle("dev.ratewarden.dashboard.messages", Locale.getDefault());

    private Messages() {}

    /**
     * @param arguments for {@code {0}}, {@code {1}}, …; numbers already written for people
     * @throws java.util.MissingResourceException if the bundle has no such key
     */
    public static String text(String key, Object... arguments) {
        String pattern = BUNDLE.getString(key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, Locale.ROOT).format(arguments);
    }
}
