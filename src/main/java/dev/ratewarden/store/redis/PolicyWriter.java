package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.policy.PolicyJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import tools.jackson.databind.JsonNode;

/**
 * Changes the community's policies: works a change out on a fresh copy, which shows whether policies would cascade in a circle, and has
 * {@code policies.lua} make it if the revision is still that copy's. Used by one thread at a time.
 */
final class PolicyWriter {

    private static final int ATTEMPTS = 50;
    private static final String RULES = "rules";
    private static final String ENFORCEMENT = "enforcement";

    private final Link link;
    private final Keys keys;
    private final Policies policies;

    /** Whether a change is on its way, and not answered. */
    private boolean sent;

    /** A change in the words of the script. */
    private record Item(
            String what, @Nullable String before, @Nullable String after) {}

    PolicyWriter(Link link, Keys keys, Policies policies) {
        this.link = link;
        this.keys = keys;
        this.policies = policies;
    }

    /** Whether a change may have been made although the connection failed. */
    boolean perhapsChanged(RuntimeException failure) {
        return sent && RedisErrors.breaksConnection(failure);
    }

    PolicyBook change(PolicyChange change, String operator, String reason, @Nullable Long expectedRevision) {
        for (int i = 0; i < ATTEMPTS; i++) {
            policies.refresh(link, keys);
            PolicyBook book = policies.book();
            if (expectedRevision != null && expectedRevision != book.revision()) {
                throw conflict();
            }
            Item item = item(change, book);
            String settled = change instanceof PolicyChange.Rules rules ? PolicyJson.write(rules.rules()) : "";
            if (write(book, operator, reason, settled, false, item == null ? List.of() : List.of(item))) {
                return policies.book();
            }
        }
        throw tooFast();
    }

