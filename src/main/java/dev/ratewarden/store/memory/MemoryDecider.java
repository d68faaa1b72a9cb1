package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.store.LocalDecider;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/**
 * Decides as {@link MemoryStore} does, over users who are known from elsewhere. Bounded: beyond {@value #MOST} users, those are dropped
 * first who came first and did nothing wrong. Thread-safe.
 */
public final class MemoryDecider implements LocalDecider {

    private static final int MOST = 200_000;
    private static final int TRIES = 8;

    /** What is done with a user goes to the shared store's events and history later, by way of the journal. */
    private final Journal unheard = new Journal();

    private final ConcurrentMap<String, Local> users = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> inOrder = new ConcurrentLinkedQueue<>();
    private volatile int term;
    private volatile ActionPolicies.Table table = ActionPolicies.Table.of(PolicyBook.empty());

    /** A user, taken over in a time without the shared store. */
    private record Local(UserState user, int term) {}

    @Override
    public LocalAnswer check(CheckRequest request, Situation situation) {
        Check check = prepared(request, situation);
        UserState user = user(request.userId(), situation);
        synchronized (user) {
            CheckOutcome outcome = decide(check, user, request, situation, true);
            return new LocalAnswer(outcome, check.shadowed());
        }
    }

    @Override
    public CheckOutcome peek(CheckRequest request, Situation situation) {
        Check check = prepared(request, situation);
        Local kept = users.get(request.userId());
        UserState user = kept != null && kept.term() == term
                ? kept.user()
                : Seeds.user(request.userId(), situation.known().apply(request.userId()));
        synchronized (user) {
            return decide(check, user, request, situation, false);
        }
    }

    @Override
    public void handBack() {
        term = term + 1;
    }

    private Check prepared(CheckRequest request, Situation situation) {
        ActionPolicies policies = policies(situation.book()).of(request.action());
        policies.requireAffordable(request);
        return new Check(request, policies, situation.book(), situation.nowMs(), situation.instances());
    }

    private ActionPolicies.Table policies(PolicyBook book) {
        ActionPolicies.Table known = table;
        if (known.book() != book) {
            known = ActionPolicies.Table.of(book);
            table = known;
        }
        return known;
    }

    private UserState user(String id, Situation situation) {
        int now = term;
        Local kept = users.get(id);
        if (kept != null && kept.term() == now) {
            return kept.user();
        }
        if (kept == null) {
            makeRoom();
            inOrder.add(id);
        }
        return Objects.requireNonNull(users.compute(id, (key, old) -> {
                    if (old != null && old.term() == now) {
                        return old;
                    }
                    UserState user = Seeds.user(id, situation.known().apply(id));
                    if (old != null) {
                        synchronized (old.user()) {
                            user.takeLimitsOf(old.user());
                        }
                    }
                    return new Local(user, now);
                }))
                .user();
    }

    private void makeRoom() {
        for (int i = 0; i < TRIES && users.size() >= MOST; i++) {
            String id = inOrder.poll();
            Local oldest = id == null ? null : users.get(id);
            if (id == null || oldest == null) {
                continue;
            }
            boolean harmless;
            synchronized (oldest.user()) {
                harmless = oldest.user().abuse() == null && oldest.user().measures() == Measures.NONE;
            }
            if (harmless) {
                users.remove(id);
            } else {
                inOrder.add(id);
            }
        }
    }

    private CheckOutcome decide(Check check, UserState user, CheckRequest request, Situation situation, boolean keep) {
        PolicyLevel own = policies(situation.book()).of(request.action()).own();
        OnOutage onOutage = own == null ? OnOutage.LOCAL : own.policy().onOutage();
        Reason before = standing(user, situation);
        boolean byModerator = before == Reason.EXEMPT || before == Reason.BANNED;
        if (byModerator || (before == Reason.BLOCKED && onOutage == OnOutage.LOCAL)) {
            return decide(check, user, keep);
        }
        return switch (onOutage) {
            case CLOSED -> check.closed(user, keep);
            case OPEN -> check.open(user);
            case LOCAL ->
                check.leavesNothing(user, situation.rank()) ? check.closed(user, keep) : decide(check, user, keep);
        };
    }

    private CheckOutcome decide(Check check, UserState user, boolean keep) {
        return keep ? check.perform(user, unheard) : check.foresee(user);
    }

    /** What decides about a user before any limit does; null if nothing does. */
    private static @org.jspecify.annotations.Nullable Reason standing(UserState user, Situation situation) {
        if (user.measures().exemptionAt(situation.nowMs()) != null) {
            return Reason.EXEMPT;
        }
        if (user.measures().banAt(situation.nowMs()) != null) {
            return Reason.BANNED;
        }
        return user.isBlockedAt(situation.book().decay().at(situation.nowMs())) ? Reason.BLOCKED : null;
    }
}
