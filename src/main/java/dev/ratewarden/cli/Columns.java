package dev.ratewarden.cli;

import dev.ratewarden.cli.Sheet.Column;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Csv;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is exported of each thing. Times are ISO-8601 UTC. */
final class Columns {
    private static final String FOR_GOOD = "never";

    private Columns() {}

    static List<Column<UserSummary>> users() {
        return List.of(
                column("id", UserSummary::id),
                column("name", UserSummary::name),
                column("tier", user -> user.tier().name()),
                column("score", UserSummary::score),
                column("violations", UserSummary::violations),
                column("lastAction", UserSummary::lastAction),
                column("lastViolationAt", user -> time(user.lastViolationAtMs())),
                column("lastSeenAt", user -> time(user.lastSeenAtMs())),
                column("bannedUntil", user -> end(user.ban(), Ban::untilMs)),
                column("banReason", user -> of(user.ban(), Ban::reason)),
                column("bannedBy", user -> of(user.ban(), Ban::operator)),
                column("blockedUntil", user -> end(user.block(), Block::untilMs)),
                column("exemptUntil", user -> end(user.exemption(), Exemption::untilMs)));
    }

    /** As import bans reads them: an empty end is for good. */
    static List<Column<UserSummary>> bans() {
        return List.of(
                column("id", UserSummary::id),
                column("reason", user -> of(user.ban(), Ban::reason)),
                column("until", user -> time(of(user.ban(), Ban::untilMs))),
                column("operator", user -> of(user.ban(), Ban::operator)),
                column("since", user -> time(of(user.ban(), Ban::sinceMs))),
                column("name", UserSummary::name));
    }

    static List<Column<SecurityEvent>> events() {
        return List.of(
                column("at", event -> time(event.atMs())),
                column("severity", event -> event.severity().name()),
                column("type", SecurityEvent::type),
                column("userId", SecurityEvent::userId),
                column("action", SecurityEvent::action),
                column("where", SecurityEvent::where),
                column("score", SecurityEvent::score),
                column("folded", SecurityEvent::folded),
                column("figures", SecurityEvent::figures));
    }

    static List<Column<AuditEntry>> audit() {
        return List.of(
                column("auditId", AuditEntry::id),
                column("at", entry -> time(entry.atMs())),
                column("type", entry -> entry.type().name()),
                column("userId", AuditEntry::userId),
                column("operator", AuditEntry::operator),
                column("login", AuditEntry::login),
                column("reason", AuditEntry::reason),
                column("until", entry -> time(entry.untilMs())),
                column("scoreBefore", AuditEntry::scoreBefore),
                column("scoreAfter", AuditEntry::scoreAfter),
                column("detail", AuditEntry::detail),
                column("undoes", AuditEntry::undoes));
    }

    private static <T> Column<T> column(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, value);
    }

    private static @Nullable String time(@Nullable Long atMs) {
        return atMs == null ? null : Csv.time(atMs);
    }

    private static <P, V> @Nullable V of(@Nullable P part, Function<P, @Nullable V> value) {
        return part == null ? null : value.apply(part);
    }

    private static <P> @Nullable String end(@Nullable P part, Function<P, @Nullable Long> untilMs) {
        if (part == null) {
            return null;
        }
        Long end = untilMs.apply(part);
        return end == null ? FOR_GOOD : time(end);
    }
}
