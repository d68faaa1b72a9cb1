package dev.ratewarden.dashboard.shell;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether a few typed letters mean some words: each part begins a word, in any order, or all together are the words' first letters. */
final class WordMatch {

    private static final String UN = "un";

    private WordMatch() {}

    static boolean matches(String typed, String words) {
        List<String> parts = split(typed);
        List<String> names = split(words);
        if (parts.stream().allMatch(part -> names.stream().anyMatch(name -> means(part, name)))) {
            return true;
        }
        String initials = names.stream().map(name -> name.substring(0, 1)).collect(Collectors.joining());
        return parts.size() == 1 && parts.getFirst().length() > 1 && initials.startsWith(parts.getFirst());
    }

    /** Who looks for "ban" looks for "unban" as well. */
    private static boolean means(String part, String name) {
        return name.startsWith(part) || (name.startsWith(UN) && name.startsWith(part, UN.length()));
    }

    /** Without case and accents. */
    private static List<String> split(String words) {
        String plain = Normalizer.normalize(words, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return Arrays.stream(plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}%]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
