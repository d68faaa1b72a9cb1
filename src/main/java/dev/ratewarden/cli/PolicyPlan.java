package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.policy.PolicyJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import would change, in an order in which no step makes policies cascade in a circle.
 *
 * @param steps one change each
 * @param unchanged how many policies are in the store as the document has them
 * @param left policies of the store that the document does not name; they stay
 */
record PolicyPlan(List<Step> steps, int unchanged, List<String> left) {

    /**
     * One change.
     *
     * @param what {@code <action>}, {@code <action>#shadow}, {@code rules} or {@code enforcement}
     * @param before as JSON; null if there was none
     * @param after as JSON
     */
    record Step(PolicyChange change, String what, @Nullable String before, String after) {}

    PolicyPlan {
        steps = List.copyOf(steps);
        left = List.copyOf(left);
    }

    /** @throws InvalidRequestException if what is in the store and the document together cascade in a circle */
    static PolicyPlan of(PolicyDocument document, PolicyBook book) {
        List<Policy> wanted = document.policies().stream()
                .filter(policy -> !policy.equals(stored(book, policy)))
                .toList();
        List<Step> steps = new ArrayList<>(ordered(wanted, book));
        ScoreRules rules = document.rules();
        if (rules != null && !rules.equals(book.scoreRules())) {
            steps.add(new Step(
                    new PolicyChange.Rules(rules),
                    "rules",
                    PolicyJson.write(book.scoreRules()),
                    PolicyJson.write(rules)));
        }
        if (document.enforcement() != null && document.enforcement() != book.enforcement()) {
            steps.add(new Step(
                    new PolicyChange.Enforce(document.enforcement()),
                    "enforcement",
                    book.enforcement().name(),
                    document.enforcement().name()));
        }
        List<String> named = document.policies().stream().map(Policy::key).toList();
        List<String> left = PolicyListCommand.all(book).stream()
                .map(Policy::key)
                .filter(key -> !named.contains(key))
                .toList();
        return new PolicyPlan(steps, document.policies().size() - wanted.size(), left);
    }

    private static List<Step> ordered(List<Policy> wanted, PolicyBook book) {
        List<Policy> waiting = new ArrayList<>(wanted);
        List<Step> steps = new ArrayList<>();
        PolicyBook now = book;
        while (!waiting.isEmpty()) {
            InvalidRequestException circle = null;
            boolean moved = false;
            for (Policy policy : List.copyOf(waiting)) {
                try {
                    now = now.with(policy);
                } catch (InvalidRequestException e) {
                    circle = e;
                    continue;
                }
                moved = true;
                waiting.remove(policy);
                Policy before = stored(book, policy);
                steps.add(new Step(
                        new PolicyChange.Put(policy),
                        policy.key(),
                        before == null ? null : PolicyJson.write(before),
                        PolicyJson.write(policy)));
            }
            if (!moved && circle != null) {
                throw circle;
            }
        }
        return steps;
    }

    private static @Nullable Policy stored(PolicyBook book, Policy policy) {
        return policy.mode() == PolicyMode.SHADOW ? book.trial(policy.action()) : book.policy(policy.action());
    }
}
