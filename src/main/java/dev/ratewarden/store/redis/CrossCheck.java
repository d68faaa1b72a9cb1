package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.store.redis.Trail.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Compares what is in force with what the audit trail says. What no entry explains is no break, but worth a look. Used by one thread. */
final class CrossCheck {

    private static final int PAGE = 500;
    private static final int SHOWN = 100;

    private final Keyspace keyspace;
    private final Keyspace.Turns reads;

    /** The latest entry on a user that gives or takes a ban or an exemption. */
    private final Map<String, AuditEntry> latest = new HashMap<>();

    private final PolicyCross policies = new PolicyCross();

    /** Chains of which entries were trimmed, and were not read in an archive. */
    private final Set<String> blind;

    private int beyond;
    private final List<String> notes = new ArrayList<>();
    private int found;

    /** Somebody in an index of bans or exemptions, or whose record says so; until is null for good. */
    record InForce(String user, @Nullable Long untilMs) {}

    CrossCheck(Keyspace keyspace, Keyspace.Turns reads) {
        this.keyspace = keyspace;
        this.reads = reads;
        this.blind = new HashSet<>();
    }

    /** Entries of this chain were trimmed, and there is no archive in which to look for them. */
    void cannotSeeAllOf(String chain) {
        blind.add(chain);
    }

    /** How many things could not be compared, because their entries may have been trimmed. */
    int beyond() {
        return beyond;
    }

    /** Takes entries in their order, some perhaps again. */
    void see(Stored stored) {
        String json = stored.json();
        AuditEntry entry = json == null ? null : AuditChain.entry(json);
        if (entry == null) {
            return;
        }
        switch (entry.type()) {
            case BAN, UNBAN, EXEMPT, UNEXEMPT, UNDO, FORGET -> {
                if (entry.userId() != null) {
                    latest.put(entry.userId(), entry);
                }
            }
            default -> policies.see(entry);
        }
    }

    /**
     * @param newest of each chain, the newest entry that was seen
     * @param history tells the changes of the policies, as the store does
     */
    List<String> notes(List<AuditSeal.Sealed> newest, Supplier<List<PolicyRevision>> history) {
        long nowMs = reads.repeatable(link -> Trail.now(link, keyspace));
        Keys keys = keyspace.keys();
        for (int shard = 0; shard < keys.shards(); shard++) {
            Trail trail = Trail.of(keys, shard);
            UsersInForce records = new UsersInForce(keys, reads, shard, nowMs);
            Map<String, List<InForce>> byIndex = new LinkedHashMap<>();
            for (String index : List.of("bans", "exempt")) {
                byIndex.put(index, unexplained(keys.shard(shard, index), index, nowMs));
            }
            records.walk((index, user) -> {
                List<InForce> known = byIndex.getOrDefault(index, List.of());
                if (reason(index, user) != null
                        && known.stream().noneMatch(other -> other.user().equals(user.user()))) {
                    known.add(user);
                }
            });
            List<AuditEntry> without = records.without(latest.values());
            if (!without.isEmpty() || byIndex.values().stream().anyMatch(users -> !users.isEmpty())) {
                // Perhaps it happened after the chain was read.
                seeLater(trail, newest);
                byIndex.forEach((index, users) -> users.forEach(user -> note(trail, index, user)));
                without.stream()
                        .filter(entry -> entry.equals(latest.get(entry.userId())))
                        .forEach(entry -> add("entry %s says %s of user %s, but that is not in force"
                                .formatted(entry.id(), entry.type(), Inputs.quote(String.valueOf(entry.userId())))));
            }
        }
        notePolicies(newest, history);
        if (found > SHOWN) {
            notes.add("and %d more".formatted(found - SHOWN));
        }
        return notes;
    }

