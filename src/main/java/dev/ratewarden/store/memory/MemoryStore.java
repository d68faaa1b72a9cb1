package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.moderation.SecurityEvent;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A community in the memory of this process. Decides exactly as the Redis store does; gone when the process ends. Thread-safe.
 */
public final class MemoryStore implements LimiterStore, ModerationStore {

    private final InstantSource clock;
    private final Users users = new Users();
    private final Counters counters = new Counters();
    private final Journal journal = new Journal();

    /** Written under this object's monitor. */
    private volatile Settings settings = new Settings(PolicyBook.empty(), false);

    private record Settings(PolicyBook book, boolean rulesSet) {}

    /** @param clock decides; the tests and the demo bring their own */
    public MemoryStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CheckOutcome check(CheckRequest request) {
        PolicyBook book = policies();
        Policy policy = affordable(request, book);
        long now = clock.millis();
        counters.beginMinute(now, () -> users.gauges(now, book));
        UserState user = users.entered(request.userId());
        CheckOutcome outcome;
        synchronized (user) {
            outcome = new Check(request, policy, book, now).perform(user, journal);
            counters.count(outcome);
        }
        if (outcome.penalty() != null) {
            users.scored(user);
        }
        return outcome;
    }

    @Override
    public CheckOutcome peek(CheckRequest request) {
        PolicyBook book = policies();
        Policy policy = affordable(request, book);
        Check check = new Check(request, policy, book, clock.millis());
        UserState user = users.get(request.userId());
        if (user == null) {
            return check.foresee(new UserState(request.userId()));
        }
        synchronized (user) {
            return check.foresee(user);
        }
    }

    @Override
    public PolicyBook policies() {
        return settings.book();
    }

    @Override
    public synchronized PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules) {
        PolicyBook book = settings.book().withDefaults(defaults);
        boolean rulesSet = settings.rulesSet();
        if (rules != null && !rulesSet && !users.anyScored()) {
            book = book.with(rules, DecayClock.startingAt(clock.millis(), rules.decayPerHour()));
            rulesSet = true;
        }
        settings = new Settings(book, rulesSet);
        return book;
    }

    @Override
    public Set<String> describe(Map<String, String> namesById) {
        Set<String> kept = new HashSet<>();
        namesById.forEach((id, name) -> {
            if (users.rename(id, name)) {
                kept.add(id);
            }
        });
        return kept;
    }

    @Override
    public Snapshot snapshot(UserQuery query) {
        long now = clock.millis();
        PolicyBook book = policies();
        return new Snapshot(
                now,
                users.statistics(now, book, counters),
                users.list(query, now, book),
                counters.lastHour(now),
                Instances.NONE,
                book.scoreRules().decayPerHour());
    }

    @Override
    public Optional<UserDetail> user(String userId) {
        UserState user = users.get(userId);
        if (user == null) {
            return Optional.empty();
        }
        long now = clock.millis();
        PolicyBook book = policies();
        synchronized (user) {
            return user.isTracked() ? Optional.of(Views.detail(user, book, now)) : Optional.empty();
        }
    }

    @Override
    public List<UserSummary> find(String text, int limit) {
        return users.find(text, limit, clock.millis(), policies());
    }

    @Override
    public ActionReceipt act(
            String userId, ModeratorAction action, String operator, String reason, @Nullable Long expectedRevision) {
        PolicyBook book = policies();
        long now = clock.millis();
        UserState user = action instanceof ModeratorAction.Ban ? users.entered(userId) : users.get(userId);
        if (user == null) {
            throw notTracked(userId);
        }
        ActionReceipt receipt;
        synchronized (user) {
            if (!user.isTracked() && !(action instanceof ModeratorAction.Ban)) {
                throw notTracked(userId);
            }
            AuditEntry entry = new Act(userId, operator, reason, book, now).perform(user, action, journal);
            receipt = new ActionReceipt(entry, Views.summary(user, now, book));
        }
        users.reindex(user);
        return receipt;
    }

    @Override
    public List<ActionCount> actionCounts() {
        return List.of();
    }

    @Override
    public PolicyBook change(PolicyChange change, String operator, String reason, @Nullable Long expectedRevision) {
        throw new StoreException("not here", null);
    }

    @Override
    public List<PolicyRevision> policyHistory() {
        return List.of();
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        return journal.audit(limit);
    }

    @Override
    public List<SecurityEvent> events(int limit) {
        return journal.events(limit);
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    private static @Nullable Policy affordable(CheckRequest request, PolicyBook book) {
        Policy policy = book.policy(request.action());
        if (policy != null && request.cost() > policy.limit().capacity()) {
            throw new InvalidRequestException(
                    "COST_EXCEEDS_LIMIT: cost %d of %s could never be allowed; its limit holds %d at most"
                            .formatted(
                                    request.cost(),
                                    request.action(),
                                    policy.limit().capacity()));
        }
        return policy;
    }

    private static ActionRefusedException notTracked(String userId) {
        return new ActionRefusedException(
                "user %s is not known here; nothing was changed".formatted(Inputs.quote(userId)));
    }
}
