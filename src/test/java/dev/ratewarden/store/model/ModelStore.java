package dev.ratewarden.store.model;

import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.ActionConflict;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditEvents;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserPage;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.moderation.Violation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A whole community, kept plainly. For one thread. */
public final class ModelStore implements LimiterStore, ModerationStore {

    private static final int AUDIT_SHOWN = 50;
    private static final long RETENTION_MS = 30L * 24 * 3_600_000;

    private final InstantSource clock;
    private final Map<String, ModelUser> users = new TreeMap<>();
    private final ModelPolicies policies = new ModelPolicies();
    private final ModelCounts counts = new ModelCounts();
    private final ModelBoard board = new ModelBoard(users);
    private final List<SecurityEvent> events = new ArrayList<>();
    private final Map<String, Long> recorded = new HashMap<>();
    private final List<AuditEntry> audit = new ArrayList<>();

    public ModelStore(InstantSource clock) {
        this.clock = clock;
    }

    private PolicyBook book() {
        return policies.book;
    }

    @Override
    public CheckOutcome check(CheckRequest request) {
        refuseTooDear(request);
        counts.beginMinute(clock.millis(), this::gauges);
        ModelUser user = users.computeIfAbsent(request.userId(), ModelUser::new);
        ModelCheck check = new ModelCheck(user, request, book(), clock.millis(), events::add);
        CheckOutcome outcome = check.run();
        counts.count(request.action(), outcome, check.wouldDeny);
        dropTwoWhoAreDue();
        return outcome;
    }

    /**
     * A check on a copy of the user, of which nothing stays but the answer. No violation is recorded, so score, tier, violations and
     * block are those that the user has.
     */
    @Override
    public CheckOutcome peek(CheckRequest request) {
        refuseTooDear(request);
        long now = clock.millis();
        ModelUser user = users.getOrDefault(request.userId(), new ModelUser(request.userId()));
        CheckOutcome outcome = new ModelCheck(user.copy(), request, book(), now, event -> {}).run();
        return new CheckOutcome(
                outcome.reason(),
                outcome.nowMs(),
                outcome.policy(),
                outcome.applied(),
                outcome.quota(),
                ModelUser.rounded(user.scoreNow(now, book())),
                user.tier(now, book()),
                user.violations,
                outcome.notifyUser(),
                null,
                user.banNow(now),
                user.blockNow(now, book()),
                false);
    }

    private void refuseTooDear(CheckRequest request) {
        if (book().enforcement() == Enforcement.OFF) {
            return;
        }
        for (Policy level : book().levels(request.action())) {
            if (request.cost() > level.limit().capacity()) {
                throw new InvalidRequestException("COST_EXCEEDS_LIMIT: %d, %s holds %d"
                        .formatted(request.cost(), level.action(), level.limit().capacity()));
            }
        }
    }

    private void dropTwoWhoAreDue() {
        List<ModelUser> due = users.values().stream()
                .filter(user -> user.seenAtMs <= clock.millis() - RETENTION_MS)
                .filter(user -> !user.mustStay(clock.millis(), book()))
                .sorted(Comparator.comparingLong(user -> user.seenAtMs))
                .limit(2)
                .toList();
        due.forEach(user -> users.remove(user.id));
    }

    private MinuteCount.Gauges gauges() {
        Statistics now = statistics();
        return new MinuteCount.Gauges(now.usersTracked(), now.highAbuse(), now.blocked());
    }

    private Statistics statistics() {
        List<UserSummary> all = summaries().toList();
        return new Statistics(
                all.size(),
                all.stream()
                        .filter(user -> user.score() >= ScoreRules.CAUTION_AT)
                        .count(),
                all.stream()
                        .filter(user -> user.block() != null && user.exemption() == null)
                        .count(),
                all.stream().filter(user -> user.ban() != null).count(),
                counts.sum(ActionCount::violations),
                counts.sum(ActionCount::allowed),
                counts.sum(ActionCount::denied));
    }

