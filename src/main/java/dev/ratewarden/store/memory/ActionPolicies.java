package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the policies in force say about one action, worked out once a revision rather than once a check. Immutable.
 *
 * @param levels the action's own limit first, then those to which it cascades; empty if it has none or all are switched off
 * @param trial the limit on trial for it; null if there is none or all are switched off
 * @param exceeded the type of the event of a violation
 * @param excessive the type of the event of many of them
 */
record ActionPolicies(List<PolicyLevel> levels, @Nullable PolicyLevel trial, String exceeded, String excessive) {

    private static final ActionPolicies NONE = new ActionPolicies(List.of(), null, "", "");

    /** All policies of one book, by action. */
    record Table(PolicyBook book, Map<String, ActionPolicies> byAction) {

        static Table of(PolicyBook book) {
            Map<String, ActionPolicies> byAction = new HashMap<>();
            if (book.enforcement() != Enforcement.OFF) {
                Set<String> actions = new HashSet<>(book.policies().keySet());
                actions.addAll(book.trials().keySet());
                actions.forEach(action -> byAction.put(action, ActionPolicies.of(book, action)));
            }
            return new Table(book, byAction);
        }

        ActionPolicies of(String action) {
            return byAction.getOrDefault(action, NONE);
        }
    }

    private static ActionPolicies of(PolicyBook book, String action) {
        Policy trial = book.trial(action);
        String upper = action.toUpperCase(Locale.ROOT);
        return new ActionPolicies(
                book.levels(action).stream().map(PolicyLevel::of).toList(),
                trial == null ? null : PolicyLevel.of(trial),
                "RATE_LIMIT_EXCEEDED_" + upper,
                "EXCESSIVE_" + upper + "_ATTEMPTS");
    }

    /** The action's own level; null without a policy. */
    @Nullable
    PolicyLevel own() {
        return levels.isEmpty() ? null : levels.getFirst();
    }

    /** @throws InvalidRequestException if a level could never hold the cost, as it is configured */
    void requireAffordable(CheckRequest request) {
        for (PolicyLevel level : levels) {
            Policy policy = level.policy();
            if (request.cost() > policy.limit().capacity()) {
                throw new InvalidRequestException(
                        "COST_EXCEEDS_LIMIT: cost %d of %s could never be allowed; the limit of %s holds %d at most"
                                .formatted(
                                        request.cost(),
                                        request.action(),
                                        policy.action(),
                                        policy.limit().capacity()));
            }
        }
    }
}
