package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** What moderators tell each other; see handover.lua. */
final class HandoverCalls {

    private static final String HASH = "handover";
    private static final String VISITS = "visits";

    private HandoverCalls() {}

    /** One hash and no user: every poll of every dashboard reads it. */
    static Handover read(Link link, Keyspace keyspace) {
        Keys keys = keyspace.keys();
        // The time first: a reading must not seem later than a change that it does not hold. In a cluster, of the
        // server that has the hash.
        link.sendTo(keys.global(HASH), Command.TIME);
        link.send(Command.HGETALL, keys.global(HASH));
        List<Object> replies = link.replies(2);
        long now = keyspace.now().isEmpty() ? Replies.time(replies.getFirst()) : Long.parseLong(keyspace.now());
        Map<String, String> hash = Reader.holdsNothing(replies.get(1)) ? Map.of() : Replies.map(replies.get(1));
        return HandoverTexts.read(hash, now);
    }

    static Handover change(Link link, Keyspace keyspace, HandoverChange change, String operator) {
        List<?> reply = switch (change) {
            case HandoverChange.Pin pin -> call(link, keyspace, "PIN", operator, pin.text());
            case HandoverChange.Claim claim -> {
                requireTracked(link, keyspace, claim.userId());
                yield call(link, keyspace, "CLAIM", operator, claim.userId());
            }
            case HandoverChange.Release release -> call(link, keyspace, "RELEASE", operator, release.userId());
            case HandoverChange.Review review -> {
                long violations = requireTracked(link, keyspace, review.userId());
                yield call(
                        link,
                        keyspace,
                        "REVIEW",
                        operator,
                        review.userId(),
                        Math.min(review.violationsSeen(), violations));
            }
            case HandoverChange.Unreview unreview -> call(link, keyspace, "UNREVIEW", operator, unreview.userId());
        };
        return HandoverTexts.read(Replies.map(reply.get(1)), Replies.number(reply.getFirst()));
    }

    /** How many violations the user ever had. */
    private static long requireTracked(Link link, Keyspace keyspace, String userId) {
        Keys keys = keyspace.keys();
        int shard = keys.shardOf(Inputs.userId(userId));
        link.send(Command.ZSCORE, keys.shard(shard, "seen"), Keys.utf8(userId));
        link.send(Command.HGET, keys.shard(shard, "user:" + userId), Keys.utf8("s"));
        List<Object> replies = link.replies(2);
        @Nullable Object seen = replies.get(0);
        if (seen == null || Reader.holdsNothing(seen)) {
            throw ActionRefusedException.unknown(userId);
        }
        Replies.orThrow(seen);
        return violations(replies.get(1));
    }

    private static long violations(@Nullable Object record) {
        return record == null || Reader.holdsNothing(record)
                ? 0
                : ScoreRecord.parse(Replies.text(Replies.orThrow(record))).violations();
    }

    /** The visit before, epoch ms. */
    static @Nullable Long visit(Link link, Keyspace keyspace, String operator) {
        return Replies.millis(call(link, keyspace, "VISIT", operator, "").get(1));
    }

    /** Whoever is forgotten is not spoken of any more. */
    static boolean forget(Link link, Keyspace keyspace, String userId) {
        return !call(link, keyspace, "FORGET", "", userId).isEmpty();
    }

    private static List<?> call(Link link, Keyspace keyspace, String what, String operator, Object... about) {
        List<byte[]> names = new ArrayList<>(List.of(keyspace.keys().global(what.equals("VISIT") ? VISITS : HASH)));
        if (!keyspace.now().isEmpty()) {
            names.add(keyspace.keys().global("meta"));
        }
        List<Object> args = new ArrayList<>(List.of(keyspace.now(), what, operator));
        args.addAll(List.of(about));
        return Reader.answer(link.run(ScriptCall.of(Script.HANDOVER, names, args.toArray())));
    }
}