    private Stream<UserSummary> summaries() {
        return users.values().stream().map(user -> user.summary(clock.millis(), book()));
    }

    @Override
    public PolicyBook policies() {
        return book();
    }

    @Override
    public PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules) {
        boolean scored = users.values().stream().anyMatch(user -> user.score > 0);
        policies.addDefaults(defaults, rules, clock.millis(), scored);
        return book();
    }

    @Override
    public Set<String> describe(Map<String, String> namesById) {
        Set<String> kept = new TreeSet<>();
        namesById.forEach((id, name) -> {
            ModelUser user = users.get(id);
            String cleaned = Text.displayName(name);
            if (user != null) {
                user.name = cleaned.isEmpty() ? null : cleaned;
                kept.add(id);
            }
        });
        return kept;
    }

    @Override
    public Snapshot snapshot(UserQuery query) {
        List<UserSummary> matching = summaries()
                .filter(query::matches)
                .filter(user -> query.matchesPlace(latestWhere(user.id())))
                .sorted(UserQuery.ORDER)
                .toList();
        return new Snapshot(
                clock.millis(),
                statistics(),
                new UserList(matching.stream().limit(query.limit()).toList(), matching.size()),
                counts.lastHour(clock.millis()),
                Instances.NONE,
                book().scoreRules().decayPerHour(),
                "");
    }

    @Override
    public Optional<UserDetail> user(String userId) {
        return Optional.ofNullable(users.get(userId)).map(this::detail);
    }

    private @Nullable String latestWhere(String userId) {
        List<Violation> history = Objects.requireNonNull(users.get(userId)).history();
        return history.isEmpty() ? null : history.getFirst().where();
    }

    private UserDetail detail(ModelUser user) {
        long now = clock.millis();
        List<ActionQuota> quotas = new ArrayList<>();
        for (Policy policy : book().policies().values()) {
            AppliedLimit applied = user.applied(policy, null, now, book());
            ModelMeter meter = user.meter(policy, applied.effective());
            if (meter.resetAt(applied.effective(), now) > now) {
                quotas.add(new ActionQuota(policy, applied, meter.standing(applied.effective(), 1, now)));
            }
        }
        quotas.sort(Comparator.comparingDouble(ModelStore::left));
        return new UserDetail(
                user.summary(now, book()),
                now,
                user.resetAtMs,
                user.moderationRevision,
                user.note,
                user.inGrace(now) ? user.graceUntilMs : null,
                user.overrides,
                quotas,
                user.history(),
                user.audit.reversed().stream().limit(AUDIT_SHOWN).toList());
    }

    private static double left(ActionQuota standing) {
        return (double) standing.quota().remaining() / standing.quota().limit();
    }

    @Override
    public List<UserSummary> find(String text, int limit) {
        String prefix = text.toLowerCase(Locale.ROOT);
        Stream<UserSummary> exact = summaries().filter(user -> user.id().equals(text));
        Stream<UserSummary> named = summaries()
                .filter(user -> !user.id().equals(text))
                .filter(user -> lowerName(user).startsWith(prefix))
                .filter(user -> user.name() != null)
                .sorted(Comparator.comparing(ModelStore::lowerName).thenComparing(UserSummary::id));
        return Stream.concat(exact, named).limit(limit).toList();
    }

    private static String lowerName(UserSummary user) {
        return user.name() == null ? "" : user.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public ActionReceipt act(
            String userId, ModeratorAction action, String operator, String reason, @Nullable Long expectedRevision) {
        ModelUser user = users.get(userId);
        if (expectedRevision != null && expectedRevision != (user == null ? 0 : user.moderationRevision)) {
            AuditEntry latest = user == null || user.audit.isEmpty() ? null : user.audit.getLast();
            throw ActionConflict.on(userId, latest);
        }
        if (user == null && !entersUnseen(action)) {
            throw new ActionRefusedException("user \"%s\" is not tracked".formatted(userId));
        }
        ModelUser target = user == null ? new ModelUser(userId) : user;
        AuditEntry entry =
                new ModelAct(target, book(), "0-" + (actions() + 1), operator, reason, clock.millis()).run(action);
        audited(entry);
        if (action instanceof ModeratorAction.Forget) {
            users.remove(userId);
            board.forget(userId);
            events.removeIf(event -> userId.equals(event.userId()) && !AuditEvents.isOne(event.type()));
            target = new ModelUser(userId);
            target.seenAtMs = clock.millis();
        } else {
            users.put(userId, target);
        }
        return new ActionReceipt(entry, target.summary(clock.millis(), book()));
    }

    private void audited(AuditEntry entry) {
        audit.add(entry);
        events.add(AuditEvents.of(entry));
    }

    private long actions() {
        return audit.stream().filter(entry -> entry.userId() != null).count();
    }

    private static boolean entersUnseen(ModeratorAction action) {
        return action instanceof ModeratorAction.Ban
                || action instanceof ModeratorAction.Exempt
                || action instanceof ModeratorAction.Note
                || action instanceof ModeratorAction.Override;
    }

    @Override
    public List<ActionCount> actionCounts() {
        return counts.byAction();
    }

    @Override
    public List<ActionMinute> traffic(long firstMinute, int minutes) {
        return counts.traffic(firstMinute, minutes);
    }

    @Override
    public Handover handover() {
        return board.read(clock.millis());
    }

    @Override
    public Handover handover(HandoverChange change, String operator) {
        return board.change(change, operator, clock.millis());
    }

    @Override
    public @Nullable Long visit(String operator) {
        return board.visit(operator, clock.millis());
    }

    @Override
    public Map<String, Policy> codePolicies() {
        return policies.ofCode;
    }

    @Override
    public PolicyBook change(PolicyChange change, String operator, String reason, @Nullable Long expectedRevision) {
        long before = book().revision();
        policies.change(change, operator, reason, expectedRevision, clock.millis());
        if (book().revision() != before) {
            audited(policyHistory().getFirst().audited("g-" + (audit.size() - actions() + 1), ""));
        }
        return book();
    }

    @Override
    public List<PolicyRevision> policyHistory() {
        return policies.history();
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        return audit.reversed().stream().limit(limit).toList();
    }

    @Override
    public Optional<AuditEntry> auditEntry(String id) {
        return audit.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    @Override
    public List<SecurityEvent> events(EventQuery query) {
        return events.reversed().stream()
                .filter(query::matches)
                .limit(query.limit())
                .toList();
    }

    @Override
    public EventPage follow(@Nullable String position, int limit) {
        if (position != null && !position.matches("\\d*")) {
            throw new InvalidRequestException("position %s: is none".formatted(position));
        }
        int from = position == null ? events.size() : position.isEmpty() ? 0 : Integer.parseInt(position);
        int to = Math.min(events.size(), from + limit);
        return new EventPage(events.subList(from, to), Integer.toString(to), to < events.size(), false, 0);
    }

    @Override
    public boolean record(SecurityEvent event, String once, long forMs) {
        long now = clock.millis();
        if (forMs > 0 && recorded.getOrDefault(once, Long.MIN_VALUE) > now) {
            return false;
        }
        if (forMs > 0) {
            recorded.put(once, now + forMs);
        }
        events.add(event.atMs() == 0 ? event.at(now) : event);
        return true;
    }

    @Override
    public Map<String, String> names(Collection<String> userIds) {
        Map<String, String> names = new HashMap<>();
        for (String id : userIds) {
            ModelUser user = users.get(id);
            if (user != null && user.name != null) {
                names.put(id, user.name);
            }
        }
        return names;
    }

    @Override
    public UserPage page(@Nullable String after, int limit) {
        return new UserPage(
                users.values().stream()
                        .map(user -> user.summary(clock.millis(), book()))
                        .toList(),
                null);
    }

    @Override
    public void close() {
        users.clear();
    }
}
