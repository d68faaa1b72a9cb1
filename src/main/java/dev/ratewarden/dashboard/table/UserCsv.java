package dev.ratewarden.dashboard.table;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Csv;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.UserSummary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Users as CSV (RFC 4180), times in ISO-8601 UTC. A cell that a spreadsheet would take for a formula is defused. */
public final class UserCsv {

    private static final String LINE_END = "\r\n";

    private UserCsv() {}

    /** The first line, with its end. */
    public static String head() {
        return "id,name,tier,score,violations,lastAction,lastViolationAt,lastSeenAt,bannedUntil,banReason,bannedBy,blockedUntil,"
                + "exemptUntil" + LINE_END;
    }

    /** The head and a line for each. */
    public static String of(List<UserSummary> users) {
        return users.stream().map(UserCsv::line).collect(Collectors.joining("", head(), ""));
    }

    /** One line, with its end. */
    public static String line(UserSummary user) {
        Ban ban = user.ban();
        var block = user.block();
        var exemption = user.exemption();
        String[] cells = {
            Text.visible(user.id()),
            user.name() == null ? "" : Text.visible(user.name()),
            user.tier().name(),
            Explanations.number(user.score()),
            Long.toString(user.violations()),
            user.lastAction() == null ? "" : user.lastAction(),
            Csv.time(user.lastViolationAtMs()),
            Csv.time(user.lastSeenAtMs()),
            ban == null ? "" : end(ban.untilMs()),
            ban == null ? "" : Text.visible(ban.reason()),
            ban == null ? "" : Text.visible(ban.operator()),
            block == null ? "" : end(block.untilMs()),
            exemption == null ? "" : end(exemption.untilMs())
        };
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", LINE_END));
    }

    private static String end(@Nullable Long untilMs) {
        return untilMs == null ? "never" : Csv.time(untilMs);
    }
}
