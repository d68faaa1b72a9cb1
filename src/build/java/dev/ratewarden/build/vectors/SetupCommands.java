package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.policy.PolicyJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands that make a Redis that was emptied into a keyspace on a manual clock with these policies. */
final class SetupCommands {

    private SetupCommands() {}

    static List<List<String>> keyspace(VectorKeys keys) {
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of(
                "HSET",
                keys.global("meta"),
                "version",
                "1",
                "shards",
                Integer.toString(keys.shards()),
                "created",
                "1",
                "clock",
                "manual"));
        for (int shard = 0; shard < keys.shards(); shard++) {
            commands.add(List.of("HSET", keys.shard(shard, "totals"), "clock", "manual"));
        }
        return commands;
    }

    /** @param least the least {@code unblockBelow} that was ever in force */
    static List<String> policies(VectorKeys keys, PolicyBook book, double least) {
        List<String> command = new ArrayList<>(List.of("HSET", keys.global("policies")));
        hash(book).forEach((field, value) -> command.addAll(List.of(field, value)));
        if (least != book.scoreRules().unblockBelow()) {
            command.addAll(List.of("#least", Numbers.text(least)));
        }
        return command;
    }

    /** The policies as they are stored, in the order in which they were added. */
    static Map<String, String> hash(PolicyBook book) {
        Map<String, String> hash = new LinkedHashMap<>();
        List<Policy> all = all(book);
        hash.put("#revision", Long.toString(book.revision()));
        hash.put("#order", String.join(" ", all.stream().map(Policy::key).toList()));
        all.forEach(policy -> hash.put(policy.key(), PolicyJson.write(policy)));
        hash.put("#rules", PolicyJson.write(book.scoreRules()));
        if (!book.decay().equals(DecayClock.STILL)) {
            hash.put("#decay", decay(book.decay()));
        }
        if (book.enforcement() != Enforcement.ENFORCE) {
            hash.put("#enforcement", book.enforcement().name());
        }
        return hash;
    }

    static List<Policy> all(PolicyBook book) {
        List<Policy> all = new ArrayList<>(book.policies().values());
        all.addAll(book.trials().values());
        return all;
    }

    static String decay(DecayClock clock) {
        return "%s %d %s %s"
                .formatted(
                        Numbers.text(clock.base()),
                        clock.fromMs(),
                        Numbers.text(clock.rate()),
                        Numbers.text(clock.rateBefore()));
    }
}
