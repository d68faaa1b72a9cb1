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

    private HandoverCalls() {}

    /** Reviews of users of whom nothing is known any more, or who came back since, are left out. */
    static Handover read(Link link, Keyspace keyspace) {
        Keys keys = keyspace.keys();
        link.send(Command.HGETALL, keys.global(HASH));
        link.send(Command.TIME);
        List<Object> replies = link.replies(2);
        long now = keyspace.now().isEmpty() ? millis(replies.get(1)) : Long.parseLong(keyspace.now());
        Map<String, String> hash = Reader.holdsNothing(replies.getFirst()) ? Map.of() : Replies.map(replies.getFirst());
        return withoutStrangers(link, keys, HandoverTexts.read(hash, now));
    }

    private static long millis(Object time) {
        List<?> parts = Replies.list(time);
        return Replies.number(parts.get(0)) * 1_000 + Replies.number(parts.get(1)) / 1_000;
    }

    private static Handover withoutStrangers(Link link, Keys keys, Handover told) {
        List<Handover.Review> reviews = told.reviews();
        if (reviews.isEmpty()) {
            return told;
        }
        List<@Nullable Long> violations = violations(
                link, keys, reviews.stream().map(Handover.Review::userId).toList());
        List<Handover.Review> kept = new ArrayList<>();
        for (int i = 0; i < reviews.size(); i++) {
            Long now = violations.get(i);
            if (now != null && now >= reviews.get(i).violations()) {
                kept.add(reviews.get(i));
            }
        }
        return new Handover(told.nowMs(), told.pinned(), told.claims(), kept);
    }

    /** Of each user, ever; null for one that is not tracked. */
    private static List<@Nullable Long> violations(Link link, Keys keys, List<String> userIds) {
        for (String id : userIds) {
            int shard = keys.shardOf(id);
            link.send(Command.ZSCORE, keys.shard(shard, "seen"), Keys.utf8(id));
            link.send(Command.HGET, keys.shard(shard, "user:" + id), Keys.utf8("s"));
        }
        List<Object> replies = link.replies(2 * userIds.size());
        List<@Nullable Long> violations = new ArrayList<>();
        for (int i = 0; i < replies.size(); i += 2) {
            @Nullable Object seen = replies.get(i);
            @Nullable Object score = replies.get(i + 1);
            boolean tracked = seen != null
                    && !Reader.holdsNothing(seen)
                    && !Replies.text(Replies.orThrow(seen)).isEmpty();
            violations.add(tracked ? (Long) violations(score) : null);
        }
        return violations;
    }

    private static long violations(@Nullable Object record) {
        return record == null || Reader.holdsNothing(record)
                ? 0
                : ScoreRecord.parse(Replies.text(Replies.orThrow(record))).violations();
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
        return withoutStrangers(
                link, keyspace.keys(), HandoverTexts.read(Replies.map(reply.get(1)), Replies.number(reply.getFirst())));
    }

    /** How many violations the user ever had. */
    private static long requireTracked(Link link, Keyspace keyspace, String userId) {
        Long violations = violations(link, keyspace.keys(), List.of(Inputs.userId(userId)))
                .getFirst();
        if (violations == null) {
            throw new ActionRefusedException(
                    "user %s is not known here; nothing was changed".formatted(Inputs.quote(userId)));
        }
        return violations;
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
        List<byte[]> names = new ArrayList<>(List.of(keyspace.keys().global(HASH)));
        if (!keyspace.now().isEmpty()) {
            names.add(keyspace.keys().global("meta"));
        }
        List<Object> args = new ArrayList<>(List.of(keyspace.now(), what, operator));
        args.addAll(List.of(about));
        return Reader.answer(link.run(ScriptCall.of(Script.HANDOVER, names, args.toArray())));
    }
}
