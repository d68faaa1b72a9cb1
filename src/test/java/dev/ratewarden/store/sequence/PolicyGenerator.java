package dev.ratewarden.store.sequence;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Strategy;
import dev.ratewarden.moderation.PolicyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes up policies, rules, and changes of them. */
final class PolicyGenerator {

    static final long DAY_MS = 86_400_000;
    static final long[] WINDOWS = {1, 7, 999, 1_000, 10_007, 60_000, 900_000, 3_600_000, 7_777_777, DAY_MS};

    /** Those that have a policy at first, in the order in which one may cascade to the next. */
    static final List<String> ACTIONS = List.of("act0", "act1", "act2", "act3", "act4");

    static final List<String> ROLES = List.of("vip", "guest", "A.b-c_9");

    private final RandomGenerator random;

    PolicyGenerator(RandomGenerator random) {
        this.random = random;
    }

    /** Most actions enforced, some on trial, one perhaps only on trial. */
    List<Policy> policies() {
        List<Policy> policies = new ArrayList<>();
        for (String action : ACTIONS) {
            if (random.nextInt(8) > 0) {
                policies.add(enforced(action, limit()));
            }
            if (random.nextInt(5) == 0) {
                policies.add(enforced(action, limit()).onTrial());
            }
        }
        return policies.isEmpty() ? List.of(enforced(ACTIONS.getFirst(), limit())) : policies;
    }

    ScoreRules rules() {
        double blockAt = pick(100, 100, 30, 250.5, 99.999999, 10_000);
        double unblockBelow = random.nextBoolean() ? Math.min(75, blockAt) : blockAt * (1 - random.nextDouble() * 0.99);
        double decay = random.nextInt(3) == 0 ? 0 : pick(1, 10, 0.1, 3.7, 997.3, 1_000, 1 / 3.0);
        return new ScoreRules(blockAt, unblockBelow, decay);
    }

    PolicyChange change(PolicyBook book) {
        String action = pick(ACTIONS);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new PolicyChange.Put(otherFigures(book, action));
            case 3 -> new PolicyChange.Put(enforced(action, limit()));
            case 4 -> new PolicyChange.Put(enforced(action, limit()).onTrial());
            case 5 -> new PolicyChange.Remove(action, pick(List.of(PolicyMode.values())));
            case 6 -> new PolicyChange.Put(enforced(action, limit()).cascadingTo(other(action)));
            case 7, 8 -> new PolicyChange.Rules(otherRules(book.scoreRules()));
            // Back to deciding more often than not, or little would be denied.
            case 9, 10 -> new PolicyChange.Enforce(Enforcement.ENFORCE);
            default -> new PolicyChange.Enforce(pick(List.of(Enforcement.values())));
        };
    }

    private ScoreRules otherRules(ScoreRules rules) {
        return random.nextBoolean() ? rules() : rules.withDecayPerHour(rules().decayPerHour());
    }

    /** The same strategy and window with a limit raised or lowered, so that what was used still counts. */
    private Policy otherFigures(PolicyBook book, String action) {
        Policy policy = book.policy(action);
        if (policy == null) {
            return enforced(action, limit());
        }
        Limit limit = policy.limit();
        long changed = Math.max(1, random.nextBoolean() ? limit.limit() / 2 : limit.limit() + random.nextLong(1, 4));
        boolean bursts = limit.strategy() == Strategy.TOKEN_BUCKET && random.nextBoolean();
        long burst = bursts ? Math.max(1, limit.burst() + random.nextLong(-3, 4)) : changed;
        long most = Math.min(1_000_000_000L, ((1L << 53) - 1) / limit.windowMs());
        return policy.withLimit(
                new Limit(limit.strategy(), Math.min(most, changed), limit.windowMs(), Math.min(most, burst)));
    }

    private Policy enforced(String action, Limit limit) {
        Double adaptiveFloor = random.nextInt(4) == 0 ? (Double) pick(0.25, 0.5, 0.01, 1, 1 / 3.0) : null;
        Map<String, Double> roles = new TreeMap<>();
        while (random.nextInt(2) == 0 && roles.size() < ROLES.size()) {
            roles.put(pick(ROLES), pick(2, 2, 0.3, 1, 1_000, 0.001, 4 / 3.0));
        }
        return new Policy(
                action,
                limit,
                points(),
                random.nextInt(4) > 0,
                PolicyMode.ENFORCE,
                cascades(action),
                adaptiveFloor,
                pick(List.of(OnOutage.values())),
                roles);
    }

    /** Only to later ones, so that no circle comes about. */
    private List<String> cascades(String action) {
        List<String> later = ACTIONS.subList(ACTIONS.indexOf(action) + 1, ACTIONS.size());
        return random.nextInt(3) > 0
                ? List.of()
                : later.stream().filter(one -> random.nextInt(2) == 0).toList();
    }

    private String other(String action) {
        String other = pick(ACTIONS);
        return other.equals(action) ? "free" : other;
    }

    Limit limit() {
        Strategy strategy = pick(List.of(Strategy.values()));
        long window = WINDOWS[random.nextInt(WINDOWS.length)];
        boolean large = strategy != Strategy.SLIDING_WINDOW && random.nextInt(6) == 0;
        long limit = large ? random.nextLong(1, Math.min(1_000_000_000L, (1L << 53) / window)) : random.nextLong(1, 8);
        boolean bursts = strategy == Strategy.TOKEN_BUCKET && random.nextInt(3) == 0;
        return new Limit(strategy, limit, window, bursts ? random.nextLong(1, 12) : limit);
    }

    private int points() {
        return (int) pick(10, 10, 10, 0, 1, 33, 1_000);
    }

    private double pick(double... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @Nullable
    String role() {
        return random.nextInt(3) > 0 ? null : random.nextInt(4) == 0 ? "unheard-of" : pick(ROLES);
    }
}
