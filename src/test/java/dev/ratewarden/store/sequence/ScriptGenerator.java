package dev.ratewarden.store.sequence;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
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
import org.jspecify.annotations.Nullable;

/**
 * Makes up scripts. Plays each step to a model while it goes, so that it can aim at the milliseconds at which something changes: when
 * a limit has room again, a window begins, a block, a ban, an exemption or a grace period ends, a changed decay begins.
 */
public final class ScriptGenerator {

    private static final long START_MS = 1_767_225_600_000L;
    private static final long DAY_MS = PolicyGenerator.DAY_MS;
    private static final long LONGEST_MS = 25 * DAY_MS;
    private static final int HINTS = 12;

    /** How far the clock falls behind its latest time: stores forget violations of more than two hours ago. */
    private static final long SET_BACK_MS = 3_500_000;

    private static final List<String> USERS = List.of("ann", "bob", "🦊 {s1}:\"x\"", "dan");
    private static final List<String> NAMES = List.of("Mira", "mirabelle", "\u202Ezoe", "", "Ötzi", "m", "MI");
    private static final long[] PAUSES = {1, 1_000, 59_999, 60_000, 3_599_999, 3_600_000, 7_200_000, DAY_MS};

    private final RandomGenerator random;
    private final PolicyGenerator policies;
    private final ActGenerator acts;
    private final long seed;
    private final boolean acting;
    private long latestMs;
    private final Deque<Long> hints = new ArrayDeque<>();

    /** Named in most checks, so that something comes about. */
    private String favourite = "";

    private ScriptGenerator(long seed, boolean acting) {
        this.seed = seed;
        this.acting = acting;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.policies = new PolicyGenerator(random);
        this.acts = new ActGenerator(random);
    }

    static Script generate(long seed, int length) {
        return generate(seed, length, true);
    }

    /** @param acting whether moderators act in it */
    public static Script generate(long seed, int length, boolean acting) {
        return new ScriptGenerator(seed, acting).script(length);
    }

    private Script script(int length) {
        long start = START_MS + random.nextLong(DAY_MS);
        Script settings = new Script(seed, start, policies.rules(), policies.policies(), List.of());
        favourite = settings.policies().getFirst().action();
        ManualClock clock = new ManualClock(start);
        Replay model = new Replay(StorePorts.of(new ModelStore(clock)), clock, settings);
        List<Script.Step> steps = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            Script.Step step = new Script.Step(nextTime(clock.millis()), op(model));
            steps.add(step);
            model.play(step);
            aimAt(model);
        }
        return settings.withSteps(steps);
    }

    private <T> T pick(List<T> values) {
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
            long window = PolicyGenerator.WINDOWS[random.nextInt(PolicyGenerator.WINDOWS.length)];
            next = (now / window + 1) * window - random.nextInt(2);
        } else {
            next = Math.max(now - (long) Math.pow(10, random.nextDouble() * 7), latestMs - SET_BACK_MS);
        }
        boolean wanted = (next >= now || dice >= 97) && next < START_MS + LONGEST_MS;
        latestMs = Math.max(latestMs, wanted ? next : now);
        return wanted ? next : now;
    }

    private void aimAt(Replay model) {
        CheckOutcome outcome = model.latest();
        if (outcome != null) {
            aimAt(outcome);
        }
        ActionReceipt receipt = model.latestReceipt();
        if (receipt != null && receipt.entry().untilMs() != null) {
            hint(receipt.entry().untilMs());
        }
        DecayClock decay = model.policies().decay();
        if (decay.pendingAt(latestMs)) {
            hint(decay.fromMs());
        }
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
        if (hints.contains(atMs)) {
            return;
        }
        hints.addLast(atMs);
        if (hints.size() > HINTS) {
            hints.removeFirst();
        }
    }

    private Script.Op op(Replay model) {
        PolicyBook book = model.policies();
        String user = random.nextInt(3) > 0 ? USERS.getFirst() : pick(USERS);
        int dice = random.nextInt(100);
        if (dice < 58) {
            int times = random.nextInt(40) == 0 ? 30 : 1 + random.nextInt(2);
            return new Script.Op.Check(request(user, book), times);
        } else if (dice < 69) {
            return new Script.Op.Peek(request(user, book));
        } else if (dice < 82) {
            return !acting ? new Script.Op.Check(request(user, book), 1) : acts.on(user, model.user(user));
        } else if (dice < 87) {
            return new Script.Op.Change(policies.change(book), acts.seen());
        } else if (dice < 89) {
            return new Script.Op.Describe(user, pick(NAMES));
        } else if (dice < 96) {
            return new Script.Op.Look(user);
        }
        return dice < 97 ? new Script.Op.Find(random.nextBoolean() ? "MI" : user) : new Script.Op.Overview(query());
    }

    private CheckRequest request(String user, PolicyBook book) {
        String action = random.nextInt(3) > 0 ? favourite : pick(PolicyGenerator.ACTIONS);
        if (random.nextInt(20) == 0) {
            action = "free";
        }
        return new CheckRequest(user, action, cost(book, action), policies.role(), where());
    }

    private long cost(PolicyBook book, String action) {
        long capacity = book.levels(action).stream()
                .mapToLong(level -> level.limit().capacity())
                .min()
                .orElse(100);
        return switch (random.nextInt(12)) {
            case 0 -> random.nextLong(1, capacity + 1);
            case 1, 2, 3 -> capacity;
            case 4 -> random.nextInt(4) == 0 ? capacity + 1 : capacity;
            default -> 1;
        };
    }

    private @Nullable String where() {
        return random.nextInt(4) == 0 ? "guild 1" : null;
    }

    private UserQuery query() {
        return switch (random.nextInt(4)) {
            case 0 -> UserQuery.highAbuse(2);
            case 1 -> UserQuery.banned(3);
            case 2 -> UserQuery.tier(pick(List.of(Tier.values())), 3);
            default -> new UserQuery(null, Tier.WARNING, false, START_MS + random.nextLong(2 * DAY_MS), 2);
        };
    }
}