    /** Adds those defaults that are missing, and the score rules if none were ever set and nobody has a score. */
    PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules) {
        for (int i = 0; i < ATTEMPTS; i++) {
            policies.refresh(link, keys);
            PolicyBook book = policies.book();
            List<Item> missing = missing(defaults, book);
            if ((missing.isEmpty() || write(book, PolicyRevision.CODE, "", "", true, missing)) && addRules(rules)) {
                return policies.book();
            }
        }
        throw tooFast();
    }

    private static List<Item> missing(Collection<Policy> defaults, PolicyBook book) {
        // Throws where they would make a circle with those that are there.
        book.withDefaults(defaults);
        Map<String, Item> missing = new LinkedHashMap<>();
        for (Policy policy : defaults) {
            if (stored(policy.action(), policy.mode(), book) == null) {
                missing.putIfAbsent(policy.key(), new Item(policy.key(), null, PolicyJson.write(policy)));
            }
        }
        return List.copyOf(missing.values());
    }

    private static @Nullable Policy stored(String action, PolicyMode mode, PolicyBook book) {
        return switch (mode) {
            case ENFORCE -> book.policy(action);
            case SHADOW -> book.trial(action);
        };
    }

    /** False if the policies changed meanwhile. */
    private boolean addRules(@Nullable ScoreRules rules) {
        if (rules == null || policies.rulesSet() || anybodyScored()) {
            return true;
        }
        PolicyBook book = policies.book();
        String json = PolicyJson.write(rules);
        boolean same = rules.equals(book.scoreRules());
        List<Item> items = same ? List.of() : List.of(new Item(RULES, PolicyJson.write(book.scoreRules()), json));
        return write(book, PolicyRevision.CODE, "", json, true, items);
    }

    private boolean anybodyScored() {
        for (int shard = 0; shard < keys.shards(); shard++) {
            link.send(Command.ZCARD, keys.shard(shard, "scores"));
        }
        return link.replies(keys.shards()).stream().anyMatch(count -> Replies.number(Replies.orThrow(count)) > 0);
    }

    /** Null if it is already so. */
    private static @Nullable Item item(PolicyChange change, PolicyBook book) {
        return switch (change) {
            case PolicyChange.Put put -> put(put.policy(), book);
            case PolicyChange.Remove remove -> removed(remove, book);
            case PolicyChange.Rules rules ->
                rules.rules().equals(book.scoreRules())
                        ? null
                        : new Item(RULES, PolicyJson.write(book.scoreRules()), PolicyJson.write(rules.rules()));
            case PolicyChange.Enforce enforce ->
                enforce.enforcement() == book.enforcement()
                        ? null
                        : new Item(ENFORCEMENT, quoted(book.enforcement()), quoted(enforce.enforcement()));
        };
    }

    private static @Nullable Item put(Policy policy, PolicyBook book) {
        Policy before = stored(policy.action(), policy.mode(), book);
        if (policy.equals(before)) {
            return null;
        }
        // Throws where policies would cascade in a circle or too deep.
        book.with(policy);
        return new Item(policy.key(), before == null ? null : PolicyJson.write(before), PolicyJson.write(policy));
    }

    private static Item removed(PolicyChange.Remove remove, PolicyBook book) {
        Policy before = stored(remove.action(), remove.mode(), book);
        if (before == null) {
            throw new ActionRefusedException("there is no policy of %s%s; nothing was changed"
                    .formatted(Inputs.quote(remove.action()), remove.mode() == PolicyMode.SHADOW ? " on trial" : ""));
        }
        return new Item(before.key(), PolicyJson.write(before), null);
    }

    private static String quoted(Enum<?> value) {
        return '"' + value.name() + '"';
    }

    /** False if the revision is another by now; then nothing was changed. */
    private boolean write(
            PolicyBook book, String operator, String reason, String settled, boolean defaults, List<Item> items) {
        if (items.isEmpty() && settled.isEmpty()) {
            return true;
        }
        List<Object> args =
                new ArrayList<>(List.of(book.revision(), operator, reason, settled, policies.now(), defaults));
        for (Item item : items) {
            args.add(item.what());
            args.add(item.before() == null ? "" : item.before());
            args.add(item.after() == null ? "" : item.after());
        }
        List<byte[]> names = List.of(keys.global("policies"), keys.global("policy-history"), keys.global("meta"));
        sent = true;
        List<?> reply = link.run(ScriptCall.of(Script.POLICIES, names, args.toArray()));
        sent = false;
        return switch (CheckCodec.status(reply)) {
            case "DONE" -> {
                policies.accept(reply.get(1));
                yield true;
            }
            case "MOVED" -> false;
            case "PENDING" ->
                throw new ActionRefusedException(
                        "an earlier change of the decay begins within %d s; nothing was changed, try again then"
                                .formatted(DecayClock.LEAD_MS / 1_000));
            default -> throw CheckCodec.clockRefused();
        };
    }

    List<PolicyRevision> history() {
        link.send(Command.LRANGE, keys.global("policy-history"), Keys.number(0), Keys.number(99));
        return Replies.list(link.replies(1).get(0)).stream()
                .map(entry -> revision(Replies.text(entry)))
                .filter(Objects::nonNull)
                .toList();
    }

    /** An entry that cannot be read is left out. */
    private static @Nullable PolicyRevision revision(String json) {
        return StoredJson.orNull(() -> {
            JsonNode node = StoredJson.read(json);
            return new PolicyRevision(
                    node.path(0).asLong(),
                    node.path(1).asLong(),
                    node.path(2).asString(""),
                    node.path(3).asString(""),
                    node.path(4).asString(""),
                    text(node.path(5)),
                    text(node.path(6)));
        });
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }

    private ActionConflictException conflict() {
        List<PolicyRevision> history = history();
        String happened = history.isEmpty()
                ? "the policies were changed"
                : "%s changed %s at %s%s"
                        .formatted(
                                Text.visible(history.get(0).operator()),
                                Text.visible(history.get(0).what()),
                                Instant.ofEpochMilli(history.get(0).atMs()).truncatedTo(ChronoUnit.SECONDS),
                                history.get(0).reason().isEmpty()
                                        ? ""
                                        : " (" + Text.visible(history.get(0).reason()) + ")");
        return new ActionConflictException(
                happened + " after you had looked; nothing was changed. Look again, then decide.");
    }

    private StoreUnavailableException tooFast() {
        return new StoreUnavailableException(
                "the policies are changing too fast in Redis at %s; nothing was changed, try again"
                        .formatted(policies.address()),
                null);
    }
}
