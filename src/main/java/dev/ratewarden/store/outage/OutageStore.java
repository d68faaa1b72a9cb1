package dev.ratewarden.store.outage;

import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.CheckPage;
import dev.ratewarden.moderation.CheckQuery;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.InstanceFigures;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserPage;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.store.Attempt;
import dev.ratewarden.store.CallId;
import dev.ratewarden.store.LocalDecider;
import dev.ratewarden.store.SharedStore;
import dev.ratewarden.watch.WatchStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shared store that nobody misses while it is away: then checks are decided in this process's memory, from what is remembered of
 * users, and booked in the shared store once it is back; see the package. Names, and everything that moderators do and read, need the
 * shared store and fail without it. Thread-safe.
 */
public final class OutageStore implements LimiterStore, ModerationStore, WatchStore {

    private final SharedStore shared;
    private final LocalDecider local;
    private final Keeper keeper;
    private final String instance;
    private final Listeners listeners;

    /**
     * Opens nothing yet but the journal: the shared store may be away from the start.
     *
     * @param shared is closed with this store
     * @throws dev.ratewarden.limiter.InvalidRequestException if the journal's directory cannot be used
     */
    public OutageStore(SharedStore shared, LocalDecider local, OutageSettings settings) {
        this.shared = shared;
        this.local = local;
        this.instance = settings.instance();
        this.listeners = new Listeners(settings.listener());
        this.keeper = new Keeper(shared, local, settings.heardBy(listeners));
        keeper.start();
    }

    @Override
    public CheckOutcome check(CheckRequest request) {
        Away away = keeper.away();
        if (away != null) {
            return decide(request, null, away);
        }
        long returns = keeper.returns();
        return switch (shared.attempt(request)) {
            case Attempt.Answered answered -> {
                keeper.answered(request, answered);
                keeper.log(request, answered.outcome());
                yield answered.outcome();
            }
            case Attempt.Unanswered unanswered ->
                decide(request, unanswered.call(), keeper.lost(unanswered.cause(), returns));
        };
    }

    private CheckOutcome decide(CheckRequest request, @Nullable CallId twin, Away away) {
        LocalDecider.LocalAnswer answer = local.check(request, keeper.situation());
        CheckOutcome outcome = answer.outcome().asDegraded();
        keeper.decided(Entries.of(request, outcome, answer.wouldDeny(), twin));
        keeper.log(request, outcome);
        away.checks().increment();
        return outcome;
    }

    @Override
    public CheckOutcome peek(CheckRequest request) {
        if (keeper.away() == null) {
            long returns = keeper.returns();
            try {
                return shared.peek(request);
            } catch (StoreUnavailableException e) {
                keeper.lost(e, returns);
            }
        }
        return local.peek(request, keeper.situation()).asDegraded();
    }

    /** Whether checks are decided in memory now. */
    public boolean isAway() {
        return keeper.away() != null;
    }

    /** Whether it would know of this limit of a user's own if the shared store went away now. */
    boolean remembers(String userId, String action, long limit) {
        return keeper.remembers(userId, action, limit);
    }

    @Override
    public PolicyBook policies() {
        return keeper.away() == null ? shared.policies() : shared.lastPolicies();
    }

    @Override
    public PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules) {
        return shared.addDefaults(defaults, rules);
    }

    @Override
    public Set<String> describe(Map<String, String> namesById) {
        Away away = keeper.away();
        if (away != null) {
            throw new StoreUnavailableException(away.cause(), null);
        }
        return shared.describe(namesById);
    }

    @Override
    public Snapshot snapshot(UserQuery query) {
        return shared.snapshot(query);
    }

    @Override
    public Optional<UserDetail> user(String userId) {
        return shared.user(userId);
    }

    @Override
    public List<UserSummary> find(String text, int limit) {
        return shared.find(text, limit);
    }

    @Override
    public ActionReceipt act(
            String userId, ModeratorAction action, String operator, String reason, @Nullable Long expectedRevision) {
        return shared.act(userId, action, operator, reason, expectedRevision);
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        return shared.audit(limit);
    }

    @Override
    public Optional<AuditEntry> auditEntry(String id) {
        return shared.auditEntry(id);
    }

    @Override
    public List<SecurityEvent> events(EventQuery query) {
        return shared.events(query);
    }

    @Override
    public EventPage follow(@Nullable String position, int limit) {
        return shared.follow(position, limit);
    }

    @Override
    public boolean record(SecurityEvent event, String once, long forMs) {
        return shared.record(event, once, forMs);
    }

    @Override
    public CheckPage checks(CheckQuery query) {
        return shared.checks(query);
    }

    @Override
    public List<InstanceFigures> instances() {
        return shared.instances();
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public void onOutage(OutageListener listener) {
        listeners.add(listener);
    }

    @Override
    public void offOutage(OutageListener listener) {
        listeners.remove(listener);
    }

    @Override
    public Lease lease(String holder, long forMs) {
        return shared.lease(holder, forMs);
    }

    @Override
    public boolean moved(String holder, String position) {
        return shared.moved(holder, position);
    }

    @Override
    public void lost(long events) {
        shared.lost(events);
    }

    @Override
    public void release(String holder) {
        shared.release(holder);
    }

    @Override
    public List<Long> fold(String holder, List<Alert> alerts, long forMs) {
        return shared.fold(holder, alerts, forMs);
    }

    @Override
    public Repair repair(@Nullable String after, int limit) {
        return shared.repair(after, limit);
    }

    @Override
    public Map<String, String> names(Collection<String> userIds) {
        return shared.names(userIds);
    }

    @Override
    public UserPage page(@Nullable String after, int limit) {
        return shared.page(after, limit);
    }

    @Override
    public List<ActionCount> actionCounts() {
        return shared.actionCounts();
    }

    @Override
    public List<ActionMinute> traffic(long firstMinute, int minutes) {
        return shared.traffic(firstMinute, minutes);
    }

    @Override
    public Handover handover() {
        return shared.handover();
    }

    @Override
    public Handover handover(HandoverChange change, String operator) {
        return shared.handover(change, operator);
    }

    @Override
    public @Nullable Long visit(String operator) {
        return shared.visit(operator);
    }

    @Override
    public Map<String, Policy> codePolicies() {
        return shared.codePolicies();
    }

    @Override
    public PolicyBook change(PolicyChange change, String operator, String reason, @Nullable Long expectedRevision) {
        return shared.change(change, operator, reason, expectedRevision);
    }

    @Override
    public List<PolicyRevision> policyHistory() {
        return shared.policyHistory();
    }

    @Override
    public CommunityProfile profile() {
        return shared.profile();
    }

    /**
     * Books what is still to be booked, if the shared store is there; else the journal's file is left for the next process. Then closes
     * the shared store.
     */
    @Override
    public void close() {
        keeper.close();
        shared.close();
    }
}
