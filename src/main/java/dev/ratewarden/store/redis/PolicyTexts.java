package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy book in the form in which {@code check.lua} takes it, written once for each action and role. Thread-safe.
 */
final class PolicyTexts {

    private static final byte[] NONE = new byte[0];

    /** Checks come with many actions that have no policy only where a bot passes something unbounded; those are not kept. */
    private static final int KEPT = 4_096;

    private final PolicyBook book;
    private final long usersPerShard;
    private final Map<Key, Text> texts = new ConcurrentHashMap<>();

    private record Key(String action, @Nullable String role) {}

    /**
     * @param policy the action's own limit, the score rules and the decay clock
     * @param more what is not usual; empty for nothing
     * @param windows the names of the sliding windows among the levels
     */
    @SuppressWarnings("ArrayRecordComponent") // On their way to the wire; never compared.
    record Text(byte[] policy, byte[] more, List<String> windows) {}

    PolicyTexts(PolicyBook book, long usersPerShard) {
        this.book = book;
        this.usersPerShard = usersPerShard;
    }

    /** Whether they are of this very book and keyspace. */
    boolean isOf(PolicyBook other, Keys keys) {
        return book == other && usersPerShard == keys.usersPerShard();
    }

    /** For a check of the action by a caller of this role, with all levels and the trial. */
    Text check(String action, @Nullable String role) {
        Key key = new Key(action, role == null || !namesRole(action, role) ? null : role);
        Text known = texts.get(key);
        if (known == null) {
            known = write(key);
            if (texts.size() < KEPT) {
                texts.put(key, known);
            }
        }
        return known;
    }

    /** For the standing of the action's own limit. */
    Text standing(String action) {
        Policy policy = book.policy(action);
        if (policy == null) {
            return new Text(Keys.utf8(own(null)), NONE, List.of());
        }
        boolean usual = policy.adaptiveFloor() == null;
        return new Text(
                Keys.utf8(own(policy)),
                usual ? NONE : Keys.utf8("E " + factors(policy, null)),
                windows(List.of(policy)));
    }

    private boolean namesRole(String action, String role) {
        Policy trial = book.trial(action);
        return (trial != null && trial.roles().containsKey(role))
                || book.levels(action).stream()
                        .anyMatch(policy -> policy.roles().containsKey(role));
    }

    private Text write(Key key) {
        if (book.enforcement() == Enforcement.OFF) {
            return new Text(Keys.utf8(own(null)), Keys.utf8("O 1 -"), List.of());
        }
        List<Policy> levels = book.levels(key.action());
        Policy trial = book.trial(key.action());
        Policy first = levels.isEmpty() ? null : levels.get(0);
        List<Policy> all = new ArrayList<>(levels);
        StringBuilder more = new StringBuilder(book.enforcement() == Enforcement.SHADOW ? "S " : "E ")
                .append(first == null ? "1 -" : factors(first, key.role()));
        levels.stream()
                .skip(1)
                .forEach(policy ->
                        more.append(" + ").append(policy.action()).append(' ').append(level(policy, key.role())));
        if (trial != null) {
            all.add(trial);
            more.append(" ? ").append(level(trial, key.role()));
        }
        boolean usual = more.toString().equals("E 1 -");
        return new Text(Keys.utf8(own(first)), usual ? NONE : Keys.utf8(more.toString()), windows(all));
    }

    private String own(@Nullable Policy policy) {
        ScoreRules rules = book.scoreRules();
        String limit = policy == null ? "- %d 1 0 0 0 0".formatted(book.revision()) : limit(policy);
        return String.join(
                " ",
                limit,
                Keys.text(rules.blockAt()),
                Keys.text(rules.unblockBelow()),
                DecayText.text(book.decay()),
                Long.toString(usersPerShard));
    }

    private String limit(Policy policy) {
        Limit limit = policy.limit();
        return "%s %d %d %d %d %d %d"
                .formatted(
                        letter(limit),
                        book.revision(),
                        limit.windowMs(),
                        limit.burst(),
                        limit.limit(),
                        policy.points(),
                        policy.escalating() ? 1 : 0);
    }

    private static String level(Policy policy, @Nullable String role) {
        Limit limit = policy.limit();
        return "%s %d %d %d %s"
                .formatted(letter(limit), limit.windowMs(), limit.burst(), limit.limit(), factors(policy, role));
    }

    private static String factors(Policy policy, @Nullable String role) {
        Double floor = policy.adaptiveFloor();
        return Keys.text(policy.multiplier(role)) + ' ' + (floor == null ? "-" : Keys.text(floor));
    }

    private static String letter(Limit limit) {
        return limit.strategy().name().substring(0, 1);
    }

    private static List<String> windows(List<Policy> policies) {
        return policies.stream()
                .filter(policy -> policy.limit().strategy() == Strategy.SLIDING_WINDOW)
                .map(Policy::key)
                .toList();
    }
}
