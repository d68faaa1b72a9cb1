package dev.ratewarden.moderation;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An entry of the audit trail is an event as well: it is written once, in the trail, and told among the events. */
public final class AuditEvents {

    private static final Map<AuditEntry.Type, String> TYPES = Map.ofEntries(
            Map.entry(AuditEntry.Type.RESET, EventTypes.USER_RESET),
            Map.entry(AuditEntry.Type.BAN, EventTypes.USER_BANNED),
            Map.entry(AuditEntry.Type.UNBAN, EventTypes.USER_UNBANNED),
            Map.entry(AuditEntry.Type.EXEMPT, EventTypes.USER_EXEMPTED),
            Map.entry(AuditEntry.Type.UNEXEMPT, EventTypes.USER_UNEXEMPTED),
            Map.entry(AuditEntry.Type.NOTE, EventTypes.USER_NOTED),
            Map.entry(AuditEntry.Type.OVERRIDE, EventTypes.USER_LIMIT_CHANGED),
            Map.entry(AuditEntry.Type.FORGET, EventTypes.USER_FORGOTTEN),
            Map.entry(AuditEntry.Type.UNDO, EventTypes.ACTION_UNDONE),
            Map.entry(AuditEntry.Type.POLICY, EventTypes.POLICY_CHANGED),
            Map.entry(AuditEntry.Type.RULES, EventTypes.SCORE_RULES_CHANGED),
            Map.entry(AuditEntry.Type.ENFORCEMENT, EventTypes.ENFORCEMENT_CHANGED));

    private static final Map<String, AuditEntry.Type> BY_NAME =
            TYPES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private AuditEvents() {}

    /** Whether events of this type are entries of the audit trail. */
    public static boolean isOne(String type) {
        return BY_NAME.containsKey(type);
    }

    /** Which action an event of this type tells of; null if it is no entry of the audit trail. */
    public static AuditEntry.@Nullable Type type(String eventType) {
        return BY_NAME.get(eventType);
    }

    /** The entry that such an event tells of, without the score before it, which events do not carry. */
    static AuditEntry entry(SecurityEvent event, AuditEntry.Type type) {
        Map<String, String> figures = event.figures();
        String until = figures.getOrDefault("untilMs", "");
        return new AuditEntry(
                figures.getOrDefault("auditId", ""),
                event.atMs(),
                type,
                event.userId(),
                figures.getOrDefault("operator", ""),
                figures.getOrDefault("login", ""),
                figures.getOrDefault("reason", ""),
                until.matches("[0-9]{1,15}") ? (Long) Long.parseLong(until) : null,
                event.score(),
                event.score(),
                figures.get("detail"),
                figures.get("undoes"));
    }

    public static SecurityEvent of(AuditEntry entry) {
        String type = TYPES.getOrDefault(entry.type(), entry.type().name());
        Map<String, String> figures = new TreeMap<>();
        figures.put("auditId", entry.id());
        figures.put("operator", entry.operator());
        put(figures, "login", entry.login());
        put(figures, "reason", entry.reason());
        put(figures, "untilMs", entry.untilMs());
        put(figures, "detail", entry.detail());
        put(figures, "undoes", entry.undoes());
        return new SecurityEvent(
                entry.atMs(),
                type,
                EventTypes.severity(type),
                entry.userId(),
                action(entry),
                null,
                entry.scoreAfter(),
                0,
                figures);
    }

    private static void put(Map<String, String> figures, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            figures.put(name, value.toString());
        }
    }

    /** An own limit and a policy concern one action. */
    private static @Nullable String action(AuditEntry entry) {
        String detail = entry.detail();
        boolean named = entry.type() == AuditEntry.Type.OVERRIDE || entry.type() == AuditEntry.Type.POLICY;
        return named && detail != null ? detail.split(" ", 2)[0] : null;
    }
}
