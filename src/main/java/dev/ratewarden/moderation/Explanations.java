package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.ScoreRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Says in sentences, with the arithmetic, how a score came about. Immutable. Times are shown in one zone. */
public final class Explanations {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);
    private static final int HISTORY_KEPT = 100;

    private final ZoneId zone;

    public Explanations(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * How the user's score came about and what ends a block, such as {@code 15 violations, 5 since the reset at 13:50. The last one
     * added 10 × (1 + 0.5 × 4) = 30. Blocked since 14:03, until a moderator resets it.}
     *
     * @param decayPerHour points that a score loses an hour; 0 for never
     */
    public String score(UserDetail detail, double decayPerHour) {
        StringBuilder text = new StringBuilder(count(detail));
        int sinceReset = sinceReset(detail);
        if (sinceReset > 0) {
            text.append(" The last one added ")
                    .append(sum(detail.history().getFirst().penalty()))
                    .append('.');
        }
        UserSummary user = detail.summary();
        if (decayPerHour > 0 && user.score() > 0) {
            text.append(" It loses ").append(rate(decayPerHour)).append('.');
        }
        Block block = user.block();
        if (block != null) {
            text.append(" Blocked since ").append(time(block.sinceMs(), detail.nowMs()));
            Long until = block.untilMs();
            text.append(
                    until == null
                            ? ", until a moderator resets it."
                            : "; the fading score lifts it at " + time(until, detail.nowMs()) + ".");
        }
        return text.toString();
    }

    /**
     * One line of arithmetic.
     *
     * @param when {@code 14:03}; empty if that is not known
     * @param words such as {@code 10 × (1 + 0.5 × 4) = 30; 70 + 30 = 100, blocked}
     */
    public record Step(String when, String words) {}

    /** How the score came about since the latest reset, oldest first: what each violation added, what faded, what moderators did. */
    public List<Step> arithmetic(UserDetail detail) {
        return new Arithmetic(detail, this).steps();
    }

    /** What ends a block, or how far it is, in one sentence. */
    public String outlook(UserDetail detail, ScoreRules rules) {
        return new Arithmetic(detail, this).outlook(rules);
    }

    /** A short message that is safe to send to the user: who is banned, blocked or limited, until when, and what to do. */
    public String toUser(UserDetail detail, String community) {
        return new UserMessage(detail, community, zone).text();
    }

    /**
     * What was asked for and, where it is another, whose limit it met, such as {@code pack_create cascades to api_call}.
     */
    public static String asked(Violation violation) {
        return violation.level().equals(violation.action())
                ? violation.action()
                : violation.action() + " cascades to " + violation.level();
    }

    /** What a violation did to the score, such as {@code 70 + 30 = 100, blocked}. */
    static String effect(Penalty penalty) {
        return penalty.added() == 0
                ? "added nothing"
                : number(penalty.scoreBefore()) + " + " + number(penalty.added()) + " = " + number(penalty.scoreAfter())
                        + (penalty.blocked() ? ", blocked" : "");
    }

    /** Where one violation stands and what it did to the score, such as {@code 5th since the reset; 70 + 30 = 100, blocked}. */
    public String violation(UserDetail detail, Violation violation) {
        Penalty penalty = violation.penalty();
        String score = effect(penalty);
        int index = detail.history().indexOf(violation);
        Long reset = detail.resetAtMs();
        if (index < 0) {
            return score;
        }
        if (reset == null || violation.atMs() < reset) {
            return ordinal(detail.summary().violations() - index) + " violation; " + score;
        }
        int since = sinceReset(detail);
        return since == HISTORY_KEPT ? score : ordinal(since - index) + " since the reset; " + score;
    }

    /** How the points were worked out, such as {@code 10 × (1 + 0.5 × 4) = 30}; just {@code 10} where nothing multiplied them. */
    public static String sum(Penalty penalty) {
        if (penalty.added() == 0) {
            return "nothing";
        }
        if (penalty.added() == penalty.points()) {
            return number(penalty.added());
        }
        return penalty.points() + " × (1 + 0.5 × " + penalty.repeats() + ") = " + number(penalty.added());
    }

    /**
     * A score or points for people: whole, or one decimal that is cut and never rounded up, so that 99.96 does not read as the 100
     * which would have blocked.
     */
    public static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(6, RoundingMode.HALF_UP)
                .setScale(1, RoundingMode.FLOOR)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** {@code 14:03}; with the date if that is another day than now, and the year if it is another year. */
    public String time(long atMs, long nowMs) {
        ZonedDateTime at = Instant.ofEpochMilli(atMs).atZone(zone);
        ZonedDateTime now = Instant.ofEpochMilli(nowMs).atZone(zone);
        if (at.toLocalDate().equals(now.toLocalDate())) {
            return TIME.format(at);
        }
        return (at.getYear() == now.getYear() ? DAY_AND_TIME : DATE_AND_TIME).format(at);
    }

    private String count(UserDetail detail) {
        long ever = detail.summary().violations();
        if (ever == 0) {
            return "No violations.";
        }
        String total = ever == 1 ? "1 violation" : grouped(ever) + " violations";
        Long reset = detail.resetAtMs();
        if (reset == null) {
            return total + ".";
        }
        int since = sinceReset(detail);
        String part =
                since == 0 ? "none" : since == HISTORY_KEPT ? "at least " + HISTORY_KEPT : Integer.toString(since);
        return total + ", " + part + " since the reset at " + time(reset, detail.nowMs()) + ".";
    }

    private static int sinceReset(UserDetail detail) {
        Long reset = detail.resetAtMs();
        return (int) detail.history().stream()
                .filter(violation -> reset == null || violation.atMs() >= reset)
                .count();
    }

    /** Such as {@code 4 points an hour}. */
    static String rate(double decayPerHour) {
        return number(decayPerHour) + (decayPerHour == 1 ? " point an hour" : " points an hour");
    }

    /** Such as {@code 1 284}. */
    static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
    }

    private static String ordinal(long n) {
        long teens = n % 100;
        String suffix = teens >= 11 && teens <= 13
                ? "th"
                : switch ((int) (n % 10)) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return n + suffix;
    }
}
