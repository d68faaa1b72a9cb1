package dev.ratewarden.limiter;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A limit in words: how much in how much time, and how it came about where it is not the policy's own. */
final class LimitWords {

    private LimitWords() {}

    /** Such as {@code 10 in 1 h (token bucket; 5 × 2 for the role)}. */
    static String rule(AppliedLimit applied) {
        Limit limit = applied.effective();
        String burst = limit.burst() == limit.limit() ? "" : ", burst " + limit.burst();
        return limit.limit() + " in " + Durations.words(limit.windowMs()) + " ("
                + limit.strategy().label() + burst + origin(applied) + ')';
    }

    private static String origin(AppliedLimit applied) {
        Long override = applied.override();
        boolean shared = applied.share() != 1;
        if (override == null && applied.role() == 1 && applied.adaptive() == 1 && !shared) {
            return "";
        }
        String base = override == null
                ? Long.toString(applied.configured().limit())
                : "this user's own limit" + (shared ? " of " + override : "");
        String role = applied.role() == 1 ? "" : " × " + factor(applied.role()) + " for the role";
        String adaptive = applied.adaptive() == 1 ? "" : " × " + factor(applied.adaptive()) + " for the score";
        String share = shared ? " shared by " + applied.share() + " live bots" : "";
        return "; " + base + role + adaptive + share + rounding(applied);
    }

    /** What else happened to the product, so that nobody finds the arithmetic wrong. */
    private static String rounding(AppliedLimit applied) {
        Long override = applied.override();
        double exact =
                (override == null ? applied.configured().limit() * applied.role() * applied.adaptive() : override)
                        / applied.share();
        long limit = applied.effective().limit();
        if (limit > exact) {
            return ", at least " + limit;
        }
        if (exact - limit >= 1) {
            return ", at most " + limit;
        }
        return limit == exact ? "" : ", rounded down";
    }

    private static String factor(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
