package dev.ratewarden.cli;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "user",
        description = "Everything about one user: score, ban, block, what is left of each limit, moderators' actions.")
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
        Ban ban = summary.ban();
        Block block = summary.block();
        Table table = new Table("", "")
                .row("Score", "%s, %s".formatted(Words.score(summary.score()), summary.tier()))
                .row("Violations", Words.count(summary.violations()))
                .row("Last action", Words.orDash(summary.lastAction()))
                .row("Last violation", Words.ago(user.nowMs(), summary.lastViolationAtMs()))
                .row("Last seen", Words.ago(user.nowMs(), summary.lastSeenAtMs()))
                .row("Last reset", Words.ago(user.nowMs(), user.resetAtMs()));
        if (block != null) {
            String end = block.untilMs() == null
                    ? "until a moderator resets it"
                    : Words.until(user.nowMs(), block.untilMs());
            table.row("Blocked by score", end);
        }
        if (ban != null) {
            table.row(
                    "Banned",
                    "%s by %s: %s"
                            .formatted(
                                    Words.until(user.nowMs(), ban.untilMs()),
                                    Words.orDash(ban.operator()),
                                    Words.orDash(ban.reason())));
        }
        return table;
    }

    private static Table quotas(UserDetail user) {
        Table table = new Table("LIMIT OF", ">LEFT", ">OF", "STRATEGY", "FULL AGAIN IN");
        for (ActionQuota each : user.quotas()) {
            table.row(
                    each.policy().action(),
                    Words.count(each.quota().remaining()),
                    Words.count(each.quota().limit()),
                    each.policy().limit().strategy().label(),
                    Words.waiting(Math.max(0, each.quota().resetAtMs() - user.nowMs())));
        }
        return table;
    }

    private static Table audit(UserDetail user) {
        Table table = new Table("AUDIT", "WHEN", "DONE", "BY", ">SCORE", "REASON");
        for (AuditEntry entry : user.audit()) {
            table.row(
                    entry.id(),
                    Words.ago(user.nowMs(), entry.atMs()),
                    entry.type().name(),
                    Words.orDash(entry.operator()),
                    "%s > %s".formatted(Words.score(entry.scoreBefore()), Words.score(entry.scoreAfter())),
                    Words.orDash(entry.reason()));
        }
        return table;
    }
}
