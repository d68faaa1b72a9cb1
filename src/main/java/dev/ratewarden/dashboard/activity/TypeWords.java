package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.moderation.AuditEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of events in words, and in groups for a menu. */
final class TypeWords {

    /** By name of the group; each type as a filter takes it. */
    static final Map<String, List<String>> GROUPS = groups();

    /** So many types, at the beginning, are what checks notice. */
    private static final int NOTICED = 3;

    private TypeWords() {}

    /** @param types as a filter takes them; none for any */
    static String of(Set<String> types) {
        return types.size() > 1
                ? text("activity.type.some", Figures.count(types.size()))
                : of(types.stream().findFirst().orElse(null));
    }

    /** @param type as a filter takes it; null for any */
    static String of(@Nullable String type) {
        if (type == null) {
            return text("activity.type.any");
        }
        if (type.endsWith("*")) {
            return text(EventTypes.isRateLimitExceeded(type) ? "activity.type.exceeded" : "activity.type.excessive");
        }
        String words = type.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("limits", new ArrayList<>(List.of(EventTypes.rateLimitExceeded("*"), "EXCESSIVE_*")));
        groups.put("moderators", new ArrayList<>());
        groups.put("store", new ArrayList<>());
        int seen = 0;
        for (String type : EventTypes.fixed().keySet()) {

            String group = seen++ < NOTICED ? "limits" : AuditEvents.isOne(type) ? "moderators" : "store";
            groups.getOrDefault(group, new ArrayList<>()).add(type);
        }
        return groups;
    }
}
