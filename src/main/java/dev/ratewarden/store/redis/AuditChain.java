package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.StoredJson.decimal;
import static dev.ratewarden.store.redis.StoredJson.text;
import static dev.ratewarden.store.redis.StoredJson.textOrNull;
import static dev.ratewarden.store.redis.StoredJson.whole;
import static dev.ratewarden.store.redis.StoredJson.wholeOrNull;

import dev.ratewarden.moderation.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The audit trail of a shard: each entry's hash is SHA-256 over the hash before it, a line feed, and the entry's JSON exactly as it
 * is stored, so that a changed, removed or moved entry shows. The hash before the first is empty.
 */
final class AuditChain {

    private AuditChain() {}

    static String hash(String previous, String json) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((previous + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param actionId random, so that after a lost reply it can be told whether the action was done */
    static String json(AuditEntry entry, String actionId) {
        ObjectNode node = StoredJson.JSON.createObjectNode();
        node.put("id", entry.id());
        node.put("at", entry.atMs());
        node.put("type", entry.type().name());
        node.put("user", entry.userId());
        node.put("operator", entry.operator());
        node.put("login", entry.login());
        node.put("reason", entry.reason());
        if (entry.untilMs() != null || entry.type() == AuditEntry.Type.BAN || entry.type() == AuditEntry.Type.EXEMPT) {
            node.put("until", entry.untilMs());
        }
        if (entry.detail() != null) {
            node.put("detail", entry.detail());
        }
        node.put("scoreBefore", entry.scoreBefore());
        node.put("scoreAfter", entry.scoreAfter());
        if (entry.undoes() != null) {
            node.put("undoes", entry.undoes());
        }
        node.put("actionId", actionId);
        return StoredJson.JSON.writeValueAsString(node);
    }

    /** Null if it cannot be read, or tells of an action that this version does not know. */
    static @Nullable AuditEntry entry(String json) {
        return StoredJson.orNull(() -> {
            JsonNode node = StoredJson.read(json);
            return new AuditEntry(
                    text(node.path("id")),
                    whole(node.path("at")),
                    type(text(node.path("type"))),
                    textOrNull(node.path("user")),
                    text(node.path("operator")),
                    node.path("login").asString(""),
                    text(node.path("reason")),
                    wholeOrNull(node.path("until")),
                    decimal(node.path("scoreBefore")),
                    decimal(node.path("scoreAfter")),
                    textOrNull(node.path("detail")),
                    textOrNull(node.path("undoes")));
        });
    }

    private static AuditEntry.Type type(String name) {
        for (AuditEntry.Type type : AuditEntry.Type.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new StoredJson.UnreadableException("no action that is known here");
    }

    /** Empty if there is none. */
    static String actionId(String json) {
        JsonNode node = StoredJson.orNull(() -> StoredJson.read(json));
        return node == null ? "" : node.path("actionId").asString("");
    }
}
