package dev.ratewarden.limiter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All policies of a community at one revision. Immutable. */
public final class PolicyBook {

    private static final int MAX_DEPTH = 8;
    private static final PolicyBook EMPTY =
            new PolicyBook(0, Map.of(), Map.of(), ScoreRules.DEFAULT, DecayClock.STILL, Enforcement.ENFORCE);

    private final long revision;
    private final Map<String, Policy> policies;
    private final Map<String, Policy> trials;
    private final ScoreRules scoreRules;
    private final DecayClock decay;
    private final Enforcement enforcement;
    private final Map<String, List<Policy>> levels = new HashMap<>();

    /**
     * @param revision grows by one with every change, from 0 for an empty book
     * @param policies those that are enforced, by action, in the order in which they were added
     * @param trials those on trial, by action
     * @param scoreRules what scores mean
     * @param decay the points that scores have lost, by time
     * @param enforcement the switch over all of them
     * @throws InvalidRequestException if policies cascade in a circle or too deep, naming the actions
     */
    public PolicyBook(
            long revision,
            Map<String, Policy> policies,
            Map<String, Policy> trials,
            ScoreRules scoreRules,
            DecayClock decay,
            Enforcement enforcement) {
        this.revision = revision;
        this.policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
        this.trials = Collections.unmodifiableMap(new LinkedHashMap<>(trials));
        this.scoreRules = scoreRules;
        this.decay = decay;
        this.enforcement = enforcement;
        this.policies.keySet().forEach(action -> levels.put(action, levelsOf(action)));
    }

    public static PolicyBook empty() {
        return EMPTY;
    }

    public long revision() {
        return revision;
    }

    /** Those that are enforced, by action, in the order in which they were added. */
    public Map<String, Policy> policies() {
        return policies;
    }

    /** Those on trial, by action. */
    public Map<String, Policy> trials() {
        return trials;
    }

    public ScoreRules scoreRules() {
        return scoreRules;
    }

    /** The points that scores have lost, by time. */
    public DecayClock decay() {
        return decay;
    }

    public Enforcement enforcement() {
        return enforcement;
    }

    /** The enforced policy of an action; null if it has none and is therefore not limited. */
    public @Nullable Policy policy(String action) {
        return policies.get(action);
    }

    /** The policy on trial for an action; null if there is none. */
    public @Nullable Policy trial(String action) {
        return trials.get(action);
    }

    /**
     * The policies whose limits a check of this action consumes: its own first, then those it cascades to, directly and on, each once,
     * in the order in which a walk from left to right, deep first, meets them. Actions without a policy are left out. Empty if the
     * action itself has no policy.
     */
    public List<Policy> levels(String action) {
        return levels.getOrDefault(action, List.of());
    }

    /** This book with those of {@code defaults} that it lacks; itself if it lacks none. */
    public PolicyBook withDefaults(Collection<Policy> defaults) {
        Map<String, Policy> enforced = new LinkedHashMap<>(policies);
        Map<String, Policy> tried = new LinkedHashMap<>(trials);
        defaults.forEach(
                policy -> (policy.mode() == PolicyMode.SHADOW ? tried : enforced).putIfAbsent(policy.action(), policy));
        return enforced.size() == policies.size() && tried.size() == trials.size()
                ? this
                : new PolicyBook(revision + 1, enforced, tried, scoreRules, decay, enforcement);
    }

    /** This book with a policy that replaces the one of its action and mode, if there is one. */
    public PolicyBook with(Policy policy) {
        Map<String, Policy> enforced = new LinkedHashMap<>(policies);
        Map<String, Policy> tried = new LinkedHashMap<>(trials);
        (policy.mode() == PolicyMode.SHADOW ? tried : enforced).put(policy.action(), policy);
        return new PolicyBook(revision + 1, enforced, tried, scoreRules, decay, enforcement);
    }

    public PolicyBook without(String action, PolicyMode mode) {
        Map<String, Policy> enforced = new LinkedHashMap<>(policies);
        Map<String, Policy> tried = new LinkedHashMap<>(trials);
        (mode == PolicyMode.SHADOW ? tried : enforced).remove(action);
        return new PolicyBook(revision + 1, enforced, tried, scoreRules, decay, enforcement);
    }

    /** This book with other rules, and the decay clock that goes with them. */
    public PolicyBook with(ScoreRules rules, DecayClock clock) {
        return rules.equals(scoreRules) && clock.equals(decay)
                ? this
                : new PolicyBook(revision + 1, policies, trials, rules, clock, enforcement);
    }

    public PolicyBook with(Enforcement changed) {
        return new PolicyBook(revision + 1, policies, trials, scoreRules, decay, changed);
    }

    private List<Policy> levelsOf(String action) {
        LinkedHashSet<String> met = new LinkedHashSet<>();
        walk(action, new ArrayList<>(), met);
        List<Policy> found = new ArrayList<>();
        for (String one : met) {
            Policy policy = policies.get(one);
            if (policy != null) {
                found.add(policy);
            }
        }
        return List.copyOf(found);
    }

    private void walk(String action, List<String> path, LinkedHashSet<String> met) {
        Policy policy = policies.get(action);
        if (path.contains(action)) {
            throw new InvalidRequestException("cascadesTo: %s → %s is a circle; remove one of these steps"
                    .formatted(String.join(" → ", path.subList(path.indexOf(action), path.size())), action));
        }
        path.add(action);
        if (path.size() > MAX_DEPTH) {
            throw new InvalidRequestException(
                    "cascadesTo: %s is deeper than %d; shorten it".formatted(String.join(" → ", path), MAX_DEPTH));
        }
        met.add(action);
        if (policy != null) {
            policy.cascadesTo().forEach(target -> walk(target, path, met));
        }
        path.removeLast();
    }
}
