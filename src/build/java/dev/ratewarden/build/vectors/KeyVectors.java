package dev.ratewarden.build.vectors;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From users to shards and keys. */
final class KeyVectors {

    private static final List<String> USERS = List.of(
            "42",
            "0",
            "1",
            "123456789",
            "80351110224678912",
            "1185643087214809129",
            "a",
            "user@example.org",
            "x:y {z}",
            "{s1}",
            "}{",
            " ",
            "größer",
            "ユーザー",
            "🦊",
            "e\u0301",
            "\u00e9",
            "\u202eabc",
            "A".repeat(128),
            "🦊".repeat(32));

    private KeyVectors() {}

    static ObjectNode json() {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("version", 1).put("kind", "keys");
        ArrayNode keyspaces = node.putArray("keyspaces");
        List.of(
                        VectorKeys.USUAL,
                        new VectorKeys("rw:", 16),
                        new VectorKeys("packs:", 1),
                        new VectorKeys("größer-", 7),
                        new VectorKeys("rw:", 256))
                .forEach(keys -> keyspaces.add(keyspace(keys)));
        return node;
    }

    private static ObjectNode keyspace(VectorKeys keys) {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("prefix", keys.prefix()).put("shards", keys.shards());
        node.put("meta", keys.global("meta")).put("policyHash", keys.global("policies"));
        ArrayNode users = node.putArray("users");
        USERS.forEach(user -> users.add(user(keys, user)));
        return node;
    }

    private static ObjectNode user(VectorKeys keys, String user) {
        ObjectNode node = VectorText.JSON.createObjectNode();
        node.put("user", user).put("shard", keys.shardOf(user));
        ObjectNode names = node.putObject("keys");
        names.put("user", keys.of(user, "user:" + user)).put("history", keys.of(user, "history:" + user));
        for (String name : List.of("seen", "totals", "scores", "blocked", "events", "lanes")) {
            names.put(name, keys.of(user, name));
        }
        names.put("window:payment", keys.of(user, "window:" + user + ":payment"));
        return node;
    }
}
