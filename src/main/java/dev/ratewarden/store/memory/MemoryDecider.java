package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.Violation;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.store.LocalDecider;
import dev.ratewarden.store.UserRecord;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Decides in memory for a while, from what is known of users elsewhere. Thread-safe. */
public final class MemoryDecider implements LocalDecider {

    private static final int MOST_KEPT = 100_000;

    private final Journal journal = new Journal();
    private volatile ConcurrentMap<String, UserState> users = new ConcurrentHashMap<>();

    @Override
    public LocalAnswer check(CheckRequest request, Situation situation) {
        ConcurrentMap<String, UserState> all = users;
        UserState user = all.computeIfAbsent(request.userId(), id -> seeded(id, situation.known().apply(id)));
        synchronized (user) {
            return new LocalAnswer(decide(user, request, situation, true), false);
        }
    }

    @Override
    public CheckOutcome peek(CheckRequest request, Situation situation) {
        UserState kept = users.get(request.userId());
        UserState user = kept == null ? seeded(request.userId(), situation.known().apply(request.userId())) : kept;
        synchronized (user) {
            return decide(user, request, situation, false);
        }
    }

    @Override
    public void handBack() {
        users = new ConcurrentHashMap<>();
    }

    private CheckOutcome decide(UserState user, CheckRequest request, Situation situation, boolean writes) {
        Policy policy = situation.book().policy(request.action());
        Policy own = policy == null ? null : policy.withLimit(AppliedLimit.of(policy).among(situation.instances()).effective());
        Check check = new Check(request, own, situation.book(), situation.nowMs());
        CheckOutcome foreseen = check.foresee(user);
        if (foreseen.reason() != Reason.BANNED && policy != null && policy.onOutage() != OnOutage.LOCAL) {
            return policy.onOutage() == OnOutage.CLOSED ? as(foreseen, Reason.OUTAGE) : as(foreseen, Reason.ALLOWED);
        }
        return writes ? check.perform(user, journal) : foreseen;
    }

    private static CheckOutcome as(CheckOutcome o, Reason reason) {
        return new CheckOutcome(reason, o.nowMs(), o.policy(), null, null, o.score(), o.tier(), o.violations(), false, null, null, null, true);
    }

    private static UserState seeded(String id, @Nullable UserRecord known) {
        UserState user = new UserState(id);
        if (known != null) {
            user.score = known.score();
            user.scoreClock = known.scoreClock();
            user.violations = known.violations();
            user.resetAtMs = known.resetAtMs();
            user.block = known.blockedAtMs() == null ? null : new Blocking(known.blockedAtMs(), known.blockEnd());
            user.ban = known.ban();
            user.violationsSinceReset = known.recentMs().size();
            for (long at : known.recentMs()) {
                user.history.addLast(new Violation(at, "x", 1, "x", Limit.tokenBucket(1, java.time.Duration.ofSeconds(1)), 0L, new Penalty(0, 0, 0, 0, 0, false), null, true));
            }
        }
        return user;
    }
}
