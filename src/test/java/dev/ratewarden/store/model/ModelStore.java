package dev.ratewarden.store.model;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.moderation.SecurityEvent;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

    private static final long MINUTE_MS = 60_000;
    private static final int MINUTES_SHOWN = 60;
    private static final int AUDIT_SHOWN = 50;

    private final InstantSource clock;
    private final Map<String, ModelUser> users = new TreeMap<>();
    private final Map<Long, MinuteCount> minutes = new TreeMap<>();
    private final List<SecurityEvent> events = new ArrayList<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private PolicyBook book = PolicyBook.empty();
    private boolean rulesSet;
    private long allowed;
    private long denied;
    private long violations;

    public ModelStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CheckOutcome check(CheckRequest request) {
        refuseTooDear(request);
        countMinute(0, 0, 0);
        ModelUser user = users.computeIfAbsent(request.userId(), ModelUser::new);
        CheckOutcome outcome = new ModelCheck(user, request, book, clock.millis(), events::add).run();
        long yes = outcome.reason().allows() ? 1 : 0;
        long violation = outcome.reason() == Reason.LIMITED ? 1 : 0;
        allowed += yes;
        denied += 1 - yes;
        violations += violation;
        countMinute(yes, 1 - yes, violation);
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
        CheckOutcome outcome = new ModelCheck(user.copy(), request, book, now, event -> {}).run();
        return new CheckOutcome(
                outcome.reason(),
                outcome.nowMs(),
                outcome.policy(),
                outcome.applied(),
                outcome.quota(),
                ModelUser.rounded(user.scoreNow(now, book)),
                user.tier(now, book),
                user.violations,
                outcome.notifyUser(),
                null,
                user.banNow(now),
                user.blockNow(now, book),
                false);
    }

    private void refuseTooDear(CheckRequest request) {
        Policy policy = book.policy(request.action());
        if (policy != null && request.cost() > policy.limit().capacity()) {
            throw new InvalidRequestException("COST_EXCEEDS_LIMIT: %d".formatted(request.cost()));
        }
    }

    private void countMinute(long addAllowed, long addDenied, long addViolations) {
        long start = Math.floorDiv(clock.millis(), MINUTE_MS) * MINUTE_MS;
        MinuteCount so = minutes.computeIfAbsent(start, s -> new MinuteCount(s, 0, 0, 0, gauges()));
        minutes.put(
                start,
                new MinuteCount(
                        start,
                        so.allowed() + addAllowed,
                        so.denied() + addDenied,
                        so.violations() + addViolations,
                        so.gauges()));
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
                all.stream().filter(user -> user.block() != null).count(),
                all.stream().filter(user -> user.ban() != null).count(),
                violations,
                allowed,
                denied);
    }

    private Stream<UserSummary> summaries() {
        return users.values().stream().map(user -> user.summary(clock.millis(), book));
    }

    @Override
    public PolicyBook policies() {
        return book;
    }

    @Override
    public PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules) {
        book = book.withDefaults(defaults);
        boolean scored = users.values().stream().anyMatch(user -> user.score > 0);
        if (rules != null && !rulesSet && !scored) {
            book = book.with(rules, DecayClock.startingAt(clock.millis(), rules.decayPerHour()));
            rulesSet = true;
        }
        return book;
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
        List<UserSummary> matching =
                summaries().filter(query::matches).sorted(UserQuery.ORDER).toList();
        long thisMinute = Math.floorDiv(clock.millis(), MINUTE_MS) * MINUTE_MS;
        List<MinuteCount> shown = minutes.values().stream()
                .filter(minute -> minute.startMs() <= thisMinute)
                .filter(minute -> minute.startMs() > thisMinute - MINUTES_SHOWN * MINUTE_MS)
                .toList();
        return new Snapshot(
                clock.millis(),
                statistics(),
                new UserList(matching.stream().limit(query.limit()).toList(), matching.size()),
                shown,
                Instances.NONE,
                book.scoreRules().decayPerHour());
    }

    @Override
    public Optional<UserDetail> user(String userId) {
        return Optional.ofNullable(users.get(userId)).map(this::detail);
    }

    private UserDetail detail(ModelUser user) {
        long now = clock.millis();
        List<ActionQuota> quotas = new ArrayList<>();
        user.meters.forEach((action, meter) -> {
            if (meter.resetAt(now) > now) {
                Policy policy = Objects.requireNonNull(book.policy(action));
                quotas.add(new ActionQuota(policy, AppliedLimit.of(policy), meter.standing(1, now)));
            }
        });
        quotas.sort(Comparator.comparingDouble(ModelStore::left));
        return new UserDetail(
                user.summary(now, book),
                now,
                user.resetAtMs,
                user.moderationRevision,
                null,
                null,
                Map.of(),
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
        if (user == null && !(action instanceof ModeratorAction.Ban)) {
            throw new ActionRefusedException(userId + " is not tracked");
        }
        ModelUser target = user == null ? new ModelUser(userId) : user;
        AuditEntry entry =
                new ModelAct(target, book, "0-" + (audit.size() + 1), operator, reason, clock.millis()).run(action);
        users.put(userId, target);
        audit.add(entry);
        return new ActionReceipt(entry, target.summary(clock.millis(), book));
    }

    @Override
    public List<ActionCount> actionCounts() {
        return List.of();
    }

    @Override
    public PolicyBook change(PolicyChange change, String operator, String reason, @Nullable Long expectedRevision) {
        throw new IllegalStateException("not here");
    }

    @Override
    public List<PolicyRevision> policyHistory() {
        return List.of();
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        return audit.reversed().stream().limit(limit).toList();
    }

    @Override
    public List<SecurityEvent> events(int limit) {
        return events.reversed().stream().limit(limit).toList();
    }

    @Override
    public void close() {
        users.clear();
    }
}
