package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StandardPolicies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From stored policies to the arguments of a check. */
final class ArgumentVectors {

    private static final long MAX_USERS = 1_000_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private ArgumentVectors() {}

    static ObjectNode json() {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("version", 1).put("kind", "arguments").put("prefix", "rw:").put("shards", 4);
        ArrayNode books = node.putArray("books");
        books.add(book("the standard policies", plain(StandardPolicies.all()), List.of("free", "payment", "api_call")));
        books.add(book("nothing stored", PolicyBook.empty(), List.of("payment")));
        List<Policy> rich = rich();
        List<String> actions = List.of("song", "voice", "all", "image", "tried", "free");
        books.add(book("roles, cascades, adaptive limits, trials", plain(rich), actions));
        books.add(book(
                "the switch on SHADOW", of(rich, ScoreRules.DEFAULT, DecayClock.STILL, Enforcement.SHADOW), actions));
        books.add(book("the switch on OFF", of(rich, ScoreRules.DEFAULT, DecayClock.STILL, Enforcement.OFF), actions));
        books.add(book(
                "rules and a decay clock that are no whole numbers",
                of(
                        StandardPolicies.all(),
                        new ScoreRules(250.5, 99.999999, 1 / 3.0),
                        new DecayClock(1234.5678901234567, 1_800_000_000_123L, 1 / 3.0, 0.1),
                        Enforcement.ENFORCE),
                List.of("payment", "free")));
        return node;
    }

    private static List<Policy> rich() {
        return List.of(
                Policy.of("song", Limit.slidingWindow(3, MINUTE))
                        .cascadingTo("voice", "all")
                        .withRole("vip", 2),
                Policy.of("voice", Limit.tokenBucket(4, MINUTE, 8))
                        .cascadingTo("all", "nothing", "day")
                        .withRole("guest", 1 / 3.0)
                        .withRole("vip", 1.5),
                Policy.of("all", Limit.leakyBucket(5, MINUTE)).withPoints(0),
                Policy.of("day", Limit.slidingWindow(100, Duration.ofDays(1))).adaptiveTo(0.25),
                Policy.of("image", Limit.fixedWindow(9, MINUTE))
                        .withoutEscalation()
                        .adaptiveTo(1 / 3.0),
                Policy.of("image", Limit.slidingWindow(2, MINUTE))
                        .withRole("vip", 1000)
                        .onTrial(),
                Policy.of("tried", Limit.tokenBucket(1, MINUTE, 3))
                        .adaptiveTo(0.5)
                        .onTrial());
    }

    private static PolicyBook plain(List<Policy> policies) {
        return of(policies, ScoreRules.DEFAULT, DecayClock.STILL, Enforcement.ENFORCE);
    }

    private static PolicyBook of(List<Policy> policies, ScoreRules rules, DecayClock clock, Enforcement enforcement) {
        Map<String, Policy> enforced = new LinkedHashMap<>();
        Map<String, Policy> trials = new LinkedHashMap<>();
        policies.forEach(
                policy -> (policy.key().equals(policy.action()) ? enforced : trials).put(policy.action(), policy));
        return new PolicyBook(policies.size(), enforced, trials, rules, clock, enforcement);
    }

    private static ObjectNode book(String name, PolicyBook book, List<String> actions) {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("name", name).put("maxUsersPerShard", MAX_USERS);
        ObjectNode stored = node.putObject("policies");
        if (book.revision() > 0) {
            SetupCommands.hash(book).forEach(stored::put);
        }
        ArrayNode requests = node.putArray("requests");
        for (String action : actions) {
            for (String role : roles()) {
                requests.add(request(book, action, role.isEmpty() ? null : role));
            }
        }
        return node;
    }

    private static List<String> roles() {
        return new ArrayList<>(List.of("", "vip", "guest", "unknown"));
    }

    private static ObjectNode request(PolicyBook book, String action, @Nullable String role) {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("action", action);
        if (role != null) {
            node.put("role", role);
        }
        node.put("user", "42");
        ClientArguments arguments = ClientArguments.of(book, VectorKeys.USUAL, MAX_USERS, "42", action, role);
        node.put("policy", arguments.policy()).put("more", arguments.more());
        ArrayNode windows = node.putArray("windows");
        arguments.windows().forEach(windows::add);
        return node;
    }
}
