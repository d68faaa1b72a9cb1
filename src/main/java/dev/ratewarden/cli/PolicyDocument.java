package dev.ratewarden.cli;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.policy.PolicyJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Policies as one JSON document.
 *
 * @param policies those enforced and those on trial
 * @param rules null if the document says nothing about them
 * @param enforcement null if the document says nothing about it
 */
record PolicyDocument(
        List<Policy> policies,
        @Nullable ScoreRules rules,
        @Nullable Enforcement enforcement) {
    private static final String FORMAT = "ratewarden-policies";
    private static final int VERSION = 1;
    private static final Set<String> FIELDS =
            new TreeSet<>(List.of("format", "version", "revision", "enforcement", "rules", "policies"));

    PolicyDocument {
        policies = List.copyOf(policies);
    }

    static ObjectNode write(PolicyBook book) {
        ObjectNode policies = Json.object();
        PolicyListCommand.all(book)
                .forEach(policy -> policies.set(policy.key(), Json.read(policy.key(), PolicyJson.write(policy))));
        return Json.object()
                .put("format", FORMAT)
                .put("version", VERSION)
                .put("revision", book.revision())
                .put("enforcement", book.enforcement().name())
                .set("rules", PolicyWords.json(book.scoreRules()))
                .set("policies", policies);
    }

    /**
     * @param name of the file, for messages
     * @param problems takes everything that is wrong with it, each naming its field
     * @throws InvalidRequestException if it is no such document at all
     */
    static PolicyDocument read(String name, String text, Problems problems) {
        JsonNode root = Json.read(name, text);
        if (!(root instanceof ObjectNode document) || !(root.get("policies") instanceof ObjectNode policies)) {
            throw new InvalidRequestException(
                    "%s: must be a JSON object with a field policies, as policies export writes it".formatted(name));
        }
        JsonNode version = document.get("version");
        if (version != null && (!version.isInt() || version.intValue() != VERSION)) {
            throw new InvalidRequestException(
                    "%s: version %s: this program reads version %d; update it".formatted(name, version, VERSION));
        }
        JsonNode format = document.get("format");
        if (format != null && !(format.isString() && format.stringValue().equals(FORMAT))) {
            problems.add("format %s: must be \"%s\"".formatted(format, FORMAT));
        }
        // What is stored may come from a later release; what a person wrote may be a slip, and must not go unsaid.
        PolicyFields.unknown("", document, FIELDS, problems);
        List<Policy> read = new ArrayList<>();
        policies.properties().forEach(each -> {
            PolicyFields.policy(each.getKey(), each.getValue(), problems);
            tried(
                    problems,
                    () -> read.add(
                            PolicyJson.read(each.getKey(), each.getValue().toString())));
        });
        List<ScoreRules> rules = new ArrayList<>();
        if (document.has("rules")) {
            PolicyFields.unknown("score rules: ", document.get("rules"), PolicyJson.RULE_FIELDS, problems);
            tried(
                    problems,
                    () -> rules.add(PolicyJson.readRules(document.get("rules").toString())));
        }
        List<Enforcement> enforcement = new ArrayList<>();
        if (document.has("enforcement")) {
            tried(problems, () -> enforcement.add(enforcement(document.get("enforcement"))));
        }
        if (problems.isEmpty()) {
            tried(problems, () -> book(read));
        }
        return new PolicyDocument(
                read, rules.isEmpty() ? null : rules.getFirst(), enforcement.isEmpty() ? null : enforcement.getFirst());
    }

    /** Each of its own is fine; together they may cascade in a circle. */
    private static void book(List<Policy> policies) {
        Map<String, Policy> enforced = new LinkedHashMap<>();
        policies.stream()
                .filter(policy -> policy.key().equals(policy.action()))
                .forEach(policy -> enforced.put(policy.action(), policy));
        PolicyBook none = PolicyBook.empty();
        new PolicyBook(1, enforced, Map.of(), none.scoreRules(), none.decay(), none.enforcement());
    }

    private static Enforcement enforcement(JsonNode value) {
        for (Enforcement known : Enforcement.values()) {
            if (value.isString() && value.stringValue().equals(known.name())) {
                return known;
            }
        }
        throw new InvalidRequestException(
                "enforcement %s: must be one of %s".formatted(value, Arrays.toString(Enforcement.values())));
    }

    private static void tried(Problems problems, Runnable reading) {
        try {
            reading.run();
        } catch (InvalidRequestException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
