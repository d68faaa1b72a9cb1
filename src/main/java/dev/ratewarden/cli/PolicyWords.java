package dev.ratewarden.cli;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.policy.PolicyJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Policies for people and for scripts. */
final class PolicyWords {

    private PolicyWords() {}

    /** Such as {@code 5 in 1 h (token bucket, burst 8)}. */
    static String limit(Limit limit) {
        String burst = limit.burst() == limit.limit() ? "" : ", burst " + Words.count(limit.burst());
        return "%s in %s (%s%s)"
                .formatted(
                        Words.count(limit.limit()),
                        Durations.words(limit.windowMs()),
                        limit.strategy().label(),
                        burst);
    }

    static String points(Policy policy) {
        return policy.points() + (policy.escalating() ? "" : ", not escalating");
    }

    static String mode(Policy policy) {
        return policy.mode() == PolicyMode.SHADOW ? "on trial" : "enforced";
    }

    static String enforcement(Enforcement enforcement) {
        return switch (enforcement) {
            case ENFORCE -> "Policies are enforced";
            case SHADOW -> "Policies are on trial: measured, but nothing is denied";
            case OFF -> "Policies are off: everything is allowed; bans still hold";
        };
    }

    static String rules(ScoreRules rules) {
        String decay = rules.decayPerHour() == 0
                ? "scores do not decay: a block ends by a moderator only"
                : "a score loses %s an hour".formatted(Words.score(rules.decayPerHour()));
        return "Blocked at %s, unblocked below %s; %s"
                .formatted(Words.score(rules.blockAt()), Words.score(rules.unblockBelow()), decay);
    }

    static String notes(Policy policy, PolicyBook book) {
        List<String> notes = new ArrayList<>();
        if (!policy.cascadesTo().isEmpty()) {
            notes.add("cascades to "
                    + policy.cascadesTo().stream()
                            .map(target -> book.policy(target) == null ? target + " (which has no policy)" : target)
                            .collect(Collectors.joining(", ")));
        }
        if (policy.adaptiveFloor() != null) {
            notes.add("falls to " + Words.score(policy.adaptiveFloor() * 100) + " % with the score");
        }
        if (policy.onOutage() != OnOutage.LOCAL) {
            notes.add("outage " + policy.onOutage());
        }
        policy.roles().forEach((role, times) -> notes.add(role + " × " + Words.score(times)));
        if (differs(policy)) {
            notes.add("differs from the standard");
        }
        return Words.orDash(String.join("; ", notes));
    }

    /** Whether a standard policy was changed. */
    static boolean differs(Policy policy) {
        return policy.mode() == PolicyMode.ENFORCE
                && StandardPolicies.all().stream()
                        .anyMatch(standard -> standard.action().equals(policy.action()) && !standard.equals(policy));
    }

    static ObjectNode json(Policy policy) {
        ObjectNode node = Json.object()
                .put("action", policy.action())
                .put("mode", policy.mode().name());
        JsonNode fields = Json.read("policy", PolicyJson.write(policy));
        fields.properties().forEach(field -> node.set(field.getKey(), field.getValue()));
        return node.put("differs", differs(policy));
    }

    static JsonNode json(ScoreRules rules) {
        return Json.read("rules", PolicyJson.write(rules));
    }
}
