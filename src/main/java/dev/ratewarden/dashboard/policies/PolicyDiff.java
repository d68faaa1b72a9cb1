package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.policy.PolicyJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two states of the same thing, field by field. */
final class PolicyDiff {

    /** One field; either side is empty where there was nothing. */
    record Line(String field, String before, String after) {

        boolean changed() {
            return !before.equals(after);
        }
    }

    private PolicyDiff() {}

    static List<Line> of(@Nullable Policy before, @Nullable Policy after) {
        return lines(before == null ? Map.of() : named(before), after == null ? Map.of() : named(after));
    }

    /**
     * Two states as the history has them. What cannot be read is shown as it stands.
     *
     * @param what as in {@link dev.ratewarden.moderation.PolicyRevision#what()}
     */
    static List<Line> of(String what, @Nullable String before, @Nullable String after) {
        try {
            return lines(read(what, before), read(what, after));
        } catch (InvalidRequestException e) {
            return List.of(new Line(text("policies.diff.unread"), raw(before), raw(after)));
        }
    }

    private static Map<String, String> read(String what, @Nullable String json) {
        if (json == null) {
            return Map.of();
        }
        return switch (what) {
            case "rules" -> named(PolicyJson.readRules(json));
            case "enforcement" -> Map.of(text("policies.switch"), Text.visible(json.replace("\"", "")));
            default -> named(PolicyJson.read(what, json));
        };
    }

    private static Map<String, String> named(Policy policy) {
        Map<String, String> values = new LinkedHashMap<>();
        PolicyWords.values(policy).forEach((field, value) -> values.put(PolicyWords.field(field), value));
        return values;
    }

    private static Map<String, String> named(ScoreRules rules) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(text("policies.rules.blockAt"), PolicyWords.number(rules.blockAt()));
        values.put(text("policies.rules.unblockBelow"), PolicyWords.number(rules.unblockBelow()));
        values.put(text("policies.rules.decayPerHour"), PolicyWords.number(rules.decayPerHour()));
        return values;
    }

    private static List<Line> lines(Map<String, String> before, Map<String, String> after) {
        List<Line> lines = new ArrayList<>();
        Map<String, String> all = new LinkedHashMap<>(before);
        after.forEach(all::putIfAbsent);
        all.keySet()
                .forEach(field ->
                        lines.add(new Line(field, before.getOrDefault(field, ""), after.getOrDefault(field, ""))));
        return lines;
    }

    private static String raw(@Nullable String json) {
        return json == null ? "" : Text.visible(json);
    }
}
