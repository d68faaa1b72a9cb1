package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.store.SharedStore;
import dev.ratewarden.store.UserRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this instance remembers of the users that matter: those with a score, a block, or something that a moderator set. Fed by the
 * store's changes and by the instance's own answers. Bounded: beyond {@value #MOST} only those whom a moderator banned or exempted, or
 * gave a limit of their own, are taken in. Thread-safe.
 */
final class Mirror {

    private static final int MOST = 200_000;

    private final Map<String, UserRecord> users = new ConcurrentHashMap<>();

    @Nullable
    UserRecord get(String userId) {
        return users.get(userId);
    }

    Collection<UserRecord> all() {
        return List.copyOf(users.values());
    }

    /** Takes what the store tells. Should it be older than an answer that was seen meanwhile, the next changes tell of that again. */
    void take(SharedStore.Changes changes, DecayClock decay) {
        double clock = decay.at(changes.nowMs());
        for (UserRecord user : changes.users()) {
            if (!user.matters(clock)) {
                users.remove(user.userId());
            } else if (users.size() < MOST || users.containsKey(user.userId()) || moderated(user)) {
                users.put(user.userId(), user);
            }
        }
        changes.gone().forEach(users::remove);
    }

    /** These are few, and must never be missing. */
    private static boolean moderated(UserRecord user) {
        return user.ban() != null
                || user.exemption() != null
                || !user.overrides().isEmpty();
    }

    /** Notes what an answer of the store tells of its user, which the changes will tell in full. */
    void saw(CheckRequest request, CheckOutcome outcome, PolicyBook book) {
        boolean telling =
                outcome.penalty() != null || outcome.reason() == Reason.BANNED || outcome.reason() == Reason.BLOCKED;
        if (!telling && !users.containsKey(request.userId())) {
            return;
        }
        users.compute(request.userId(), (id, old) -> {
            if (old == null && (!telling || users.size() >= MOST)) {
                return null;
            }
            return after(old == null ? unknown(id, outcome.nowMs()) : old, request, outcome, book);
        });
    }

    private static UserRecord after(UserRecord user, CheckRequest request, CheckOutcome outcome, PolicyBook book) {
        Penalty penalty = outcome.penalty();
        double clock = book.decay().at(outcome.nowMs());
        boolean blocked = outcome.block() != null;
        boolean newBlock = blocked && (user.blockedAtMs() == null || penalty != null);
        double score = penalty == null ? user.score() : penalty.scoreAfter();
        double scoreClock = penalty == null ? user.scoreClock() : clock;
        return new UserRecord(
                user.userId(),
                score,
                scoreClock,
                outcome.violations(),
                penalty == null ? user.lastViolationAtMs() : (Long) outcome.nowMs(),
                penalty == null ? user.lastAction() : request.action(),
                user.resetAtMs(),
                outcome.block() == null ? null : (Long) outcome.block().sinceMs(),
                newBlock
                        ? AbuseScore.blockEnd(
                                score, scoreClock, book.scoreRules().unblockBelow())
                        : user.blockEnd(),
                penalty == null ? user.recentMs() : recent(user.recentMs(), outcome.nowMs()),
                outcome.ban(),
                user.exemption(),
                user.graceUntilMs(),
                user.overrides(),
                user.note(),
                user.name(),
                outcome.nowMs(),
                user.moderationRevision());
    }

    private static List<Long> recent(List<Long> before, long nowMs) {
        List<Long> recent = new ArrayList<>();
        recent.add(nowMs);
        before.stream()
                .filter(at -> at > nowMs - 2 * AbuseScore.REPEAT_WINDOW_MS)
                .limit(AbuseScore.MAX_REPEATS - 1)
                .forEach(recent::add);
        return recent;
    }

    private static UserRecord unknown(String id, long nowMs) {
        return new UserRecord(
                id, 0, 0, 0, null, null, null, null, 0, List.of(), null, null, null, Map.of(), null, null, nowMs, 0);
    }
}
