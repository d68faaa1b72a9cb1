package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.StoredJson.text;
import static dev.ratewarden.store.redis.StoredJson.whole;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the heads of all chains were at a time, signed with a key.
 *
 * @param created of the keyspace
 * @param atMs when, epoch ms on the store's clock
 * @param key the name of the key
 * @param mac HMAC-SHA256 over {@link #canonical}, in hexadecimal
 */
record AuditSeal(String prefix, String created, long atMs, List<Sealed> heads, String key, String mac) {

    private static final int VERSION = 1;
    private static final Pattern CHAIN = Pattern.compile("g|\\d{1,3}");
    private static final Pattern HASH = Pattern.compile("([0-9a-f]{64})?");
    private static final Pattern WORD = Pattern.compile("[\\x21-\\x7E]*");

    /** The newest entry of a chain; sequence 0 and an empty hash if there is none. */
    record Sealed(String chain, long sequence, String hash) {}

    static AuditSeal sign(SealKey key, String prefix, String created, long atMs, List<Sealed> heads) {
        AuditSeal unsigned = new AuditSeal(prefix, created, atMs, List.copyOf(heads), key.name(), "");
        return new AuditSeal(prefix, created, atMs, unsigned.heads(), key.name(), key.mac(unsigned.canonical()));
    }

    boolean signedBy(SealKey signer) {
        return MessageDigest.isEqual(
                signer.mac(canonical()).getBytes(StandardCharsets.UTF_8), mac.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it was, under another name of the key: somebody changed that name to hide the seal. */
    boolean renamed(SealKey signer) {
        return !key.equals(signer.name())
                && new AuditSeal(prefix, created, atMs, heads, signer.name(), mac).signedBy(signer);
    }

    /** What is signed; each line ends with a line feed. */
    String canonical() {
        StringBuilder lines = new StringBuilder("ratewarden-audit-seal %d\n".formatted(VERSION));
        lines.append("prefix ").append(prefix).append('\n');
        lines.append("created ").append(created).append('\n');
        lines.append("at ").append(atMs).append('\n');
        lines.append("key ").append(key).append('\n');
        for (Sealed head : heads) {
            lines.append(head.chain()).append(' ').append(head.sequence()).append(' ');
            lines.append(head.hash().isEmpty() ? "-" : head.hash()).append('\n');
        }
        return lines.toString();
    }

    String json() {
        ObjectNode node = StoredJson.JSON.createObjectNode();
        node.put("version", VERSION);
        node.put("prefix", prefix);
        node.put("created", created);
        node.put("at", atMs);
        ArrayNode chains = node.putArray("heads");
        for (Sealed head : heads) {
            chains.addArray().add(head.chain()).add(head.sequence()).add(head.hash());
        }
        node.put("key", key);
        node.put("mac", mac);
        return StoredJson.JSON.writeValueAsString(node);
    }

    /** No part may hold a space or a line feed: the same text could be read as other heads than were signed. */
    private static String of(Pattern pattern, JsonNode node) {
        String text = text(node);
        if (!pattern.matcher(text).matches()) {
            throw new StoredJson.UnreadableException("no part of a seal");
        }
        return text;
    }

    /** Null if it is no seal, or of a version that is not known here. */
    static @Nullable AuditSeal read(String json) {
        return StoredJson.orNull(() -> {
            JsonNode node = StoredJson.read(json);
            if (whole(node.path("version")) != VERSION) {
                throw new StoredJson.UnreadableException("no version that is known here");
            }
            List<Sealed> heads = new ArrayList<>();
            for (JsonNode head : node.path("heads")) {
                heads.add(new Sealed(of(CHAIN, head.path(0)), whole(head.path(1)), of(HASH, head.path(2))));
            }
            return new AuditSeal(
                    of(WORD, node.path("prefix")),
                    of(WORD, node.path("created")),
                    whole(node.path("at")),
                    List.copyOf(heads),
                    of(WORD, node.path("key")),
                    text(node.path("mac")));
        });
    }
}
