package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.policy.PolicyJson;
import org.jspecify.annotations.Nullable;

/**
 * A state of the history that can be put back, or why it cannot.
 *
 * @param change puts it back; null if that cannot be done
 * @param words what it is, such as {@code 5 in 1 h, token bucket}; or why it cannot be put back
 */
record Restorable(@Nullable PolicyChange change, String words) {

    /**
     * @param what as in {@link dev.ratewarden.moderation.PolicyRevision#what()}
     * @param json the state; null if there was nothing
     * @param book in force
     */
    static Restorable of(String what, @Nullable String json, PolicyBook book) {
        if (json == null) {
            return new Restorable(null, text("policies.restore.nothing"));
        }
        try {
            return switch (what) {
                case "rules" -> {
                    ScoreRules rules = PolicyJson.readRules(json);
                    yield unlessNow(
                            rules.equals(book.scoreRules()), new PolicyChange.Rules(rules), PolicyWords.rules(rules));
                }
                case "enforcement" -> {
                    Enforcement wanted = enforcement(json);
                    yield unlessNow(
                            wanted == book.enforcement(),
                            new PolicyChange.Enforce(wanted),
                            PolicyWords.enforcement(wanted));
                }
                default -> policy(PolicyJson.read(what, json), book);
            };
        } catch (InvalidRequestException e) {
            return new Restorable(null, text("policies.restore.unread", String.valueOf(e.getMessage())));
        }
    }

    private static Restorable policy(Policy policy, PolicyBook book) {
        Policy now = policy.mode() == PolicyMode.SHADOW ? book.trial(policy.action()) : book.policy(policy.action());
        if (!policy.equals(now)) {
            // A circle that it would make by now is said before it is tried.
            book.with(policy);
        }
        return unlessNow(policy.equals(now), new PolicyChange.Put(policy), PolicyWords.rule(policy));
    }

    private static Restorable unlessNow(boolean now, PolicyChange change, String words) {
        return now ? new Restorable(null, text("policies.restore.now")) : new Restorable(change, words);
    }

    private static Enforcement enforcement(String json) {
        String name = json.replace("\"", "");
        for (Enforcement known : Enforcement.values()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        throw new InvalidRequestException(text("policies.restore.switch"));
    }
}
