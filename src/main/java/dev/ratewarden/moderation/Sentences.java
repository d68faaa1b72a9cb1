package dev.ratewarden.moderation;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Text;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence what happened, for people: what a check noticed, what an instance met, and what a moderator did. Whatever comes
 * from strangers is shown, never obeyed. Immutable. Times are shown in one zone.
 */
public final class Sentences {

    private static final long HOUR_MS = 3_600_000;
    private static final String SOMEBODY = "somebody";
    private static final String REMOVED = "-";

    private final Explanations times;

    public Sentences(ZoneId zone) {
        this.times = new Explanations(zone);
    }

    /**
     * Such as {@code mira_42 was blocked: the score reached 100 with pack_create}, and for how many more it stands.
     *
     * @param user what its user is called, as it may be shown; empty where it is about none
     * @param nowMs the store's clock
     * @param types what kind an entry of the audit trail was, by its id, as far as it is known; for what was taken back
     */
    public String event(
            SecurityEvent event, String user, long nowMs, Function<String, AuditEntry.@Nullable Type> types) {
        return single(event, user, nowMs, types) + more(event);
    }

    /** The same without that. */
    public String single(
            SecurityEvent event, String user, long nowMs, Function<String, AuditEntry.@Nullable Type> types) {
        AuditEntry.Type act = AuditEvents.type(event.type());
        return act == null
                ? noticed(event, user.isEmpty() ? SOMEBODY : user)
                : audit(AuditEvents.entry(event, act), user, nowMs, types);
    }

    /** What goes behind the sentence on an event that stands for more: {@code  (55 more like it)}; empty for one that does not. */
    public static String more(SecurityEvent event) {
        return event.folded() == 0 ? "" : " (" + Explanations.grouped(event.folded()) + " more like it)";
    }

    private String noticed(SecurityEvent event, String user) {
        String action = event.action() == null ? "an action" : Text.visible(event.action());
        String score = Explanations.number(event.score());
        Map<String, String> figures = event.figures();
        if (EventTypes.isRateLimitExceeded(event.type())) {
            return "%s went over the limit of %s: score %s".formatted(user, action, score);
        }
        if (EventTypes.isExcessive(event.type())) {
            return "%s has met the limit of %s more than ten times: score %s".formatted(user, action, score);
        }
        return switch (event.type()) {
            case EventTypes.USER_AUTO_BLOCKED ->
                "%s was blocked: the score reached %s with %s".formatted(user, score, action);
            case EventTypes.HIGH_ABUSE_SCORE_LIMIT ->
                "%s is blocked and keeps asking for %s: score %s".formatted(user, action, score);
            case EventTypes.COORDINATED_ABUSE -> raid(figures, action);
            default -> met(event.type(), figures);
        };
    }

    private static String raid(Map<String, String> figures, String action) {
        String young = figure(figures, "newAccounts");
        return "%s users met the limit of %s%s%s"
                .formatted(
                        figure(figures, "users"),
                        action,
                        span(figures.get("windowMs")),
                        young.equals("0") || young.equals("?") ? "" : ", " + young + " of them new accounts");
    }

    private static String span(@Nullable String windowMs) {
        return windowMs != null && windowMs.matches("[1-9][0-9]{2,12}")
                ? " within " + Durations.words(Long.parseLong(windowMs))
                : "";
    }

    /** What an instance, or the one that watches, has to say of itself. */
    private static String met(String type, Map<String, String> figures) {
        String instance = figures.containsKey("instance") ? figure(figures, "instance") : "A bot";
        return switch (type) {
            case EventTypes.STORE_OUTAGE_ENTERED ->
                instance + " lost the store and decides by itself" + colon(figures, "cause");
            case EventTypes.STORE_OUTAGE_LEFT ->
                "%s has the store back; it decided %s checks itself".formatted(instance, figure(figures, "checks"));
            case EventTypes.STORE_EMPTIED -> "The store was found empty: somebody or something removed its data";
            case EventTypes.UNREADABLE_RECORD ->
                "%s records could not be read"
                        .formatted(figures.containsKey("entries") ? figure(figures, "entries") : "Some");
            case EventTypes.CHECK_LOG_STOPPED -> instance + " stopped logging checks" + colon(figures, "reason");
            case EventTypes.CHECK_LOG_RESUMED ->
                "%s logs checks again; %s were not logged".formatted(instance, figure(figures, "dropped"));
            case EventTypes.EVENTS_DROPPED ->
                figures.containsKey("events")
                        ? "%s events did not reach %s".formatted(figure(figures, "events"), figure(figures, "sink"))
                        : "Events did not reach " + figure(figures, "sink") + colon(figures, "reason");
            case EventTypes.INDEX_REPAIRED ->
                "The lists of users were put in order: %s added, %s taken out"
                        .formatted(figure(figures, "added"), figure(figures, "removed"));
            case EventTypes.AUDIT_TRAIL_BROKEN -> "The audit trail is broken" + colon(figures, "reason");
            case EventTypes.ARCHIVE_FAILED -> "The audit trail could not be archived" + colon(figures, "reason");
            default -> Text.visible(type.toLowerCase(Locale.ROOT).replace('_', ' '));
        };
    }

