package dev.ratewarden.dashboard;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Words that read like English but are not it: accents on every letter, 40 % longer, between brackets that show what is cut off. */
final class PseudoLocale {

    static final char OPEN = '«';
    static final char CLOSE = '»';

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String ACCENTED = "áƀćďéƒǧĥíĵķĺɱńóþɋŕśţúṽŵẋýźÁƁĆĎÉƑǦĤÍĴĶĹṀŃÓÞɊŔŚŢÚṼŴẊÝŹ";
    private static final Map<Character, Character> LETTERS = new HashMap<>();
    private static final Pattern ARGUMENT = Pattern.compile("\\{[0-9]+}");

    static {
        for (int i = 0; i < PLAIN.length(); i++) {
            LETTERS.put(PLAIN.charAt(i), ACCENTED.charAt(i));
        }
    }

    private PseudoLocale() {}

    static String of(String pattern) {
        StringBuilder words = new StringBuilder().append(OPEN);
        var arguments = ARGUMENT.matcher(pattern);
        int at = 0;
        while (arguments.find()) {
            accent(pattern.substring(at, arguments.start()), words);
            words.append(arguments.group());
            at = arguments.end();
        }
        accent(pattern.substring(at), words);
        long letters = pattern.chars().filter(Character::isLetter).count();
        return words.append("éoſ".repeat((int) letters), 0, (int) Math.ceil(letters * 0.4))
                .append(CLOSE)
                .toString();
    }

    private static void accent(String plain, StringBuilder words) {
        for (char letter : plain.toCharArray()) {
            words.append(LETTERS.getOrDefault(letter, letter));
        }
    }
}
