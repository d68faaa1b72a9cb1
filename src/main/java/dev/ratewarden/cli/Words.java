package dev.ratewarden.cli;

import dev.ratewarden.inspection.Wording;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.UserSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times, numbers and names as people read them. */
final class Words {
    private static final Pattern ISO_MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final long[] UNIT_MS = {86_400_000, 3_600_000, 60_000, 1_000};
    private static final String[] UNIT = {"day", "hour", "minute", "second"};

    private Words() {}

    static String count(long number) {
        return Wording.count(number);
    }

    static String score(double score) {
        return Wording.score(score);
    }

    /** {@code 2 minutes ago}, counted from the store's {@code nowMs}; a dash for never. */
    static String ago(long nowMs, @Nullable Long thenMs) {
        if (thenMs == null) {
            return "-";
        }
        for (int i = 0; i < UNIT.length; i++) {
            long units = (nowMs - thenMs) / UNIT_MS[i];
            if (units >= 1) {
                return "%d %s%s ago".formatted(units, UNIT[i], units == 1 ? "" : "s");
            }
        }
        return "just now";
    }

    /** {@code until 2026-11-30 22:47:55 UTC (7 d left)}, or {@code for good}. */
    static String until(long nowMs, @Nullable Long endMs) {
        return endMs == null
                ? "for good"
                : "until %s (%s left)".formatted(moment(endMs), Durations.words(Math.max(0, endMs - nowMs)));
    }

    /** In the zone of this machine. */
    static String moment(long epochMs) {
        return Wording.moment(epochMs);
    }

    /** With an offset, as {@link When} reads it: names of zones are not unique. */
    static String moment(long epochMs, ZoneId zone) {
        return Wording.moment(epochMs, zone);
    }

    /** The text with ISO-8601 moments, as the limiter writes them, in the one form in which commands show moments. */
    static String withMoments(String text) {
        return ISO_MOMENT
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        moment(Instant.parse(found.group()).toEpochMilli())));
    }

    static String retry(@Nullable Long retryAfterMs) {
        return retryAfterMs == null ? "waiting does not help" : "again in " + Durations.words(retryAfterMs);
    }

    /** How long to wait; {@code never} if waiting does not help. */
    static String waiting(@Nullable Long retryAfterMs) {
        return retryAfterMs == null ? "never" : Durations.words(retryAfterMs);
    }

    static String plural(long number, String thing) {
        return Wording.plural(number, thing);
    }

    /** Name and id, or the id alone. */
    static String user(UserSummary user) {
        String id = Text.visible(user.id());
        return user.name() == null ? id : "%s (%s)".formatted(Text.visible(user.name()), id);
    }

    static String orDash(@Nullable String text) {
        return text == null || text.isEmpty() ? "-" : Text.visible(text);
    }
}
