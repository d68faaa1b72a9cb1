package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.ActionRefusedException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words with which {@code act.lua} refuses, by what our exceptions say instead. */
public final class Refusals {

    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("is not tracked", "UNKNOWN");
        WORDS.put("is not known here", "UNKNOWN");
        WORDS.put("is not banned", "NOT_BANNED");
        WORDS.put("is not exempt", "NOT_EXEMPT");
        WORDS.put("no note", "NO_NOTE");
        WORDS.put("has no limit of its own", "NO_OVERRIDE");
        WORDS.put("64 limits of its own", "TOO_MANY");
        WORDS.put("not the latest action", "NOT_LATEST");
        WORDS.put("itself an undo", "IS_UNDO");
        WORDS.put("7 days", "TOO_OLD");
    }

    private Refusals() {}

    public static String word(ActionRefusedException refused) {
        String message = String.valueOf(refused.getMessage());
        return WORDS.entrySet().stream()
                .filter(word -> message.contains(word.getKey()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no word for: " + message, refused))
                .getValue();
    }
}
