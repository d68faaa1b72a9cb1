package dev.ratewarden.examples.jda;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.moderation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What moderators are told, in the words of the dashboard. Users are shown as a mention and a number, times as Discord's, so that each
 * client shows them in its own zone. Immutable.
 */
final class ModeratorAnswers {

    private static final int SHOWN_VIOLATIONS = 10;
    private static final int LONGEST = 2_000;

    /** Links and mentions too, which JDA's MarkdownSanitizer leaves. */
    private static final Pattern MARKUP = Pattern.compile("[\\\\*_~`|>\\[\\]()#<@:]");

    private final String community;

    ModeratorAnswers(CommunityProfile profile) {
        this.community = profile.name() == null ? "this community" : plain(profile.name());
    }

    String community(Snapshot snapshot) {
        Statistics figures = snapshot.statistics();
        List<String> lines = new ArrayList<>();
        lines.add("%d users tracked, %d with high abuse (50+), %d blocked, %d banned, %d violations"
                .formatted(
                        figures.usersTracked(),
                        figures.highAbuse(),
                        figures.blocked(),
                        figures.banned(),
                        figures.totalViolations()));
        snapshot.users().users().forEach(user -> lines.add("%s: %s".formatted(user(user), standing(user))));
        return lines(lines);
    }

    String status(UserDetail user) {
        UserSummary summary = user.summary();
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s".formatted(user(summary), standing(summary)));
        if (summary.lastViolationAtMs() != null) {
            lines.add("Last violation %s: %s".formatted(ago(summary.lastViolationAtMs()), summary.lastAction()));
        }
        Block block = summary.block();
        if (block != null) {
            lines.add("Blocked by the score %s".formatted(until(block.untilMs(), "until a moderator resets it")));
        }
        Ban ban = summary.ban();
        if (ban != null) {
            lines.add("Banned %s, by %s: %s"
                    .formatted(until(ban.untilMs(), "for good"), plain(ban.operator()), plain(ban.reason())));
        }
        Exemption exemption = summary.exemption();
        if (exemption != null) {
            lines.add(
                    "Exempt %s, by %s".formatted(until(exemption.untilMs(), "for good"), plain(exemption.operator())));
        }
        return lines(lines);
    }

    String history(UserDetail user) {
        List<String> lines = new ArrayList<>();
        List<Violation> history = user.history();
        lines.add("%s: %s".formatted(user(user.summary()), history.isEmpty() ? "no violations" : "latest violations"));
        history.stream().limit(SHOWN_VIOLATIONS).forEach(each -> lines.add(violation(user, each)));
        if (history.size() > SHOWN_VIOLATIONS) {
            lines.add("%d earlier ones are in the dashboard".formatted(history.size() - SHOWN_VIOLATIONS));
        }
        return lines(lines);
    }

    private static String violation(UserDetail user, Violation violation) {
        boolean beforeReset = user.resetAtMs() != null && violation.atMs() < user.resetAtMs();
        return "%s %s added %s%s%s"
                .formatted(
                        moment(violation.atMs()),
                        Explanations.asked(violation),
                        Explanations.sum(violation.penalty()),
                        violation.penalty().blocked() ? ", now blocked" : "",
                        beforeReset ? " (before the latest reset)" : "");
    }

    String reset(ActionReceipt receipt) {
        return done(
                receipt,
                "%s starts again in %s with a score of 0, full limits and no block. The history stays, and a ban is not lifted."
                        .formatted(user(receipt.after()), community));
    }

    String ban(ActionReceipt receipt) {
        return done(
                receipt,
                "%s will be refused every protected command in %s %s. This does not remove them from the Discord server."
                        .formatted(
                                user(receipt.after()),
                                community,
                                until(receipt.entry().untilMs(), "until a moderator lifts the ban")));
    }

    String unban(ActionReceipt receipt) {
        UserSummary user = receipt.after();
        return done(
                receipt,
                "%s may use protected commands in %s again, as far as limits and score allow. %s"
                        .formatted(
                                user(user),
                                community,
                                user.block() == null
                                        ? "The score is " + Explanations.number(user.score()) + "."
                                        : "The score still blocks."));
    }

    private static String done(ActionReceipt receipt, String words) {
        return words + "\nAudit entry `" + receipt.entry().id() + "`";
    }

    private static String standing(UserSummary user) {
        return "score %s, %s, %d violations"
                .formatted(Explanations.number(user.score()), user.tier(), user.violations());
    }

    /** A mention, which Discord shows as the name of now, if the id is one of Discord's; the id, and the name that the bot knew. */
    private static String user(UserSummary user) {
        String known = plain(user.id()) + (user.name() == null ? "" : ", " + plain(user.name()));
        return user.id().matches("[0-9]+") ? "<@%s> (%s)".formatted(user.id(), known) : known;
    }

    private static String until(@Nullable Long endMs, String otherwise) {
        return endMs == null ? otherwise : "until " + moment(endMs);
    }

    private static String moment(long epochMs) {
        return "<t:%d:f>".formatted(epochMs / 1_000);
    }

    private static String ago(long epochMs) {
        return "<t:%d:R>".formatted(epochMs / 1_000);
    }

    /** Others' words, without what they hide, how they would be set, and where they would lead. */
    static String plain(@Nullable String words) {
        return words == null ? "" : MARKUP.matcher(Text.visible(words)).replaceAll("\\\\$0");
    }

    private static String lines(List<String> lines) {
        String text = String.join("\n", lines);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
