package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends checks together, and sorts the replies: answered, failed, or not run and to be sent again. See decision 0011. Thread-safe. */
final class CheckPipeline {

    private static final int ROUNDS = 8;

    private final Keyspace keyspace;
    private final Policies policies;
    private volatile boolean stopsWhenEmptied;

    /** Of the book that was used last. */
    private volatile PolicyTexts texts = new PolicyTexts(PolicyBook.empty(), 0);

    CheckPipeline(Keyspace keyspace, Policies policies) {
        this.keyspace = keyspace;
        this.policies = policies;
    }

    /** From now on lost lanes, which show that Redis came back empty or with older data, are an outage: somebody puts things right. */
    void stopWhenEmptied() {
        stopsWhenEmptied = true;
    }

    /** Sends a batch until every check of it is answered; again only those that changed nothing. */
    void decide(Link link, List<WaitingCheck> batch) {
        if (policies.isWaiting()) {
            policies.writeWaiting(link, keyspace.keys());
        }
        policies.upToDate(link, keyspace.keys());
        Lanes lanes = link.lanes();
        if (lanes != null && lanes.tooOld()) {
            keyspace.enterAgain(link);
        }
        List<WaitingCheck> left = batch;
        int fruitless = 0;
        while (!left.isEmpty()) {
            List<WaitingCheck> before = left;
            Missed missed = attempt(link, before);
            left = missed.again;
            fruitless = left.size() < before.size() ? 0 : fruitless + 1;
            if (!left.isEmpty() && !link.usable()) {
                throw RedisErrors.changing(keyspace.settings());
            }
            if (fruitless == ROUNDS) {
                throw fruitless(missed.newest);
            }
        }
    }

    /** @param newest the revision of policies by which somebody was checked, where those that are stored are older; else null */
    private StoreException fruitless(@Nullable String newest) {
        String address = keyspace.settings().address();
        if (newest == null) {
            return new StoreException(
                    "Redis at %s keeps losing our scripts or lanes; is another program clearing it?".formatted(address),
                    null);
        }
        String key = new String(keyspace.keys().global("policies"), StandardCharsets.UTF_8);
        return new StoreException(
                "Redis at %s holds policies of revision %d, but checked users by revision %s; were older policies put back?"
                                .formatted(address, policies.book().revision(), newest)
                        + " If they are to hold, run in redis-cli: HSET %s #revision %s".formatted(key, newest),
                null);
    }

    /** One pipeline. Returns the checks that changed nothing and are to be sent again. */
    private Missed attempt(Link link, List<WaitingCheck> batch) {
        Keys keys = keyspace.keys();
        PolicyBook book = policies.book();
        PolicyTexts written = texts(book, keys);
        for (WaitingCheck one : batch) {
            ScriptCall call = CheckCodec.call(keys, one.mode, one.request, written, keyspace.now());
            Lanes lanes = link.lanes();
            if (lanes != null && one.mode == CheckCodec.Mode.CHECK) {
                int shard = keys.shardOf(one.request.userId());
                one.number = lanes.next(shard);
                one.lanes = lanes;
                CheckCodec.number(call, lanes.name(), one.number);
            }
            link.send(call);
        }
        boolean reread = policies.due();
        if (reread) {
            policies.sendRead(link, keys);
        }
        List<Object> replies = link.replies(batch.size() + (reread ? 1 : 0));
        Missed missed = new Missed(link.lanes());
        for (int i = 0; i < batch.size(); i++) {
            take(batch.get(i), replies.get(i), book, missed);
        }
        if (reread) {
            policies.accept(replies.get(batch.size()));
        }
        missed.repair(link, reread);
        return missed;
    }

    private PolicyTexts texts(PolicyBook book, Keys keys) {
        PolicyTexts known = texts;
        if (!known.isOf(book, keys)) {
            known = new PolicyTexts(book, keys.usersPerShard());
            texts = known;
        }
        return known;
    }

    private void take(WaitingCheck one, Object reply, PolicyBook book, Missed missed) {
        int shard = keyspace.keys().shardOf(one.request.userId());
        if (Link.missedScript(reply)) {
            missed.script = true;
            missed.number(one, shard);
            missed.again.add(one);
        } else if (reply instanceof RuntimeException error && RedisErrors.breaksConnection(error)) {
            // One node of a cluster is gone: this call may have run, others have their answers.
            one.fail(RedisErrors.translated(error, keyspace.settings()));
        } else if (reply instanceof RuntimeException error) {
            // The script stopped before its first write and took no number: those behind it find a gap.
            missed.number(one, shard);
            one.fail(RedisErrors.translated(error, keyspace.settings()));
        } else {
            List<?> answer = Replies.list(reply);
            switch (CheckCodec.status(answer)) {
                case "GAP", "DUPLICATE" -> missed.gap(one, shard, answer);
                case "STALE_POLICY" -> missed.stale(one, answer);
                default -> answer(one, answer, book);
            }
        }
    }

    private static void answer(WaitingCheck one, List<?> reply, PolicyBook book) {
        try {
            one.outcome = CheckCodec.outcome(reply, one.request, book);
            one.finish();
        } catch (RatewardenException refused) {
            one.fail(refused);
        }
    }

    /** What changed nothing in one pipeline, and what has to be put right before it is sent again. */
    private final class Missed {
        final List<WaitingCheck> again = new ArrayList<>();
        final @Nullable Lanes lanes;
        /** By shard: where Redis says that a lane stands. */
        final Map<Integer, String> gaps = new HashMap<>();

        boolean script;

        /** The latest revision of the policies that Redis has seen, where ours is older; else null. */
        @Nullable
        String newest;

        Missed(@Nullable Lanes lanes) {
            this.lanes = lanes;
        }

        /** A number that was not taken is there for the next call. */
        void number(WaitingCheck one, int shard) {
            one.lanes = null;
            if (lanes != null && one.mode == CheckCodec.Mode.CHECK) {
                lanes.giveBack(shard);
            }
        }

        void gap(WaitingCheck one, int shard, List<?> answer) {
            number(one, shard);
            gaps.put(shard, Replies.text(answer.get(1)));
            again.add(one);
        }

        /** Behind a call that did not run a gap is natural; a lane that is not where we left it is lost. */
        private boolean lanesLost() {
            return lanes != null
                    && gaps.entrySet().stream()
                            .anyMatch(gap -> !gap.getValue().equals(Long.toString(lanes.last(gap.getKey()))));
        }

        void stale(WaitingCheck one, List<?> answer) {
            one.lanes = null;
            newest = Replies.text(answer.get(1));
            again.add(one);
        }

        void repair(Link link, boolean reread) {
            if (script) {
                link.load(Script.CHECK);
            }
            if (lanesLost()) {
                if (stopsWhenEmptied) {
                    throw new StoreUnavailableException(
                            "Redis at %s no longer knows what it was told; what is remembered comes first"
                                    .formatted(keyspace.settings().address()),
                            null);
                }
                keyspace.enterAgain(link);
            }
            if (newest != null && !reread) {
                policies.refresh(link, keyspace.keys());
            }
        }
    }
}
