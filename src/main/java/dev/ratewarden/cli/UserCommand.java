package dev.ratewarden.cli;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Note;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;

@Command(
        name = "user",
        description =
                "Everything about one user: score, ban, block, exemption, note, what is left of each limit, moderators' actions.",
        footer = {"", "Example: ratewarden user 123456"})
final class UserCommand extends SingleUserCommand {

    UserCommand(Session session) {
        super(session);
    }

    @Override
    Report run(Community community, Settings settings) {
        UserDetail user = require(community.moderation(settings.operator()));
        return Report.ok(UserJson.detail(user), text(user));
    }

    private static String text(UserDetail user) {
        List<String> parts = new ArrayList<>();
        parts.add(Words.user(user.summary()));
        parts.add(standing(user).toString());
        if (!user.quotas().isEmpty()) {
            parts.add("");
            parts.add(quotas(user).toString());
        }
        if (!user.audit().isEmpty()) {
            parts.add("");
            parts.add(audit(user).toString());
        }
        return String.join(System.lineSeparator(), parts);
    }

    private static Table standing(UserDetail user) {
        UserSummary summary = user.summary();
        Table table = new Table("", "")
                .row("Score", "%s, %s".formatted(Words.score(summary.score()), summary.tier()))
                .row("Violations", Words.count(summary.violations()))
                .row("Last action", Words.orDash(summary.lastAction()))
                .row("Last violation", Words.ago(user.nowMs(), summary.lastViolationAtMs()))
                .row("Last seen", Words.ago(user.nowMs(), summary.lastSeenAtMs()))
                .row("Last reset", Words.ago(user.nowMs(), user.resetAtMs()));
        inForce(user, table);
        return table;
    }

    /** What the score or a moderator decided about the user. */
    private static void inForce(UserDetail user, Table table) {
        long nowMs = user.nowMs();
        Block block = user.summary().block();
        if (block != null) {
            String end = block.untilMs() == null ? "until a moderator resets it" : Words.until(nowMs, block.untilMs());
            table.row("Blocked by score", end);
        }
        Ban ban = user.summary().ban();
        if (ban != null) {
            table.row("Banned", act(Words.until(nowMs, ban.untilMs()), ban.operator(), ban.reason()));
        }
        Exemption exemption = user.summary().exemption();
        if (exemption != null) {
            String end = Words.until(nowMs, exemption.untilMs());
            table.row("Exempt", act(end, exemption.operator(), exemption.reason()));
        }
        if (user.graceUntilMs() != null) {
            table.row("Grace period", Words.until(nowMs, user.graceUntilMs()) + ": violations add nothing");
        }
        new TreeMap<>(user.overrides())
                .forEach((action, limit) -> table.row("Own limit", action + " " + Words.count(limit)));
        Note note = user.note();
        if (note != null) {
            String by = " (%s, %s)".formatted(Words.orDash(note.operator()), Words.ago(nowMs, note.atMs()));
            table.row("Note", Words.orDash(note.text()) + by);
        }
    }

    private static String act(String end, String operator, String reason) {
        return "%s by %s: %s".formatted(end, Words.orDash(operator), Words.orDash(reason));
    }

    private static Table quotas(UserDetail user) {
        Table table = new Table("LIMIT OF", ">LEFT", ">OF", "STRATEGY", "FULL AGAIN IN", "NOTE");
        for (ActionQuota each : user.quotas()) {
            table.row(
                    each.policy().action(),
                    Words.count(each.quota().remaining()),
                    Words.count(each.quota().limit()),
                    each.policy().limit().strategy().label(),
                    Words.waiting(Math.max(0, each.quota().resetAtMs() - user.nowMs())),
                    Words.orDash(origin(each.applied())));
        }
        return table;
    }

    /** How the limit came about, where it is not the policy's. */
    private static String origin(AppliedLimit applied) {
        long configured = applied.configured().limit();
        if (applied.override() != null) {
            return "own limit instead of " + configured;
        }
        String role = applied.role() == 1 ? "" : " × " + Words.score(applied.role()) + " for the role";
        String adaptive =
                applied.adaptive() == 1 ? "" : " × " + Math.round(applied.adaptive() * 100) + " % for the score";
        return role.isEmpty() && adaptive.isEmpty() ? "" : configured + role + adaptive;
    }

    private static Table audit(UserDetail user) {
        Table table = new Table("AUDIT", "WHEN", "DONE", "BY", ">SCORE", "DETAIL", "REASON");
        for (AuditEntry entry : user.audit()) {
            table.row(
                    entry.id(),
                    Words.ago(user.nowMs(), entry.atMs()),
                    entry.type().name(),
                    Words.orDash(entry.operator()),
                    "%s > %s".formatted(Words.score(entry.scoreBefore()), Words.score(entry.scoreAfter())),
                    Words.orDash(detail(entry)),
                    Words.orDash(entry.reason()));
        }
        return table;
    }

    private static String detail(AuditEntry entry) {
        if (entry.detail() != null) {
            return entry.detail();
        }
        if (entry.undoes() != null) {
            return "of " + entry.undoes();
        }
        Long until = entry.untilMs();
        return switch (entry.type()) {
            case BAN, EXEMPT -> until == null ? "for good" : "until " + Words.moment(until);
            case UNBAN -> until == null ? "" : "grace until " + Words.moment(until);
            default -> "";
        };
    }
}
