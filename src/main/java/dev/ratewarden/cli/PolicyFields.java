package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.policy.PolicyJson;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Looks for fields of a policy document that would have no effect, or another one than they say. */
final class PolicyFields {
    private static final String TRIAL = "#shadow";
    private static final String MODE = "mode";

    private PolicyFields() {}

    /** @param key {@code <action>}, or {@code <action>#shadow} for a trial */
    static void policy(String key, JsonNode policy, Problems problems) {
        String where = "policy of %s: ".formatted(Text.visible(key));
        Set<String> known = new TreeSet<>(PolicyJson.FIELDS);
        known.add(MODE);
        unknown(where, policy, known, problems);
        JsonNode mode = policy.get(MODE);
        boolean trial = key.endsWith(TRIAL);
        PolicyMode must = trial ? PolicyMode.SHADOW : PolicyMode.ENFORCE;
        if (mode == null || mode.isString() && mode.stringValue().equals(must.name())) {
            return;
        }
        String action = Text.visible(trial ? key.substring(0, key.length() - TRIAL.length()) : key);
        problems.add("%smode %s: %s; move it there or leave mode out"
                .formatted(
                        where,
                        mode,
                        trial ? "what is enforced stands under " + action : "a trial stands under " + action + TRIAL));
    }

    /** @param where stands before each problem */
    static void unknown(String where, JsonNode fields, Set<String> known, Problems problems) {
        fields.propertyNames().stream()
                .filter(field -> !known.contains(field))
                .forEach(field -> problems.add("%sunknown field %s; there are %s"
                        .formatted(where, Inputs.quote(field), String.join(", ", known))));
    }
}
