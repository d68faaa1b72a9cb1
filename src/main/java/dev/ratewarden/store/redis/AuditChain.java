package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The audit trail of a shard: each entry's hash is SHA-256 over the hash before it, a line feed, and the entry's JSON exactly as it
 * is stored, so that a changed, removed or moved entry shows. The hash before the first is empty.
 */
final class AuditChain {

    private AuditChain() {}

    /** One entry as it is stored. */
    record Link(long sequence, String json, String hash) {}

    static String hash(String previous, String json) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((previous + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Looks for tampering in a whole chain, oldest entry first.
     *
     * @param headSequence sequence of the newest entry, as it is kept apart
     * @param headHash its hash, as it is kept apart
     * @return what is wrong with the first bad entry; null if the chain holds
     */
    static @Nullable String flaw(List<Link> chain, long headSequence, String headHash) {
        String previous = "";
        long expected = 1;
        for (Link link : chain) {
            if (link.sequence() != expected) {
                return "entry %d is missing".formatted(expected);
            }
            if (!link.hash().equals(hash(previous, link.json()))) {
                return "entry %d does not fit its hash and the entry before it".formatted(link.sequence());
            }
            previous = link.hash();
            expected++;
        }
        return headSequence == expected - 1 && headHash.equals(previous)
                ? null
                : "the newest entry should be %d, the last that is there is %d".formatted(headSequence, expected - 1);
    }

    /**
     * @param actionId random, so that after a lost reply it can be told whether the action was done
     * @param login the Redis login, which nobody can merely claim; empty if it may not be asked
     */
    static String json(AuditEntry entry, String actionId, String login) {
        ObjectNode node = Records.JSON.createObjectNode();
        node.put("id", entry.id());
        node.put("at", entry.atMs());
        node.put("type", entry.type().name());
        node.put("user", entry.userId());
        node.put("operator", entry.operator());
        node.put("login", login);
        node.put("reason", entry.reason());
        if (entry.type() == AuditEntry.Type.BAN) {
            node.put("until", entry.untilMs());
        }
        node.put("scoreBefore", entry.scoreBefore());
        node.put("scoreAfter", entry.scoreAfter());
        if (entry.undoes() != null) {
            node.put("undoes", entry.undoes());
        }
        node.put("actionId", actionId);
        return Records.JSON.writeValueAsString(node);
    }

    static AuditEntry entry(String json) {
        JsonNode node = Records.JSON.readTree(json);
        JsonNode until = node.get("until");
        JsonNode undoes = node.get("undoes");
        return new AuditEntry(
                node.get("id").stringValue(),
                node.get("at").longValue(),
                AuditEntry.Type.valueOf(node.get("type").stringValue()),
                node.get("user").stringValue(),
                node.get("operator").stringValue(),
                node.get("reason").stringValue(),
                until == null || until.isNull() ? null : (Long) until.longValue(),
                node.get("scoreBefore").asDouble(),
                node.get("scoreAfter").asDouble(),
                null,
                undoes == null ? null : undoes.stringValue());
    }

    static String actionId(String json) {
        return Records.JSON.readTree(json).path("actionId").asString("");
    }
}
