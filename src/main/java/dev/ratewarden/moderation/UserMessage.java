package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a user may be told of their own standing: no score, no thresholds, no reasons among moderators, nobody else. */
final class UserMessage {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm zzz", Locale.ENGLISH);

    private static final String AFTER_A_BAN = ". After that you can use them again";

    private final UserDetail user;
    private final String community;
    private final ZoneId zone;

    UserMessage(UserDetail user, String community, ZoneId zone) {
        this.user = user;
        this.community = Text.visible(community);
        this.zone = zone;
    }

    String text() {
        return greeting() + "\n\n" + standing();
    }

    /** Without what would call everybody when it is pasted into a chat. */
    private String greeting() {
        String name = user.summary().name();
        String plain =
                name == null ? "" : Text.visible(name).replaceAll("[@`<>]", "").strip();
        return plain.isEmpty() ? "Hello," : "Hello " + plain + ",";
    }

    private String standing() {
        UserSummary now = user.summary();
        if (now.exemption() != null) {
            return free();
        }
        if (now.ban() != null) {
            return banned(now.ban(), now.block());
        }
        return now.block() != null ? blocked(now.block()) : limited();
    }

    private String banned(Ban ban, @Nullable Block block) {
        Long until = ban.untilMs();
        String end = until == null
                ? "until the moderators lift the ban"
                : "until " + moment(until) + (block == null || !block.activeAt(until) ? AFTER_A_BAN : afterABan(block));
        return ("a moderator has banned you from the bot's commands in %s %s. "
                        + "If you think that this is a mistake, please write to the moderators.")
                .formatted(community, end);
    }

    private String afterABan(Block block) {
        return block.untilMs() == null
                ? ". Also after that the bot does not answer you, because your commands came much too often, "
                        + "until a moderator lets you in again"
                : ". Also after that the bot does not answer you until " + moment(block.untilMs())
                        + ", because your commands came much too often";
    }

    private String blocked(Block block) {
        Long until = block.untilMs();
        return ("the bot does not answer you in %s, because your commands came much too often. "
                        + (until == null
                                ? "A moderator has to let you in again: please write to the moderators."
                                : "This ends by itself at %s, if you wait until then."))
                .formatted(community, until == null ? null : moment(until));
    }

    private String limited() {
        List<UserDetail.ActionQuota> full = user.quotas().stream()
                .filter(quota -> quota.quota().remaining() == 0)
                .toList();
        if (full.isEmpty()) {
            return free();
        }
        String actions = full.stream()
                .map(quota -> "• " + Text.visible(quota.policy().action())
                        + again(quota.quota().retryAfterMs()))
                .collect(Collectors.joining("\n"));
        return "in %s you have used up, for now:\n%s\nPlease wait until then; everything else works."
                .formatted(community, actions);
    }

    private String again(@Nullable Long waitMs) {
        return waitMs == null ? ": cannot be done this often" : ": again at " + moment(user.nowMs() + waitMs);
    }

    private String free() {
        return "nothing stands in the way of your commands in %s now.".formatted(community);
    }

    private String moment(long atMs) {
        String words = MOMENT.format(Instant.ofEpochMilli(atMs + roundUp(atMs)).atZone(zone));
        return words.endsWith(" Z") ? words.substring(0, words.length() - 1) + "UTC" : words;
    }

    /** To the next full minute: at the minute that is named it is over. */
    private static long roundUp(long atMs) {
        long over = Math.floorMod(atMs, 60_000L);
        return over == 0 ? 0 : 60_000 - over;
    }
}