    /** Such as {@code mod_lee banned mira_42 for 24 hours: raid}; with the parameters of {@link #event}. */
    public String audit(AuditEntry entry, String named, long nowMs, Function<String, AuditEntry.@Nullable Type> types) {
        String user = named.isEmpty() ? SOMEBODY : named;
        String by = entry.operator().isEmpty() ? SOMEBODY : Text.visible(entry.operator());
        Long until = entry.untilMs();
        String detail = entry.detail() == null ? "" : entry.detail();
        String did = switch (entry.type()) {
            case RESET -> "reset " + user;
            case BAN -> "banned " + user + lasting(entry);
            case UNBAN ->
                "unbanned " + user + (until == null ? "" : ", with a grace period until " + times.time(until, nowMs));
            case EXEMPT -> "exempted " + user + lasting(entry);
            case UNEXEMPT -> "ended the exemption of " + user;
            case NOTE ->
                detail.isEmpty()
                        ? "removed the note about " + user
                        : "noted about " + user + ": " + Text.visible(detail.replace('\n', ' '));
            case OVERRIDE -> limit(detail, user);
            case FORGET -> "removed everything about " + user + " but the audit trail";
            case UNDO ->
                "took back " + undone(entry.undoes() == null ? null : types.apply(entry.undoes())) + " " + user;
            case POLICY -> policy(detail);
            case RULES -> "changed the rules of the score";
            case ENFORCEMENT -> "turned the switch over all policies to " + Text.visible(detail);
        };
        return by + " " + did + (entry.reason().isEmpty() ? "" : ": " + Text.visible(entry.reason()));
    }

    private static String undone(AuditEntry.@Nullable Type type) {
        return switch (type) {
            case RESET -> "the reset of";
            case BAN -> "the ban of";
            case UNBAN -> "the unban of";
            case EXEMPT -> "the exemption of";
            case UNEXEMPT -> "the end of the exemption of";
            case NOTE -> "the change of the note about";
            case OVERRIDE -> "the change of a limit of";
            case null, default -> "an earlier action on";
        };
    }

    private static String lasting(AuditEntry entry) {
        Long until = entry.untilMs();
        return until == null ? " for good" : " for " + length(Math.max(1_000, until - entry.atMs()));
    }

    private static String length(long ms) {
        if (ms % HOUR_MS != 0) {
            return Durations.words(ms);
        }
        long hours = ms / HOUR_MS;
        return hours > 48 && hours % 24 == 0 ? plural(hours / 24, "day") : plural(hours, "hour");
    }

    private static String plural(long count, String unit) {
        return Explanations.grouped(count) + ' ' + unit + (count == 1 ? "" : "s");
    }

    private static String limit(String detail, String user) {
        int gap = detail.lastIndexOf(' ');
        if (gap < 0) {
            return "changed a limit of " + user;
        }
        String action = Text.visible(detail.substring(0, gap));
        String figure = detail.substring(gap + 1);
        return figure.equals(REMOVED)
                ? "took away the own limit of %s for %s".formatted(user, action)
                : "set the limit of %s for %s to %s".formatted(user, action, Text.visible(figure));
    }

    private static String policy(String detail) {
        int gap = detail.indexOf(' ');
        if (gap < 0) {
            return "changed a policy";
        }
        String done = detail.substring(gap + 1).equals(REMOVED) ? "removed the policy " : "changed the policy ";
        return done + Text.visible(detail.substring(0, gap));
    }

    private static String colon(Map<String, String> figures, String name) {
        return figures.containsKey(name) ? ": " + figure(figures, name) : "";
    }

    private static String figure(Map<String, String> figures, String name) {
        return Text.visible(figures.getOrDefault(name, "?"));
    }
}
