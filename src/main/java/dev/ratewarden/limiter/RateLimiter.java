package dev.ratewarden.limiter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * May this user do this action now? One object a bot, shared by all of its threads.
 *
 * <pre>{@code
 * RateLimiter limiter = RateLimiter.builder(store)
 *         .policy("play_song", Limit.slidingWindow(5, Duration.ofMinutes(1)))
 *         .build();
 * Decision decision = limiter.check(userId, "play_song");
 * if (!decision.allowed() && decision.notifyUser()) {
 *     reply(decision.userMessage());
 * }
 * }</pre>
 *
 * <p>Every method may throw {@link StoreUnavailableException} when the store does not answer, {@link StoreException} when it refuses,
 * and {@link InvalidRequestException} for input that cannot be. Thread-safe.
 */
public final class RateLimiter implements AutoCloseable {

    private static final Logger LOG = System.getLogger(RateLimiter.class.getName());

    private final LimiterStore store;
    private final Executor executor;
    private final NameQueue names;
    private final UnpolicedLog unpoliced = new UnpolicedLog(LOG);

    private final Listening listening;

    private RateLimiter(LimiterStore store, Executor executor, Listening listening) {
        this.store = store;
        this.listening = listening;
        this.executor = executor;
        this.names = new NameQueue(store, executor, System::nanoTime);
    }

    /** A limiter with the seven standard policies over {@code store}, to which more can be added. */
    public static Builder builder(LimiterStore store) {
        return new Builder(store);
    }

    /** Checks with a cost of 1: consumes, counts and records. */
    public Decision check(String userId, String action) {
        return check(CheckRequest.of(userId, action));
    }

    /** @param cost how much of the limit it takes, at least 1 */
    public Decision check(String userId, String action, long cost) {
        return check(new CheckRequest(userId, action, cost, null));
    }

    public Decision check(CheckRequest request) {
        if (!listening.isOn()) {
            return decide(request);
        }
        long start = listening.start();
        Decision decision;
        try {
            decision = decide(request);
        } catch (RuntimeException e) {
            listening.failed(request, e, start);
            throw e;
        }
        listening.decided(request, decision, start);
        return decision;
    }

    private Decision decide(CheckRequest request) {
        CheckOutcome outcome = store.check(request);
        if (outcome.reason() == Reason.UNPOLICED && isUnknown(request.action())) {
            unpoliced.noticed(request.action(), outcome.nowMs());
        }
        return Decisions.of(request, outcome);
    }

    /** Whether the action has no policy at all, not even one on trial or switched off. */
    private boolean isUnknown(String action) {
        PolicyBook book = store.policies();
        return book.policy(action) == null && book.trial(action) == null;
    }

    /** Like {@link #check(CheckRequest)}, without blocking the caller: runs on the limiter's executor, a virtual thread by default. */
    public CompletableFuture<Decision> checkAsync(CheckRequest request) {
        return CompletableFuture.supplyAsync(() -> check(request), executor);
    }

    public CompletableFuture<Decision> checkAsync(String userId, String action) {
        return checkAsync(CheckRequest.of(userId, action));
    }

    /** The answer that a check would get now; consumes, counts and records nothing. */
    public Decision peek(CheckRequest request) {
        return Decisions.of(request, store.peek(request));
    }

    public Decision peek(String userId, String action) {
        return peek(CheckRequest.of(userId, action));
    }

    /**
     * Tells what a user is called, so that moderators see a name beside the id. Returns at once; names are written in batches, off
     * the hot path, and only when they changed. Names of users who were never checked are ignored.
     */
    public void describe(String userId, String displayName) {
        names.add(Inputs.userId(userId), Text.displayName(displayName));
    }

    /** The policies in force, as this instance knows them. */
    public PolicyBook policies() {
        return store.policies();
    }

    /** Writes the names that are still waiting. The store stays open: whoever opened it closes it. */
    @Override
    public void close() {
        names.flush();
    }

    /** Not thread-safe while building; the limiter is. */
    public static final class Builder {

        private final LimiterStore store;
        private final Map<String, Policy> defaults = new LinkedHashMap<>();
        private @Nullable ScoreRules rules;
        private @Nullable Executor executor;
        private LimiterListener listener = LimiterListener.NONE;

        private Builder(LimiterStore store) {
            this.store = store;
            StandardPolicies.all().forEach(this::policy);
        }

        /** A policy of one's own, or another limit for a standard one. A default: where the store has a policy, the store's wins. */
        public Builder policy(String action, Limit limit) {
            return policy(Policy.of(action, limit));
        }

        public Builder policy(Policy policy) {
            defaults.put(policy.key(), policy);
            return this;
        }

        /** Points that a score loses an hour, linearly. A default, written only while no user has a score yet. */
        public Builder decayPerHour(double points) {
            return scoreRules((rules == null ? ScoreRules.DEFAULT : rules).withDecayPerHour(points));
        }

        /** What scores mean. A default, written only while no user has a score yet. */
        public Builder scoreRules(ScoreRules scoreRules) {
            this.rules = scoreRules;
            return this;
        }

        /** Runs {@link RateLimiter#checkAsync} and writes names; by default one virtual thread a task. */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /** Hears of every check, on the thread of the check. */
        public Builder listener(LimiterListener limiterListener) {
            this.listener = limiterListener;
            return this;
        }

        public RateLimiter build() {
            PolicyBook book = store.addDefaults(defaults.values(), rules);
            List<String> differing = differences(book);
            if (!differing.isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "The store''s policies win over those in the code, which differ: {0}. To have others, change them in the store",
                        differing);
            }
            return new RateLimiter(
                    store,
                    executor == null ? VirtualThreads.EXECUTOR : executor,
                    new Listening(listener, System::nanoTime, LOG));
        }

        private List<String> differences(PolicyBook book) {
            List<String> differing = new ArrayList<>();
            defaults.forEach((key, policy) -> {
                Policy inForce =
                        policy.mode() == PolicyMode.SHADOW ? book.trial(policy.action()) : book.policy(policy.action());
                if (inForce != null && !inForce.equals(policy)) {
                    differing.add(key);
                }
            });
            if (rules != null && !rules.equals(book.scoreRules())) {
                differing.add("score rules (%s there, %s here)".formatted(words(book.scoreRules()), words(rules)));
            }
            return differing;
        }

        private static String plain(double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }

        private static String words(ScoreRules rules) {
            return "blockAt %s unblockBelow %s decayPerHour %s"
                    .formatted(plain(rules.blockAt()), plain(rules.unblockBelow()), plain(rules.decayPerHour()));
        }
    }

    private static final class VirtualThreads {
        static final ExecutorService EXECUTOR = Executors.newVirtualThreadPerTaskExecutor();
    }
}
