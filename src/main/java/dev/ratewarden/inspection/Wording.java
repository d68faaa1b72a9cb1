package dev.ratewarden.inspection;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Times and numbers as findings and commands write them. */
public final class Wording {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss ", Locale.ROOT);
    private static final Map<String, String> IRREGULAR = Map.of("entry", "entries", "policy", "policies");

    private Wording() {}

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String plural(long number, String thing) {
        return count(number) + " " + (number == 1 ? thing : IRREGULAR.getOrDefault(thing, thing + "s"));
    }

    /** With two decimals at most. */
    public static String score(double score) {
        return BigDecimal.valueOf(score)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** In the zone of this machine. */
    public static String moment(long epochMs) {
        return moment(epochMs, ZoneId.systemDefault());
    }

    /** With an offset, since names of zones are not unique. */
    public static String moment(long epochMs, ZoneId zone) {
        ZonedDateTime at = Instant.ofEpochMilli(epochMs).atZone(zone);
        ZoneOffset offset = at.getOffset();
        return MOMENT.format(at) + (offset.equals(ZoneOffset.UTC) ? "UTC" : offset.getId());
    }
}
