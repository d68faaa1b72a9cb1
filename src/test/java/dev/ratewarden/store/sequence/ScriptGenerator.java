package dev.ratewarden.store.sequence;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Strategy;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StorePorts;
import dev.ratewarden.store.model.ModelStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes up scripts. Plays each step to a model while it goes, so that it can aim at the milliseconds at which something changes: when
 * a limit has room again, a window begins, a block or a ban ends.
 */
final class ScriptGenerator {

    private static final long START_MS = 1_767_225_600_000L;
    private static final long DAY_MS = 86_400_000;
    private static final long LONGEST_MS = 25 * DAY_MS;
    private static final int HINTS = 12;

    /** How far the clock falls behind its latest time: stores forget violations of more than two hours ago. */
    private static final long SET_BACK_MS = 3_500_000;

    private static final List<String> USERS = List.of("ann", "bob", "🦊 {s1}:\"x\"", "dan");
    private static final List<String> NAMES = List.of("Mira", "mirabelle", "\u202Ezoe", "", "Ötzi", "m", "MI");
    private static final long[] WINDOWS = {1, 7, 999, 1_000, 10_007, 60_000, 900_000, 3_600_000, 7_777_777, DAY_MS};
    private static final long[] PAUSES = {1, 1_000, 59_999, 60_000, 3_599_999, 3_600_000, 7_200_000, DAY_MS};

    private final RandomGenerator random;
    private final long seed;
    private long latestMs;
    private final Deque<Long> hints = new ArrayDeque<>();

    private ScriptGenerator(long seed) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static Script generate(long seed, int length) {
        return new ScriptGenerator(seed).script(length);
    }

    private Script script(int length) {
        List<Policy> policies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            policies.add(new Policy("act" + i, limit(), points(), random.nextInt(4) > 0));
        }
        Script settings = new Script(seed, rules(), policies, List.of());
        ManualClock clock = new ManualClock(START_MS + random.nextLong(DAY_MS));
        Replay model = new Replay(StorePorts.of(new ModelStore(clock)), clock, settings);
        List<Script.Step> steps = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Script.Step step = new Script.Step(nextTime(clock.millis()), op(policies));
            steps.add(step);
            model.play(step);
            if (model.latest() != null) {
                aimAt(model.latest());
            }
        }
        return settings.withSteps(steps);
    }

    private ScoreRules rules() {
        double blockAt = pick(100, 100, 30, 250.5, 99.999999);
        double unblockBelow = random.nextBoolean() ? Math.min(75, blockAt) : blockAt * (1 - random.nextDouble() * 0.99);
        double decay = random.nextInt(3) == 0 ? 0 : pick(1, 10, 0.1, 3.7, 997.3, 1_000, 1 / 3.0);
        return new ScoreRules(blockAt, unblockBelow, decay);
    }

    private Limit limit() {
        Strategy strategy = pick(random, List.of(Strategy.values()));
        long window = WINDOWS[random.nextInt(WINDOWS.length)];
        boolean large = strategy != Strategy.SLIDING_WINDOW && random.nextInt(5) == 0;
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

    private static <T> T pick(RandomGenerator random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private long nextTime(long now) {
        int dice = random.nextInt(100);
        long next;
        if (dice < 45) {
            next = now;
        } else if (dice < 60) {
            next = now + random.nextLong(1, 50);
        } else if (dice < 82 && !hints.isEmpty()) {
            next = new ArrayList<>(hints).get(random.nextInt(hints.size())) + random.nextLong(-1, 2);
        } else if (dice < 88) {
            next = now + (long) Math.pow(10, random.nextDouble() * 8);
        } else if (dice < 94) {
            next = now + PAUSES[random.nextInt(PAUSES.length)];
        } else if (dice < 97) {
            long window = WINDOWS[random.nextInt(WINDOWS.length)];
            next = (now / window + 1) * window - random.nextInt(2);
        } else {
            next = Math.max(now - (long) Math.pow(10, random.nextDouble() * 7), latestMs - SET_BACK_MS);
        }
        boolean wanted = (next >= now || dice >= 97) && next < START_MS + LONGEST_MS;
        latestMs = Math.max(latestMs, wanted ? next : now);
        return wanted ? next : now;
    }

    private void aimAt(CheckOutcome outcome) {
        Long wait = outcome.retryAfterMs();
        if (wait != null) {
            hint(outcome.nowMs() + wait);
        }
        if (outcome.quota() != null) {
            hint(outcome.quota().resetAtMs());
        }
        if (outcome.block() != null && outcome.block().untilMs() != null) {
            hint(outcome.block().untilMs());
        }
        if (outcome.penalty() != null) {
            hint(outcome.nowMs() + 3_600_000);
        }
    }

    private void hint(long atMs) {
        hints.addLast(atMs);
        if (hints.size() > HINTS) {
            hints.removeFirst();
        }
    }

    private Script.Op op(List<Policy> policies) {
        String user = random.nextInt(3) > 0 ? USERS.getFirst() : pick(random, USERS);
        int dice = random.nextInt(100);
        if (dice < 62) {
            int times = random.nextInt(40) == 0 ? 30 : 1 + random.nextInt(2);
            return new Script.Op.Check(request(user, policies), times);
        } else if (dice < 74) {
            return new Script.Op.Peek(request(user, policies));
        } else if (dice < 86) {
            return act(user);
        } else if (dice < 89) {
            return new Script.Op.Describe(user, pick(random, NAMES));
        } else if (dice < 96) {
            return new Script.Op.Look(user);
        }
        return dice < 97 ? new Script.Op.Find(random.nextBoolean() ? "MI" : user) : new Script.Op.Overview(query());
    }

    private CheckRequest request(String user, List<Policy> policies) {
        if (random.nextInt(20) == 0) {
            return new CheckRequest(user, "free", random.nextLong(1, 100), null);
        }
        Policy policy = random.nextInt(3) > 0 ? policies.getFirst() : pick(random, policies);
        long capacity = policy.limit().capacity();
        long cost = switch (random.nextInt(12)) {
            case 0 -> random.nextLong(1, capacity + 1);
            case 1, 2, 3 -> Math.max(1, capacity);
            case 4 -> random.nextInt(4) == 0 ? capacity + 1 : capacity;
            default -> 1;
        };
        return new CheckRequest(user, policy.action(), cost, random.nextInt(4) == 0 ? "guild 1" : null);
    }

    private Script.Op act(String user) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Script.Op.Act(user, new ModeratorAction.Reset(random.nextInt(4) == 0));
            case 2, 3 ->
                new Script.Op.Act(
                        user,
                        new ModeratorAction.Ban(
                                random.nextInt(4) == 0 ? null : (long) Math.pow(10, random.nextDouble() * 8)));
            case 4, 5 -> new Script.Op.Act(user, new ModeratorAction.Unban(random.nextInt(3) == 0));
            default -> new Script.Op.Undo(random.nextInt(4) == 0 ? 1 : 0, random.nextInt(10) == 0 ? user : null);
        };
    }

    private UserQuery query() {
        return switch (random.nextInt(4)) {
            case 0 -> UserQuery.highAbuse(2);
            case 1 -> UserQuery.banned(3);
            case 2 -> UserQuery.tier(pick(random, List.of(Tier.values())), 3);
            default -> new UserQuery(null, Tier.WARNING, false, START_MS + random.nextLong(2 * DAY_MS), 2);
        };
    }
}
