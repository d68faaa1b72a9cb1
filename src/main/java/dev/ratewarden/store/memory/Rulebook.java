package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyConflict;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.policy.PolicyJson;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The policies in force and how they came to be. Thread-safe: changes are made under this object's monitor, reading takes none. */
final class Rulebook {

    private static final int MAX_HISTORY = 100;

    private volatile ActionPolicies.Table table = ActionPolicies.Table.of(PolicyBook.empty());

    /** Whether the rules were ever set, be it to what they were. Guarded by this monitor. */
    private boolean rulesSet;

    /** Whether rules and clock are those of an earlier process, whose users' scores go on. Guarded by this monitor. */
    private boolean continued;

    /** What the code said last, by the policy's key. Guarded by this monitor. */
    private final Map<String, Policy> ofCode = new TreeMap<>();

    /** Newest first. Guarded by this monitor. */
    private final Deque<PolicyRevision> history = new ArrayDeque<>();

    ActionPolicies.Table table() {
        return table;
    }

    PolicyBook book() {
        return table.book();
    }

    synchronized List<PolicyRevision> history() {
        return List.copyOf(history);
    }

    synchronized Map<String, Policy> ofCode() {
        return Map.copyOf(ofCode);
    }

    /** Before anything else: goes on with what was in force in an earlier process, until this one's code says its own rules. */
    synchronized void goOnWith(ScoreRules rules, DecayClock clock) {
        continued = true;
        table = ActionPolicies.Table.of(book().with(rules, clock));
    }

    /** @param anyScored whether a user has a score, and so rules are in use */
    synchronized PolicyBook addDefaults(
            Collection<Policy> defaults, @Nullable ScoreRules rules, long nowMs, BooleanSupplier anyScored) {
        PolicyBook before = book();
        PolicyBook added = before.withDefaults(defaults);
        defaults.forEach(policy -> ofCode.put(policy.key(), policy));
        if (added != before) {
            table = ActionPolicies.Table.of(added);
            for (Policy policy : defaults) {
                boolean isNew = of(before, policy.action(), policy.mode()) == null;
                if (isNew && policy.equals(of(added, policy.action(), policy.mode()))) {
                    note(nowMs, PolicyRevision.CODE, "", policy.key(), null, PolicyJson.write(policy));
                }
            }
        }
        if (rules != null && !rulesSet && (continued || !anyScored.getAsBoolean())) {
            rulesSet = true;
            PolicyBook ruled = added.with(rules, clockFor(rules.decayPerHour(), added.decay(), nowMs));
            if (ruled != added) {
                table = ActionPolicies.Table.of(ruled);
                note(
                        nowMs,
                        PolicyRevision.CODE,
                        "",
                        "rules",
                        PolicyJson.write(added.scoreRules()),
                        PolicyJson.write(rules));
            }
        }
        return book();
    }

    private DecayClock clockFor(double rate, DecayClock before, long nowMs) {
        if (!continued) {
            return DecayClock.startingAt(nowMs, rate);
        }
        return rate == before.rate() ? before : before.withRateFrom(rate, nowMs);
    }

    /** @param expectedRevision the revision that the change was made on; null for any */
    synchronized PolicyBook change(
            PolicyChange change,
            String operator,
            String reason,
            @Nullable Long expectedRevision,
            long nowMs,
            Journal journal) {
        if (expectedRevision != null && expectedRevision != book().revision()) {
            throw PolicyConflict.after(history.peekFirst());
        }
        long before = book().revision();
        switch (change) {
            case PolicyChange.Put put -> put(put.policy(), operator, reason, nowMs);
            case PolicyChange.Remove remove -> remove(remove.action(), remove.mode(), operator, reason, nowMs);
            case PolicyChange.Rules rules -> rules(rules.rules(), operator, reason, nowMs);
            case PolicyChange.Enforce enforce -> enforce(enforce.enforcement(), operator, reason, nowMs);
        }
        PolicyRevision latest = history.peekFirst();
        if (latest != null && book().revision() != before) {
            journal.audited(latest.audited(journal.nextGlobalAuditId(), ""));
        }
        return book();
    }

    private void put(Policy policy, String operator, String reason, long nowMs) {
        Policy before = of(book(), policy.action(), policy.mode());
        if (!policy.equals(before)) {
            table = ActionPolicies.Table.of(book().with(policy));
            note(
                    nowMs,
                    operator,
                    reason,
                    policy.key(),
                    before == null ? null : PolicyJson.write(before),
                    PolicyJson.write(policy));
        }
    }

    private void remove(String action, PolicyMode mode, String operator, String reason, long nowMs) {
        Policy before = of(book(), action, mode);
        if (before == null) {
            throw new ActionRefusedException("%s has no policy%s; nothing was changed"
                    .formatted(Inputs.quote(action), mode == PolicyMode.SHADOW ? " on trial" : ""));
        }
        table = ActionPolicies.Table.of(book().without(action, mode));
        note(nowMs, operator, reason, before.key(), PolicyJson.write(before), null);
    }

    private void rules(ScoreRules rules, String operator, String reason, long nowMs) {
        PolicyBook before = book();
        DecayClock decay = before.decay();
        if (rules.decayPerHour() != before.scoreRules().decayPerHour()) {
            if (decay.pendingAt(nowMs)) {
                throw new ActionRefusedException(
                        "decayPerHour %s: an earlier change begins in %d ms; nothing was changed. Try again then."
                                .formatted(rules.decayPerHour(), decay.fromMs() - nowMs));
            }
            decay = decay.withRate(rules.decayPerHour(), nowMs);
        }
        rulesSet = true;
        if (!rules.equals(before.scoreRules())) {
            table = ActionPolicies.Table.of(before.with(rules, decay));
            note(nowMs, operator, reason, "rules", PolicyJson.write(before.scoreRules()), PolicyJson.write(rules));
        }
    }

    private void enforce(Enforcement enforcement, String operator, String reason, long nowMs) {
        Enforcement before = book().enforcement();
        if (enforcement != before) {
            table = ActionPolicies.Table.of(book().with(enforcement));
            note(nowMs, operator, reason, "enforcement", '"' + before.name() + '"', '"' + enforcement.name() + '"');
        }
    }

    /** Writes the revision that is in force by now into the history. */
    private void note(
            long nowMs, String operator, String reason, String what, @Nullable String before, @Nullable String after) {
        history.addFirst(new PolicyRevision(book().revision(), nowMs, operator, reason, what, before, after));
        if (history.size() > MAX_HISTORY) {
            history.removeLast();
        }
    }

    private static @Nullable Policy of(PolicyBook book, String action, PolicyMode mode) {
        return mode == PolicyMode.SHADOW ? book.trial(action) : book.policy(action);
    }
}