    private List<InForce> unexplained(byte[] key, String index, long nowMs) {
        List<InForce> unexplained = new ArrayList<>();
        int offset = 0;
        int count = PAGE;
        while (count == PAGE) {
            int from = offset;
            List<?> page = reads.repeatable(link -> {
                link.send(
                        Command.ZRANGEBYSCORE,
                        key,
                        Keys.utf8("(" + nowMs),
                        Keys.utf8("+inf"),
                        Keys.utf8("WITHSCORES"),
                        Keys.utf8("LIMIT"),
                        Keys.number(from),
                        Keys.number(PAGE));
                return Replies.list(link.replies(1).get(0));
            });
            List<InForce> users = users(page);
            users.stream().filter(user -> reason(index, user) != null).forEach(unexplained::add);
            count = users.size();
            offset += count;
        }
        return unexplained;
    }

    /** A pair of user and end each, or, with the older protocol, users and ends in turn. */
    private static List<InForce> users(List<?> page) {
        List<Object> flat = new ArrayList<>();
        for (Object one : page) {
            if (one instanceof List<?> pair) {
                flat.addAll(pair);
            } else {
                flat.add(one);
            }
        }
        List<InForce> users = new ArrayList<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            users.add(new InForce(Replies.text(flat.get(i)), end(flat.get(i + 1))));
        }
        return users;
    }

    private static @Nullable Long end(Object score) {
        if (score instanceof Double number) {
            return number.isInfinite() ? null : (Long) number.longValue();
        }
        return Replies.millis(score);
    }

    private void seeLater(Trail trail, List<AuditSeal.Sealed> newest) {
        long last = newest.stream()
                .filter(head -> head.chain().equals(trail.name()))
                .mapToLong(AuditSeal.Sealed::sequence)
                .findFirst()
                .orElse(0);
        List<Stored> page =
                reads.repeatable(link -> trail.after(link, last + "-0")).entries();
        while (!page.isEmpty()) {
            page.forEach(this::see);
            String after = page.getLast().id();
            page = reads.repeatable(link -> trail.after(link, after)).entries();
        }
    }

    private void note(Trail trail, String index, InForce user) {
        String reason = reason(index, user);
        if (reason == null) {
            return;
        }
        if (!latest.containsKey(user.user()) && blind.contains(trail.name())) {
            beyond++;
            return;
        }
        String end = user.untilMs() == null ? "for good" : "until " + Instant.ofEpochMilli(user.untilMs());
        add("user %s is %s %s, but %s: in force, but no entry explains it"
                .formatted(Inputs.quote(user.user()), index.equals("bans") ? "banned" : "exempt", end, reason));
    }

    /** Null if the latest entry on the user explains it. What an undo gave back is not looked for. */
    private @Nullable String reason(String index, InForce user) {
        AuditEntry entry = latest.get(user.user());
        if (entry == null) {
            return "there is no entry on it";
        }
        AuditEntry.Type gives = index.equals("bans") ? AuditEntry.Type.BAN : AuditEntry.Type.EXEMPT;
        if (entry.type() == AuditEntry.Type.UNDO) {
            return null;
        }
        if (entry.type() != gives) {
            return "the latest entry is %s, %s".formatted(entry.id(), entry.type());
        }
        Long said = entry.untilMs();
        boolean same = said == null ? user.untilMs() == null : said.equals(user.untilMs());
        return same ? null : "entry %s names another end".formatted(entry.id());
    }

    private void notePolicies(List<AuditSeal.Sealed> newest, Supplier<List<PolicyRevision>> history) {
        Map<String, String> stored = reads.repeatable(link -> {
            link.send(Command.HGETALL, keyspace.keys().global("policies"));
            return Replies.map(link.replies(1).get(0));
        });
        List<PolicyRevision> changes = history.get();
        Trail own = Trail.all(keyspace.keys()).getFirst();
        seeLater(own, newest);
        policies.compare(
                stored,
                changes,
                note -> {
                    if (blind.contains(own.name())) {
                        beyond++;
                    } else {
                        add(note);
                    }
                },
                this::add);
    }

    private void add(String note) {
        found++;
        if (found <= SHOWN) {
            notes.add(note);
        }
    }
}
