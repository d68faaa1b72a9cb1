package dev.ratewarden.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * One chain of the audit trail, read in pages.
 *
 * @param name {@code g}, or the number of a shard
 * @param stream its key
 * @param headKey the key of its head
 */
@SuppressWarnings("ArrayRecordComponent") // Names of keys on their way to the wire; never compared.
record Trail(String name, byte[] stream, byte[] headKey) {

    static final int PAGE = 500;

    private static final Pattern ID = Pattern.compile("(\\d{1,15})-0");
    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,15}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * An entry as it is stored, by us or by others.
     *
     * @param id its place, in a stream or a file
     * @param sequence -1 if it has no place that one of ours could have
     * @param json null if it has none
     * @param hash null if it has none
     */
    record Stored(
            String id,
            long sequence,
            @Nullable String json,
            @Nullable String hash) {

        static Stored of(String id, Map<String, String> fields) {
            var matcher = ID.matcher(id);
            boolean ours = matcher.matches() && fields.size() == 2;
            String hash = fields.get("hash");
            return new Stored(
                    id,
                    ours ? Long.parseLong(matcher.group(1)) : -1,
                    fields.get("entry"),
                    hash != null && HASH.matcher(hash).matches() ? hash : null);
        }
    }

    /**
     * What is kept beside the stream.
     *
     * @param sequence of the newest entry; 0 if there is none
     * @param anchor sequence of the newest entry that was trimmed; 0 if none was
     * @param readable whether all four can be
     */
    record Head(long sequence, String hash, long anchor, String anchorHash, boolean readable) {

        static Head of(List<?> fields) {
            String[] texts = new String[4];
            for (int i = 0; i < texts.length; i++) {
                Object field = i < fields.size() ? fields.get(i) : null;
                texts[i] = field == null ? "" : Replies.text(field);
            }
            long sequence = number(texts[0]);
            long anchor = number(texts[2]);
            boolean readable = fits(sequence, texts[1]) && fits(anchor, texts[3]) && anchor <= sequence;
            return new Head(Math.max(0, sequence), texts[1], readable ? anchor : 0, readable ? texts[3] : "", readable);
        }

        private static long number(String text) {
            return text.isEmpty() ? 0 : SEQUENCE.matcher(text).matches() ? Long.parseLong(text) : -1;
        }

        private static boolean fits(long sequence, String hash) {
            return sequence == 0
                    ? hash.isEmpty()
                    : sequence > 0 && HASH.matcher(hash).matches();
        }
    }

    /** The head as it was just before the entries were read, so that it is never behind a page in which there is nothing. */
    record Page(Head head, List<Stored> entries) {}

    /** All chains, in the order in which they are sealed. */
    static List<Trail> all(Keys keys) {
        List<Trail> trails = new ArrayList<>();
        trails.add(new Trail("g", keys.global("audit"), keys.global("audit-head")));
        for (int shard = 0; shard < keys.shards(); shard++) {
            trails.add(of(keys, shard));
        }
        return trails;
    }

    static Trail of(Keys keys, int shard) {
        return new Trail(Integer.toString(shard), keys.shard(shard, "audit"), keys.shard(shard, "audit-head"));
    }

    /** As an entry of this chain is called. */
    String entry(long sequence) {
        return name + '-' + sequence;
    }

    /** @param id the place after which to begin; empty for the beginning */
    Page after(Link link, String id) {
        link.send(
                Command.HMGET,
                headKey,
                Keys.utf8("seq"),
                Keys.utf8("hash"),
                Keys.utf8("anchor-seq"),
                Keys.utf8("anchor-hash"));
        link.send(
                Command.XRANGE,
                stream,
                Keys.utf8(id.isEmpty() ? "-" : '(' + id),
                Keys.utf8("+"),
                Keys.utf8("COUNT"),
                Keys.number(PAGE));
        List<Object> replies = link.replies(2);
        return new Page(Head.of(Replies.list(replies.get(0))), entries(replies.get(1)));
    }

    /** Newest first. @param id the place before which to begin; empty for the end */
    List<Stored> before(Link link, String id) {
        link.send(
                Command.XREVRANGE,
                stream,
                Keys.utf8(id.isEmpty() ? "+" : '(' + id),
                Keys.utf8("-"),
                Keys.utf8("COUNT"),
                Keys.number(PAGE));
        return entries(link.replies(1).get(0));
    }

    private static List<Stored> entries(Object reply) {
        List<Stored> entries = new ArrayList<>();
        for (Object found : Replies.list(reply)) {
            List<?> entry = Replies.list(found);
            entries.add(Stored.of(Replies.text(entry.get(0)), Replies.map(entry.get(1))));
        }
        return entries;
    }

    /** What the store calls now, ms. */
    static long now(Link link, Keyspace keyspace) {
        if (!keyspace.now().isEmpty()) {
            return Long.parseLong(keyspace.now());
        }
        link.send(Command.TIME);
        return Replies.time(link.replies(1).get(0));
    }
}
