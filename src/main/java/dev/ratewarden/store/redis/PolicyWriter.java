package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.policy.PolicyJson;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Adds the defaults of a program: works out on a fresh copy which are missing, and has {@code policies.lua} add them if the revision is
 * still that copy's. What people change, {@link PolicyChanger} does. Used by one thread at a time.
 */
final class PolicyWriter {

    static final int ATTEMPTS = 50;

    private final Link link;
    private final Keys keys;
    private final Policies policies;

    PolicyWriter(Link link, Keys keys, Policies policies) {
        this.link = link;
        this.keys = keys;
        this.policies = policies;
    }

    /** Adds those defaults that are missing, and the score rules if none were ever set and nobody has a score. */
    PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules) {
        for (int i = 0; i < ATTEMPTS; i++) {
            policies.refresh(link, keys);
            PolicyBook book = policies.book();
            if (write(book, "", PolicyItem.missing(defaults, book)) && addRules(rules)) {
                return policies.book();
            }
        }
        throw tooFast(policies);
    }

    /** False if the policies changed meanwhile. */
    private boolean addRules(@Nullable ScoreRules rules) {
        if (rules == null || policies.rulesSet() || anybodyScored()) {
            return true;
        }
        PolicyBook book = policies.book();
        String json = PolicyJson.write(rules);
        boolean same = rules.equals(book.scoreRules());
        List<PolicyItem> items =
                same ? List.of() : List.of(new PolicyItem(PolicyItem.RULES, PolicyJson.write(book.scoreRules()), json));
        return write(book, json, items);
    }

    private boolean anybodyScored() {
        for (int shard = 0; shard < keys.shards(); shard++) {
            link.send(Command.ZCARD, keys.shard(shard, "scores"));
        }
        return link.replies(keys.shards()).stream().anyMatch(count -> Replies.number(Replies.orThrow(count)) > 0);
    }

    /** False if the revision is another by now; then nothing was changed. */
    private boolean write(PolicyBook book, String settled, List<PolicyItem> items) {
        PolicyCall call =
                new PolicyCall(book.revision(), PolicyRevision.CODE, "", settled, policies.now(), true, null, items);
        return call.isEmpty() || PolicyCall.done(link.run(call.call(keys)), policies);
    }

    static StoreUnavailableException tooFast(Policies policies) {
        return new StoreUnavailableException(
                "the policies are changing too fast in Redis at %s; nothing was changed, try again"
                        .formatted(policies.address()),
                null);
    }
}
