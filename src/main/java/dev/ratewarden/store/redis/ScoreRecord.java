package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.DecayClock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A user's score as it is kept: {@code <score> <clock> <violations> <latest violation> <its action> <latest reset> <blocked since>
 * <block end>}, a dash for none. Clock and block end are readings of the decay clock.
 */
record ScoreRecord(
        double score,
        double clock,
        long violations,
        @Nullable Long lastAtMs,
        @Nullable String lastAction,
        @Nullable Long resetAtMs,
        @Nullable Long blockedAtMs,
        double blockEnd) {

    private static final ScoreRecord NONE = new ScoreRecord(0, 0, 0, null, null, null, null, 0);

    private static final String NUMBER = "-?[0-9][-+.e0-9]{0,30}";
    private static final String TIME = "-|[0-9]{1,15}";
    private static final Pattern FORM =
            Pattern.compile("(%1$s) (%1$s) ([0-9]{1,15}) (%2$s) (\\S+) (%2$s) (%2$s) (-|%1$s)".formatted(NUMBER, TIME));

    /** A record that cannot be read counts as none. */
    static ScoreRecord parse(String text) {
        Matcher parts = FORM.matcher(text);
        ScoreRecord read = parts.matches() ? StoredJson.orNull(() -> of(parts)) : null;
        return read == null ? NONE : read;
    }

    private static ScoreRecord of(Matcher parts) {
        String lastAction = parts.group(5);
        Long blockedAt = time(parts.group(7));
        String blockEnd = parts.group(8);
        return new ScoreRecord(
                Double.parseDouble(parts.group(1)),
                Double.parseDouble(parts.group(2)),
                Long.parseLong(parts.group(3)),
                time(parts.group(4)),
                lastAction.equals("-") ? null : lastAction,
                time(parts.group(6)),
                blockEnd.equals("-") ? null : blockedAt,
                blockEnd.equals("-") ? 0 : Double.parseDouble(blockEnd));
    }

    private static @Nullable Long time(String text) {
        return text.equals("-") ? null : (Long) Long.parseLong(text);
    }

    /** The score when the decay clock shows this. */
    double scoreAt(double nowClock) {
        return AbuseScore.decayed(score, clock, nowClock);
    }

    /** The block in force at {@code nowMs}. */
    @Nullable
    Block blockAt(long nowMs, DecayClock decay) {
        if (blockedAtMs == null) {
            return null;
        }
        Block block = new Block(blockedAtMs, AbuseScore.blockedUntil(blockEnd, decay));
        return block.activeAt(nowMs) ? block : null;
    }
}
