package dev.ratewarden.store.model;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyConflict;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.policy.PolicyJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The policies in force, and every change of them. */
final class ModelPolicies {

    private static final int HISTORY = 100;

    PolicyBook book = PolicyBook.empty();
    final Map<String, Policy> ofCode = new TreeMap<>();
    private boolean rulesSet;

    /** Oldest first, never cut. */
    private final List<PolicyRevision> changes = new ArrayList<>();

    /** Newest first. */
    List<PolicyRevision> history() {
        return changes.reversed().stream().limit(HISTORY).toList();
    }

    void addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules, long nowMs, boolean anyScored) {
        defaults.forEach(policy -> ofCode.put(policy.key(), policy));
        PolicyBook before = book;
        book = book.withDefaults(defaults);
        for (Policy policy : defaults) {
            Policy now = existing(policy.action(), policy.mode(), book);
            if (existing(policy.action(), policy.mode(), before) == null && policy.equals(now)) {
                note(nowMs, PolicyRevision.CODE, "", policy.key(), null, PolicyJson.write(policy));
            }
        }
        if (rules != null && !rulesSet && !anyScored) {
            rulesSet = true;
            setRules(rules, DecayClock.startingAt(nowMs, rules.decayPerHour()), nowMs, PolicyRevision.CODE, "");
        }
    }

    void change(PolicyChange change, String operator, String reason, @Nullable Long expectedRevision, long nowMs) {
        if (expectedRevision != null && expectedRevision != book.revision()) {
            throw PolicyConflict.after(changes.isEmpty() ? null : changes.getLast());
        }
        switch (change) {
            case PolicyChange.Put put -> {
                Policy before = existing(put.policy().action(), put.policy().mode(), book);
                if (!put.policy().equals(before)) {
                    book = book.with(put.policy());
                    note(nowMs, operator, reason, put.policy().key(), json(before), json(put.policy()));
                }
            }
            case PolicyChange.Remove remove -> {
                Policy before = existing(remove.action(), remove.mode(), book);
                if (before == null) {
                    throw new ActionRefusedException(remove + ": there is none");
                }
                book = book.without(remove.action(), remove.mode());
                note(nowMs, operator, reason, before.key(), json(before), null);
            }
            case PolicyChange.Rules rules -> changeRules(rules.rules(), nowMs, operator, reason);
            case PolicyChange.Enforce enforce -> {
                String before = "\"" + book.enforcement() + "\"";
                if (enforce.enforcement() != book.enforcement()) {
                    book = book.with(enforce.enforcement());
                    note(nowMs, operator, reason, "enforcement", before, "\"" + enforce.enforcement() + "\"");
                }
            }
        }
    }

    private void changeRules(ScoreRules rules, long nowMs, String operator, String reason) {
        DecayClock clock = book.decay();
        if (rules.decayPerHour() != book.scoreRules().decayPerHour()) {
            if (clock.pendingAt(nowMs)) {
                throw new ActionRefusedException("the earlier change of the decay has not begun");
            }
            clock = clock.withRate(rules.decayPerHour(), nowMs);
        }
        rulesSet = true;
        setRules(rules, clock, nowMs, operator, reason);
    }

    private void setRules(ScoreRules rules, DecayClock clock, long nowMs, String operator, String reason) {
        String before = PolicyJson.write(book.scoreRules());
        if (!rules.equals(book.scoreRules())) {
            book = book.with(rules, clock);
            note(nowMs, operator, reason, "rules", before, PolicyJson.write(rules));
        }
    }

    private void note(
            long nowMs, String operator, String reason, String what, @Nullable String before, @Nullable String after) {
        changes.add(new PolicyRevision(book.revision(), nowMs, operator, reason, what, before, after));
    }

    private static @Nullable String json(@Nullable Policy policy) {
        return policy == null ? null : PolicyJson.write(Objects.requireNonNull(policy));
    }

    private static @Nullable Policy existing(String action, PolicyMode mode, PolicyBook in) {
        return mode == PolicyMode.SHADOW ? in.trial(action) : in.policy(action);
    }
}
