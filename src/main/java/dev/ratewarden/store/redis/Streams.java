package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.AuditEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import redis.clients.jedis.Protocol.Command;

/** The newest entries of the audit trails of all shards and of the community. An entry that cannot be read is left out. */
final class Streams {

    private static final Pattern ID = Pattern.compile("(g|\\d{1,3})-(\\d{1,15})");

    private Streams() {}

    static List<AuditEntry> audit(Link link, Keys keys, int limit) {
        List<byte[]> trails = new ArrayList<>();
        for (int shard = 0; shard < keys.shards(); shard++) {
            trails.add(keys.shard(shard, "audit"));
        }
        trails.add(keys.global("audit"));
        for (byte[] trail : trails) {
            link.send(Command.XREVRANGE, trail, Keys.utf8("+"), Keys.utf8("-"), Keys.utf8("COUNT"), Keys.number(limit));
        }
        List<AuditEntry> entries = new ArrayList<>();
        for (Object reply : link.replies(trails.size())) {
            for (Object found : Replies.list(reply)) {
                AuditEntry entry = AuditChain.entry(auditJson(found));
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        // The sort is stable, and each trail came newest first.
        entries.sort(Comparator.comparingLong(AuditEntry::atMs).reversed());
        return List.copyOf(entries.subList(0, Math.min(limit, entries.size())));
    }

    /** The entry of this id, such as {@code 7-42} or {@code g-3}. */
    static Optional<AuditEntry> auditEntry(Link link, Keys keys, String id) {
        var matcher = ID.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean global = matcher.group(1).equals("g");
        if (!global && Integer.parseInt(matcher.group(1)) >= keys.shards()) {
            return Optional.empty();
        }
        byte[] trail = global ? keys.global("audit") : keys.shard(Integer.parseInt(matcher.group(1)), "audit");
        byte[] place = Keys.utf8(matcher.group(2) + "-0");
        link.send(Command.XRANGE, trail, place, place);
        List<?> found = Replies.list(link.replies(1).get(0));
        return found.isEmpty() ? Optional.empty() : Optional.ofNullable(AuditChain.entry(auditJson(found.getFirst())));
    }

    /** The JSON of a stream entry of the audit trail. */
    static String auditJson(Object entry) {
        return Replies.map(Replies.list(entry).get(1)).getOrDefault("entry", "{}");
    }
}
