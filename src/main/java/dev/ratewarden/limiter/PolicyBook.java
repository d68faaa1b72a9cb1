package dev.ratewarden.limiter;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All policies of a community at one revision.
 *
 * @param revision grows by one with every change, from 0 for an empty book
 * @param policies by action, in the order in which they were added
 * @param scoreRules what scores mean
 */
public record PolicyBook(long revision, Map<String, Policy> policies, ScoreRules scoreRules) {

    public PolicyBook {
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
    }

    public static PolicyBook empty() {
        return new PolicyBook(0, Map.of(), ScoreRules.DEFAULT);
    }

    /** The policy of an action; null if the action has none and is therefore not limited. */
    public @Nullable Policy policy(String action) {
        return policies.get(action);
    }

    /** This book with those of {@code defaults} that it lacks; itself if it lacks none. */
    public PolicyBook withDefaults(Collection<Policy> defaults) {
        Map<String, Policy> merged = new LinkedHashMap<>(policies);
        defaults.forEach(policy -> merged.putIfAbsent(policy.action(), policy));
        return merged.size() == policies.size() ? this : new PolicyBook(revision + 1, merged, scoreRules);
    }

    public PolicyBook withScoreRules(ScoreRules rules) {
        return rules.equals(scoreRules) ? this : new PolicyBook(revision + 1, policies, rules);
    }
}
