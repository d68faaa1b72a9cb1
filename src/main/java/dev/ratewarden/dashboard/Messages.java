package dev.ratewarden.dashboard;

import java.text.MessageFormat;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The window's words, from {@code messages.properties} and a file for each page; keys read like {@code users.table.column.score}.
 * Thread-safe.
 */
public final class Messages {

    private static final String ROOM = "dev.ratewarden.dashboard.";
    private static final List<String> BUNDLES = List.of(
            "messages",
            "words.user",
            "words.users",
            "words.activity",
            "words.policies",
            "words.connections",
            "words.settings",
            "words.charts",
            "words.handover");
    private static final Map<String, String> WORDS = read(Locale.getDefault());
    private static volatile UnaryOperator<String> translation = UnaryOperator.identity();

    private Messages() {}

    private static Map<String, String> read(Locale locale) {
        Map<String, String> words = new HashMap<>();
        for (String name : BUNDLES) {
            ResourceBundle bundle = ResourceBundle.getBundle(ROOM + name, locale);
            bundle.keySet().forEach(key -> words.put(key, bundle.getString(key)));
        }
        return words;
    }

    static Set<String> keys() {
        return Collections.unmodifiableSet(WORDS.keySet());
    }

    /** For tests: how every text is changed before its arguments come into it. */
    static void translate(UnaryOperator<String> pattern) {
        translation = pattern;
    }

    /**
     * @param arguments for {@code {0}}, {@code {1}}, …; numbers already written for people
     * @throws MissingResourceException if there are no such words
     */
    public static String text(String key, Object... arguments) {
        String pattern = WORDS.get(key);
        if (pattern == null) {
            throw new MissingResourceException("no words for " + key, Messages.class.getName(), key);
        }
        String words = translation.apply(pattern);
        return arguments.length == 0 ? words : new MessageFormat(words, Locale.ROOT).format(arguments);
    }
}
