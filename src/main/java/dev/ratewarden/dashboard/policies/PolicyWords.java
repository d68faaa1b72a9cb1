package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Strategy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Policies in words. */
final class PolicyWords {

    private PolicyWords() {}

    /** {@code 5 in 1 h}. */
    static String limit(Policy policy) {
        Limit limit = policy.limit();
        return text("policies.limit", Figures.count(limit.limit()), window(limit.windowMs()));
    }

    /** With the strategy, and the burst where it is another than the limit: {@code 5 in 1 h, token bucket, burst 8}. */
    static String rule(Policy policy) {
        Limit limit = policy.limit();
        String burst =
                limit.burst() == limit.limit() ? "" : ", " + text("policies.burst.of", Figures.count(limit.burst()));
        return limit(policy) + ", " + limit.strategy().label() + burst;
    }

    /** {@code 1 h}; never cut off, so that two different windows never read the same. */
    static String window(long ms) {
        if (ms == Duration.ofDays(1).toMillis()) {
            // Limits over a day are spoken of in hours, as the presets and the spans beside them are.
            return text("policies.day");
        }
        String exact = Durations.compact(Duration.ofMillis(ms));
        return exact.matches("[0-9]+[a-z]+") ? Durations.words(ms) : exact;
    }

    /** {@code Token bucket}. */
    static String strategy(Strategy strategy) {
        String label = strategy.label();
        return label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    static String promise(Strategy strategy) {
        return text("policies.promise." + word(strategy));
    }

    static String outage(OnOutage decided) {
        return text("policies.outage." + word(decided));
    }

    static String outageEffect(OnOutage decided) {
        return text("policies.outage.effect." + word(decided));
    }

    static String enforcement(Enforcement enforcement) {
        return text("policies.switch." + word(enforcement));
    }

    static String enforcementEffect(Enforcement enforcement) {
        return text("policies.switch.effect." + word(enforcement));
    }

    static String rules(ScoreRules rules) {
        return text(
                "policies.rules.summary",
                number(rules.blockAt()),
                number(rules.unblockBelow()),
                rules.decayPerHour() == 0
                        ? text("policies.rules.noDecay")
                        : text("policies.rules.decay", number(rules.decayPerHour())));
    }

    /** As short as it can be without a loss: {@code 0.25}, {@code 100}. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static String field(Field field) {
        return text("policies.field." + word(field));
    }

    /** What each field holds, in words; the action is left out. */
    static Map<Field, String> values(Policy policy) {
        Map<Field, String> values = new EnumMap<>(Field.class);
        Limit limit = policy.limit();
        values.put(Field.STRATEGY, limit.strategy().label());
        values.put(Field.LIMIT, Long.toString(limit.limit()));
        values.put(Field.WINDOW, window(limit.windowMs()));
        values.put(
                Field.BURST,
                limit.burst() == limit.limit() ? text("policies.burst.same") : Long.toString(limit.burst()));
        values.put(Field.POINTS, Integer.toString(policy.points()));
        values.put(Field.ESCALATING, yes(policy.escalating()));
        values.put(Field.CASCADES, list(policy.cascadesTo()));
        Double floor = policy.adaptiveFloor();
        values.put(Field.FLOOR, floor == null ? text("policies.floor.none") : number(floor));
        values.put(Field.OUTAGE, outage(policy.onOutage()));
        values.put(
                Field.ROLES,
                list(policy.roles().entrySet().stream()
                        .map(role -> role(role.getKey(), number(role.getValue())))
                        .toList()));
        return values;
    }

    static String role(String name, String times) {
        return name + " × " + times;
    }

    static String yes(boolean so) {
        return text(so ? "policies.yes" : "policies.no");
    }

    static String list(List<String> entries) {
        return entries.isEmpty() ? text("policies.nothing") : entries.stream().collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> value) {
        String[] parts = value.name().toLowerCase(Locale.ROOT).split("_", -1);
        return parts.length == 1
                ? parts[0]
                : parts[0] + parts[1].substring(0, 1).toUpperCase(Locale.ROOT) + parts[1].substring(1);
    }
}
