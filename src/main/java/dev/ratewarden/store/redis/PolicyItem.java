package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.policy.PolicyJson;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of the policies in the words of {@code policies.lua}.
 *
 * @param what {@code <action>}, {@code <action>#shadow}, {@code rules} or {@code enforcement}
 * @param before as JSON; null if there was none
 * @param after as JSON; null to remove it
 */
record PolicyItem(
        String what, @Nullable String before, @Nullable String after) {

    static final String RULES = "rules";
    private static final String ENFORCEMENT = "enforcement";

    /**
     * Null if it is already so.
     *
     * @throws ActionRefusedException if there is nothing to remove
     * @throws dev.ratewarden.limiter.InvalidRequestException if policies would cascade in a circle or too deep
     */
    static @Nullable PolicyItem of(PolicyChange change, PolicyBook book) {
        return switch (change) {
            case PolicyChange.Put put -> put(put.policy(), book);
            case PolicyChange.Remove remove -> removed(remove, book);
            case PolicyChange.Rules rules ->
                rules.rules().equals(book.scoreRules())
                        ? null
                        : new PolicyItem(RULES, PolicyJson.write(book.scoreRules()), PolicyJson.write(rules.rules()));
            case PolicyChange.Enforce enforce ->
                enforce.enforcement() == book.enforcement()
                        ? null
                        : new PolicyItem(ENFORCEMENT, quoted(book.enforcement()), quoted(enforce.enforcement()));
        };
    }

    /** Those defaults that are not there. Throws where they would make a circle with those that are. */
    static List<PolicyItem> missing(Collection<Policy> defaults, PolicyBook book) {
        book.withDefaults(defaults);
        Map<String, PolicyItem> missing = new LinkedHashMap<>();
        for (Policy policy : defaults) {
            if (stored(policy.action(), policy.mode(), book) == null) {
                missing.putIfAbsent(policy.key(), new PolicyItem(policy.key(), null, PolicyJson.write(policy)));
            }
        }
        return List.copyOf(missing.values());
    }

    private static @Nullable PolicyItem put(Policy policy, PolicyBook book) {
        Policy before = stored(policy.action(), policy.mode(), book);
        if (policy.equals(before)) {
            return null;
        }
        // Throws where policies would cascade in a circle or too deep.
        book.with(policy);
        return new PolicyItem(policy.key(), before == null ? null : PolicyJson.write(before), PolicyJson.write(policy));
    }

    private static PolicyItem removed(PolicyChange.Remove remove, PolicyBook book) {
        Policy before = stored(remove.action(), remove.mode(), book);
        if (before == null) {
            throw new ActionRefusedException("there is no policy of %s%s; nothing was changed"
                    .formatted(Inputs.quote(remove.action()), remove.mode() == PolicyMode.SHADOW ? " on trial" : ""));
        }
        return new PolicyItem(before.key(), PolicyJson.write(before), null);
    }

    private static @Nullable Policy stored(String action, PolicyMode mode, PolicyBook book) {
        return switch (mode) {
            case ENFORCE -> book.policy(action);
            case SHADOW -> book.trial(action);
        };
    }

    private static String quoted(Enum<?> value) {
        return '"' + value.name() + '"';
    }
}
