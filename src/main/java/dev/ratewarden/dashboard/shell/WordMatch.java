package dev.ratewarden.dashboard.shell;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether a few typed letters mean some words: each part begins a word, in any order, or all together are the words' first letters. */
final class WordMatch {

    /** What is not meant. */
    static final int NOT = Integer.MAX_VALUE;

    private static final String UN = "un";
    private static final int BEGINS = 0;
    private static final int WORDS = 1;
    private static final int UNDOES = 2;
    private static final int INITIALS = 3;

    private WordMatch() {}

    static boolean matches(String typed, String words) {
        return distance(typed, words) < NOT;
    }

    /** Small for what is more likely meant: words that begin as was typed come first. {@link #NOT} for what is not meant. */
    static int distance(String typed, String words) {
        List<String> parts = split(typed);
        List<String> names = split(words);
        if (String.join(" ", names).startsWith(String.join(" ", parts))) {
            return BEGINS;
        }
        if (parts.stream().allMatch(part -> names.stream().anyMatch(name -> name.startsWith(part)))) {
            return WORDS;
        }
        if (parts.stream()
                .allMatch(part -> names.stream().anyMatch(name -> name.startsWith(part) || undoes(name, part)))) {
            return UNDOES;
        }
        String initials = names.stream().map(name -> name.substring(0, 1)).collect(Collectors.joining());
        boolean initial = parts.size() == 1 && parts.getFirst().length() > 1 && initials.startsWith(parts.getFirst());
        return initial ? INITIALS : NOT;
    }

    /** Who looks for "ban" looks for "unban" as well. */
    private static boolean undoes(String name, String part) {
        return name.startsWith(UN) && name.startsWith(part, UN.length());
    }

    /** Without case and accents. */
    private static List<String> split(String words) {
        String plain = Normalizer.normalize(words, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return Arrays.stream(plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}%]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
