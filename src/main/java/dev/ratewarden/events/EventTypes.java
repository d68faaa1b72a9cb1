package dev.ratewarden.events;

import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The names of all events, and how urgent each is. */
public final class EventTypes {

    public static final String USER_AUTO_BLOCKED = "USER_AUTO_BLOCKED";
    public static final String HIGH_ABUSE_SCORE_LIMIT = "HIGH_ABUSE_SCORE_LIMIT";
    public static final String COORDINATED_ABUSE = "COORDINATED_ABUSE";

    public static final String USER_RESET = "USER_RESET";
    public static final String USER_BANNED = "USER_BANNED";
    public static final String USER_UNBANNED = "USER_UNBANNED";
    public static final String USER_EXEMPTED = "USER_EXEMPTED";
    public static final String USER_UNEXEMPTED = "USER_UNEXEMPTED";
    public static final String USER_NOTED = "USER_NOTED";
    public static final String USER_LIMIT_CHANGED = "USER_LIMIT_CHANGED";
    public static final String USER_FORGOTTEN = "USER_FORGOTTEN";
    public static final String ACTION_UNDONE = "ACTION_UNDONE";
    public static final String POLICY_CHANGED = "POLICY_CHANGED";
    public static final String SCORE_RULES_CHANGED = "SCORE_RULES_CHANGED";
    public static final String ENFORCEMENT_CHANGED = "ENFORCEMENT_CHANGED";

    public static final String STORE_OUTAGE_ENTERED = "STORE_OUTAGE_ENTERED";
    public static final String STORE_OUTAGE_LEFT = "STORE_OUTAGE_LEFT";
    public static final String STORE_EMPTIED = "STORE_EMPTIED";
    public static final String UNREADABLE_RECORD = "UNREADABLE_RECORD";
    public static final String CHECK_LOG_STOPPED = "CHECK_LOG_STOPPED";
    public static final String CHECK_LOG_RESUMED = "CHECK_LOG_RESUMED";
    public static final String EVENTS_DROPPED = "EVENTS_DROPPED";
    public static final String INDEX_REPAIRED = "INDEX_REPAIRED";
    public static final String AUDIT_TRAIL_BROKEN = "AUDIT_TRAIL_BROKEN";
    public static final String ARCHIVE_FAILED = "ARCHIVE_FAILED";

    private static final String EXCEEDED = "RATE_LIMIT_EXCEEDED_";
    private static final String EXCESSIVE = "EXCESSIVE_";
    private static final String ATTEMPTS = "_ATTEMPTS";

    private static final Map<String, Severity> SEVERITIES = new LinkedHashMap<>();

    static {
        SEVERITIES.put(USER_AUTO_BLOCKED, Severity.CRITICAL);
        SEVERITIES.put(HIGH_ABUSE_SCORE_LIMIT, Severity.CRITICAL);
        SEVERITIES.put(COORDINATED_ABUSE, Severity.EMERGENCY);
        SEVERITIES.put(USER_RESET, Severity.INFO);
        SEVERITIES.put(USER_BANNED, Severity.INFO);
        SEVERITIES.put(USER_UNBANNED, Severity.INFO);
        SEVERITIES.put(USER_EXEMPTED, Severity.INFO);
        SEVERITIES.put(USER_UNEXEMPTED, Severity.INFO);
        SEVERITIES.put(USER_NOTED, Severity.INFO);
        SEVERITIES.put(USER_LIMIT_CHANGED, Severity.INFO);
        SEVERITIES.put(USER_FORGOTTEN, Severity.INFO);
        SEVERITIES.put(ACTION_UNDONE, Severity.INFO);
        SEVERITIES.put(POLICY_CHANGED, Severity.INFO);
        SEVERITIES.put(SCORE_RULES_CHANGED, Severity.WARNING);
        SEVERITIES.put(ENFORCEMENT_CHANGED, Severity.WARNING);
        SEVERITIES.put(STORE_OUTAGE_ENTERED, Severity.WARNING);
        SEVERITIES.put(STORE_OUTAGE_LEFT, Severity.INFO);
        SEVERITIES.put(STORE_EMPTIED, Severity.EMERGENCY);
        SEVERITIES.put(UNREADABLE_RECORD, Severity.WARNING);
        SEVERITIES.put(CHECK_LOG_STOPPED, Severity.WARNING);
        SEVERITIES.put(CHECK_LOG_RESUMED, Severity.INFO);
        SEVERITIES.put(EVENTS_DROPPED, Severity.WARNING);
        SEVERITIES.put(INDEX_REPAIRED, Severity.WARNING);
        SEVERITIES.put(AUDIT_TRAIL_BROKEN, Severity.EMERGENCY);
        SEVERITIES.put(ARCHIVE_FAILED, Severity.WARNING);
    }

    private EventTypes() {}

    /** Whether it tells that a user was denied, by a limit or as blocked: what goes on as long as the user does. */
    public static boolean isDenial(String type) {
        return type.startsWith(EXCEEDED) || type.equals(HIGH_ABUSE_SCORE_LIMIT);
    }

    /** A check was denied by a limit. */
    public static String rateLimitExceeded(String action) {
        return EXCEEDED + action.toUpperCase(Locale.ROOT);
    }

    /** More than ten violations of one action in a user's history. */
    public static String excessiveAttempts(String action) {
        return EXCESSIVE + action.toUpperCase(Locale.ROOT) + ATTEMPTS;
    }

    public static boolean isRateLimitExceeded(String type) {
        return type.startsWith(EXCEEDED);
    }

    public static boolean isExcessive(String type) {
        return type.startsWith(EXCESSIVE) && type.endsWith(ATTEMPTS);
    }

    /** Every type but the two that carry an action's name, with its severity. */
    public static Map<String, Severity> fixed() {
        return java.util.Collections.unmodifiableMap(SEVERITIES);
    }

    /** Whether any event is called so, or begins so where there is a star behind it. */
    public static boolean isKnown(String type) {
        if (!type.endsWith("*")) {
            return SEVERITIES.containsKey(type) || isRateLimitExceeded(type) || isExcessive(type);
        }
        String beginning = type.substring(0, type.length() - 1);
        return Stream.concat(SEVERITIES.keySet().stream(), Stream.of(EXCEEDED, EXCESSIVE))
                .anyMatch(known -> known.startsWith(beginning) || beginning.startsWith(known));
    }

    /** WARNING for a type that is not known here. */
    public static Severity severity(String type) {
        return SEVERITIES.getOrDefault(type, Severity.WARNING);
    }
}
