package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Policy;
import org.jspecify.annotations.Nullable;

/**
 * A policy as a level of a check.
 *
 * @param policy whose limit it is
 * @param bucket under which name a user's use of it is kept
 * @param usual the policy's own limit, in force for everybody whom nothing sets apart
 */
record PolicyLevel(Policy policy, String bucket, AppliedLimit usual) {

    static PolicyLevel of(Policy policy) {
        return new PolicyLevel(policy, policy.key(), AppliedLimit.of(policy));
    }

    /** The limit in force for a user. Nearly always the usual one, and then nothing is worked out. */
    AppliedLimit applied(@Nullable String role, @Nullable Long override, double score, double blockAt) {
        boolean plain = override == null
                && policy.adaptiveFloor() == null
                && (role == null || policy.roles().isEmpty());
        return plain ? usual : AppliedLimit.of(policy, role, override, score, blockAt);
    }
}
