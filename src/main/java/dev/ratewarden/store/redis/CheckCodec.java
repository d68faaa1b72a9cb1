package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the arguments of {@code check.lua} and reads its reply; both are described at the head of that file. */
final class CheckCodec {

    private static final byte[] NONE = new byte[0];
    private static final int LANE = 5;

    private CheckCodec() {}

    /** What the script is to do with the request. */
    @SuppressWarnings("ImmutableEnumChecker") // The array goes to the wire and nowhere else.
    enum Mode {
        CHECK,
        PEEK,
        STANDING;

        private final byte[] wire = Keys.utf8(name().toLowerCase(java.util.Locale.ROOT));
    }

    /** A call without a lane. */
    static ScriptCall call(Keys keys, Mode mode, CheckRequest request, PolicyBook book, String now) {
        int shard = keys.shardOf(request.userId());
        List<byte[]> names = List.of(
                keys.shard(shard, "user:" + request.userId()),
                keys.shard(shard, "window:" + request.userId() + ":" + request.action()),
                keys.shard(shard, "history:" + request.userId()),
                keys.shard(shard, "scores"),
                keys.shard(shard, "seen"),
                keys.shard(shard, "blocked"),
                keys.shard(shard, "totals"),
                keys.shard(shard, "events"),
                keys.shard(shard, "lanes"));
        return new ScriptCall(Script.CHECK, names, args(mode, request, book, now));
    }

    private static byte[][] args(Mode mode, CheckRequest request, PolicyBook book, String now) {
        return new byte[][] {
            mode.wire,
            Keys.utf8(request.userId()),
            Keys.utf8(request.action()),
            Keys.number(request.cost()),
            Keys.utf8(policyText(book, request.action())),
            NONE,
            request.where() == null ? NONE : Keys.utf8(request.where()),
            Keys.utf8(now)
        };
    }

    private static String policyText(PolicyBook book, String action) {
        Policy policy = book.policy(action);
        ScoreRules rules = book.scoreRules();
        String limit = policy == null
                ? "- 0 1 0 0 0"
                : "%s %d %d %d %d %d"
                        .formatted(
                                policy.limit().strategy().name().substring(0, 1),
                                policy.limit().limit(),
                                policy.limit().windowMs(),
                                policy.limit().burst(),
                                policy.points(),
                                policy.escalating() ? 1 : 0);
        return book.revision() + " " + limit + " " + Keys.text(rules.blockAt()) + " " + Keys.text(rules.unblockBelow())
                + " " + Keys.text(rules.decayPerHour());
    }

    /** Whether these arguments make a check, rather than only look. */
    static boolean decides(byte[][] args) {
        return Arrays.equals(args[0], Mode.CHECK.wire);
    }

    static void number(ScriptCall call, byte[] lane, long number) {
        byte[] digits = Keys.number(number);
        byte[] both = Arrays.copyOf(lane, lane.length + 1 + digits.length);
        both[lane.length] = ' ';
        System.arraycopy(digits, 0, both, lane.length + 1, digits.length);
        call.args()[LANE] = both;
    }

    /** The first word of a reply. */
    static String status(List<?> reply) {
        return Replies.text(reply.get(0));
    }

    /** The outcome that a reply tells; for every status but STALE_POLICY, GAP and DUPLICATE. */
    static CheckOutcome outcome(List<?> reply, CheckRequest request, PolicyBook book) {
        String status = status(reply);
        if (status.equals("COST_EXCEEDS_LIMIT")) {
            throw new InvalidRequestException(
                    "COST_EXCEEDS_LIMIT: cost %d of %s could never be allowed; its limit holds %s at most"
                            .formatted(request.cost(), request.action(), Replies.text(reply.get(1))));
        }
        if (status.equals("CLOCK")) {
            throw clockRefused();
        }
        Policy policy = book.policy(request.action());
        Reason reason = Reason.valueOf(status);
        boolean known = reply.size() > 6;
        double score = known ? Double.parseDouble(Replies.text(reply.get(6))) : 0;
        Block block = known ? block(Replies.text(reply.get(10)), Replies.text(reply.get(11))) : null;
        return new CheckOutcome(
                reason,
                Replies.number(reply.get(1)),
                policy,
                policy == null ? null : AppliedLimit.of(policy),
                policy == null ? null : quota(reply, policy),
                AbuseScore.rounded(score),
                AbuseScore.tier(score, block != null),
                known ? Replies.number(reply.get(7)) : 0,
                known && Replies.number(reply.get(8)) == 1,
                reply.size() > 12 && policy != null ? penalty(reply, policy, score) : null,
                known ? ban(Replies.text(reply.get(9))) : null,
                block,
                false);
    }

    static Quota quota(List<?> reply, Policy policy) {
        return new Quota(
                policy.limit().capacity(),
                Replies.number(reply.get(2)),
                Replies.number(reply.get(3)),
                Replies.number(reply.get(4)),
                Replies.number(reply.get(5)));
    }

    static StoreException clockRefused() {
        return new StoreException("this keyspace runs on the server's clock; a time of one's own is refused", null);
    }

    private static Penalty penalty(List<?> reply, Policy policy, double scoreAfter) {
        return new Penalty(
                policy.points(),
                (int) Replies.number(reply.get(12)),
                Double.parseDouble(Replies.text(reply.get(13))),
                Double.parseDouble(Replies.text(reply.get(14))),
                scoreAfter,
                Replies.number(reply.get(15)) == 1);
    }

    static @Nullable Block block(String since, String until) {
        return until.equals("-")
                ? null
                : new Block(Long.parseLong(since), until.equals("inf") ? null : (Long) Long.parseLong(until));
    }

    static @Nullable Ban ban(String json) {
        return json.isEmpty() ? null : Records.ban(json);
    }
}
