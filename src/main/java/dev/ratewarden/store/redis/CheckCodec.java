package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the arguments of {@code check.lua} and reads its reply; both are described at the head of that file. */
final class CheckCodec {

    private static final byte[] NONE = new byte[0];
    private static final int KEYS = 8;
    private static final int LANE = 5;

    /** How many values a reply has where nothing about the user is unusual, and where no violation was recorded. */
    private static final int USUAL = 6;

    private static final int KNOWN = 15;

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
    static ScriptCall call(Keys keys, Mode mode, CheckRequest request, PolicyTexts texts, String now) {
        PolicyTexts.Text text = mode == Mode.STANDING
                ? texts.standing(request.action())
                : texts.check(request.action(), request.role());
        return new ScriptCall(Script.CHECK, names(keys, request, text), args(mode, request, text, now));
    }

    private static List<byte[]> names(Keys keys, CheckRequest request, PolicyTexts.Text text) {
        int shard = keys.shardOf(request.userId());
        List<byte[]> names = new ArrayList<>(KEYS + text.windows().size());
        names.add(keys.shard(shard, "user:" + request.userId()));
        names.add(keys.shard(shard, "seen"));
        names.add(keys.shard(shard, "totals"));
        names.add(keys.shard(shard, "history:" + request.userId()));
        names.add(keys.shard(shard, "scores"));
        names.add(keys.shard(shard, "blocked"));
        names.add(keys.shard(shard, "events"));
        names.add(keys.shard(shard, "lanes"));
        for (String window : text.windows()) {
            names.add(keys.shard(shard, "window:" + request.userId() + ":" + window));
        }
        return names;
    }

    /** What is not needed is left out at the end: each argument costs Redis a quarter of a microsecond. */
    private static byte[][] args(Mode mode, CheckRequest request, PolicyTexts.Text text, String now) {
        byte[] where = request.where() == null ? NONE : Keys.utf8(request.where());
        byte[] time = Keys.utf8(now);
        int count = time.length > 0 ? 10 : text.more().length > 0 ? 9 : where.length > 0 ? 8 : 7;
        byte[][] all = {
            mode.wire,
            Keys.utf8(request.userId()),
            Keys.utf8(request.action()),
            Keys.number(request.cost()),
            text.policy(),
            NONE,
            NONE,
            where,
            text.more(),
            time
        };
        return Arrays.copyOf(all, count);
    }

    /** Whether these arguments make a check, rather than only look. */
    static boolean decides(byte[][] args) {
        return Arrays.equals(args[0], Mode.CHECK.wire);
    }

    static void number(ScriptCall call, byte[] lane, long number) {
        call.args()[LANE] = lane;
        call.args()[LANE + 1] = Keys.number(number);
    }

    /** The first word of a reply. */
    static String status(List<?> reply) {
        return Replies.text(reply.get(0));
    }

    /** The outcome that a reply tells; for every status but STALE_POLICY, GAP and DUPLICATE. */
    static CheckOutcome outcome(List<?> reply, CheckRequest request, PolicyBook book) {
        String status = status(reply);
        if (status.equals("COST_EXCEEDS_LIMIT")) {
            throw tooDear(reply, request, book);
        }
        if (status.equals("CLOCK")) {
            throw clockRefused();
        }
        Policy policy = book.enforcement() == Enforcement.OFF ? null : book.policy(request.action());
        boolean known = reply.size() > USUAL;
        double score = known ? decimal(reply, 9) : 0;
        Block block = known ? block(Replies.text(reply.get(13)), Replies.text(reply.get(14))) : null;
        AppliedLimit applied =
                policy == null ? null : applied(reply, level(reply, request, book), request.role(), book);
        return new CheckOutcome(
                Reason.valueOf(status),
                Replies.number(reply.get(1)),
                policy,
                applied,
                applied == null ? null : quota(reply, applied),
                AbuseScore.rounded(score),
                AbuseScore.tier(score, block != null),
                known ? Replies.number(reply.get(10)) : 0,
                known && Replies.number(reply.get(11)) == 1,
                reply.size() > KNOWN ? penalty(reply) : null,
                known ? ban(Replies.text(reply.get(12))) : null,
                block,
                false);
    }

    /** The action's own limit as it stands for the user, from the reply to {@link Mode#STANDING}. */
    static ActionQuota standing(List<?> reply, Policy policy, PolicyBook book) {
        AppliedLimit applied = applied(reply, policy, null, book);
        return new ActionQuota(policy, applied, quota(reply, applied));
    }

    private static Policy level(List<?> reply, CheckRequest request, PolicyBook book) {
        return book.levels(request.action()).get(reply.size() > USUAL ? (int) Replies.number(reply.get(6)) : 0);
    }

    /** The script worked it out by the same operations. */
    private static AppliedLimit applied(List<?> reply, Policy level, @Nullable String role, PolicyBook book) {
        double blockAt = book.scoreRules().blockAt();
        if (reply.size() <= USUAL) {
            return AppliedLimit.of(level, role, null, 0, blockAt);
        }
        String own = Replies.text(reply.get(7));
        return AppliedLimit.of(level, role, own.equals("-") ? null : Long.valueOf(own), decimal(reply, 8), blockAt);
    }

    private static Quota quota(List<?> reply, AppliedLimit applied) {
        long retryAfter = Replies.number(reply.get(3));
        return new Quota(
                applied.effective().capacity(),
                Replies.number(reply.get(2)),
                retryAfter < 0 ? null : (Long) retryAfter,
                Replies.number(reply.get(4)),
                Replies.number(reply.get(5)));
    }

    private static InvalidRequestException tooDear(List<?> reply, CheckRequest request, PolicyBook book) {
        int level = (int) Replies.number(reply.get(2));
        return new InvalidRequestException(
                "COST_EXCEEDS_LIMIT: cost %d of %s could never be allowed; the limit of %s holds %s at most"
                        .formatted(
                                request.cost(),
                                request.action(),
                                book.levels(request.action()).get(level).action(),
                                Replies.text(reply.get(1))));
    }

    static StoreException clockRefused() {
        return new StoreException("this keyspace runs on the server's clock; a time of one's own is refused", null);
    }

    private static Penalty penalty(List<?> reply) {
        return new Penalty(
                (int) Replies.number(reply.get(15)),
                (int) Replies.number(reply.get(16)),
                decimal(reply, 17),
                decimal(reply, 8),
                decimal(reply, 9),
                Replies.number(reply.get(18)) == 1);
    }

    private static double decimal(List<?> reply, int index) {
        return Double.parseDouble(Replies.text(reply.get(index)));
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
