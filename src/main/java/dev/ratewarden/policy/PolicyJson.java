package dev.ratewarden.policy;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Strategy;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Policies and score rules as JSON, as they are stored and exchanged: {@code
 * {"strategy":"token_bucket","limit":5,"windowMs":3600000,"burst":5,"points":10,"escalating":true}}. Unknown fields are kept out of
 * the way of later releases: they are ignored. Every error names the field.
 */
public final class PolicyJson {

    /** The fields of a policy that this release knows. */
    public static final Set<String> FIELDS = Collections.unmodifiableSet(new TreeSet<>(List.of(
            "strategy",
            "limit",
            "windowMs",
            "burst",
            "points",
            "escalating",
            "cascadesTo",
            "adaptiveFloor",
            "onOutage",
            "roles")));

    /** The fields of score rules that this release knows. */
    public static final Set<String> RULE_FIELDS =
            Collections.unmodifiableSet(new TreeSet<>(List.of("blockAt", "unblockBelow", "decayPerHour")));

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Set<String> STRATEGIES =
            Arrays.stream(Strategy.values()).map(PolicyJson::nameOf).collect(Collectors.toUnmodifiableSet());

    private static final String TRIAL = "#shadow";

    private PolicyJson() {}

    public static String write(Policy policy) {
        ObjectNode node = JSON.createObjectNode();
        node.put("strategy", nameOf(policy.limit().strategy()));
        node.put("limit", policy.limit().limit());
        node.put("windowMs", policy.limit().windowMs());
        if (policy.limit().burst() != policy.limit().limit()) {
            node.put("burst", policy.limit().burst());
        }
        node.put("points", policy.points());
        node.put("escalating", policy.escalating());
        if (!policy.cascadesTo().isEmpty()) {
            policy.cascadesTo().forEach(node.putArray("cascadesTo")::add);
        }
        if (policy.adaptiveFloor() != null) {
            node.put("adaptiveFloor", policy.adaptiveFloor());
        }
        if (policy.onOutage() != OnOutage.LOCAL) {
            node.put("onOutage", policy.onOutage().name());
        }
        if (!policy.roles().isEmpty()) {
            ObjectNode roles = node.putObject("roles");
            policy.roles().forEach(roles::put);
        }
        return JSON.writeValueAsString(node);
    }

    /**
     * @param key whose policy it is: {@code <action>}, or {@code <action>#shadow} for one on trial
     * @throws InvalidRequestException naming the key and the field that is wrong
     */
    public static Policy read(String key, String json) {
        boolean trial = key.endsWith(TRIAL);
        String action = trial ? key.substring(0, key.length() - TRIAL.length()) : key;
        try {
            ObjectNode node = object(json);
            long limit = whole(node, "limit", null);
            Limit limits = new Limit(strategy(node), limit, whole(node, "windowMs", null), whole(node, "burst", limit));
            long points = whole(node, "points", (long) Policy.DEFAULT_POINTS);
            return new Policy(
                    action,
                    limits,
                    Math.clamp(points, -1, Integer.MAX_VALUE),
                    flag(node, "escalating"),
                    trial ? PolicyMode.SHADOW : PolicyMode.ENFORCE,
                    cascadesTo(node),
                    node.has("adaptiveFloor") ? (Double) decimal(node, "adaptiveFloor") : null,
                    onOutage(node),
                    roles(node));
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException("policy of %s: %s".formatted(key, e.getMessage()));
        }
    }

    public static String write(ScoreRules rules) {
        ObjectNode node = JSON.createObjectNode();
        node.put("blockAt", rules.blockAt());
        node.put("unblockBelow", rules.unblockBelow());
        node.put("decayPerHour", rules.decayPerHour());
        return JSON.writeValueAsString(node);
    }

    /** @throws InvalidRequestException naming the field that is wrong */
    public static ScoreRules readRules(String json) {
        try {
            ObjectNode node = object(json);
            return new ScoreRules(
                    decimal(node, "blockAt"), decimal(node, "unblockBelow"), decimal(node, "decayPerHour"));
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException("score rules: %s".formatted(e.getMessage()));
        }
    }

    private static List<String> cascadesTo(ObjectNode node) {
        JsonNode value = node.get("cascadesTo");
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isString)) {
            throw new InvalidRequestException("cascadesTo %s: must be a list of actions".formatted(value));
        }
        return value.valueStream().map(JsonNode::stringValue).toList();
    }

    private static OnOutage onOutage(ObjectNode node) {
        JsonNode value = node.get("onOutage");
        if (value == null) {
            return OnOutage.LOCAL;
        }
        for (OnOutage known : OnOutage.values()) {
            if (value.isString() && value.stringValue().equals(known.name())) {
                return known;
            }
        }
        throw new InvalidRequestException(
                "onOutage %s: must be one of %s".formatted(value, Arrays.toString(OnOutage.values())));
    }

    private static Map<String, Double> roles(ObjectNode node) {
        JsonNode value = node.get("roles");
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof ObjectNode roles) || !roles.valueStream().allMatch(JsonNode::isNumber)) {
            throw new InvalidRequestException("roles %s: must be an object of role and multiplier".formatted(value));
        }
        Map<String, Double> multipliers = new LinkedHashMap<>();
        roles.propertyStream()
                .forEach(role -> multipliers.put(role.getKey(), role.getValue().asDouble()));
        return multipliers;
    }

    private static ObjectNode object(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode node) {
                return node;
            }
        } catch (JacksonException e) {
            throw new InvalidRequestException("is no JSON: %s".formatted(e.getOriginalMessage()));
        }
        throw new InvalidRequestException("must be a JSON object");
    }

    private static Strategy strategy(ObjectNode node) {
        JsonNode value = node.get("strategy");
        if (value == null || !value.isString() || !STRATEGIES.contains(value.stringValue())) {
            throw new InvalidRequestException("strategy %s: must be one of %s"
                    .formatted(value, STRATEGIES.stream().sorted().toList()));
        }
        return Strategy.valueOf(value.stringValue().toUpperCase(Locale.ROOT));
    }

    private static long whole(ObjectNode node, String field, @org.jspecify.annotations.Nullable Long whenAbsent) {
        JsonNode value = node.get(field);
        if (value == null && whenAbsent != null) {
            return whenAbsent;
        }
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new InvalidRequestException("%s %s: must be a whole number".formatted(field, value));
        }
        return value.longValue();
    }

    private static double decimal(ObjectNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isNumber()) {
            throw new InvalidRequestException("%s %s: must be a number".formatted(field, value));
        }
        return value.asDouble();
    }

    private static boolean flag(ObjectNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            return true;
        }
        if (!value.isBoolean()) {
            throw new InvalidRequestException("%s %s: must be true or false".formatted(field, value));
        }
        return value.asBoolean();
    }

    private static String nameOf(Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT);
    }
}
