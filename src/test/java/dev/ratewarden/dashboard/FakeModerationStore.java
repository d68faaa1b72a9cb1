package dev.ratewarden.dashboard;

import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserPage;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store whose answers a test sets; it counts the reads and keeps what it was asked to do. */
public class FakeModerationStore implements ModerationStore {

    public static final long NOW = 1_750_000_000_000L;

    public volatile List<UserSummary> users = List.of();
    public volatile long nowMs = NOW;
    public volatile Runnable onRead = () -> {};
    public volatile Supplier<ActionReceipt> onAct = () -> {
        throw new IllegalStateException("no action expected");
    };
    public volatile UnaryOperator<UserDetail> details = UnaryOperator.identity();
    public volatile Function<@Nullable String, UserPage> pages = after -> new UserPage(users, null);
    public volatile PolicyBook policies = PolicyBook.empty();
    public volatile Instances instances = Instances.NONE;
    public volatile String keyspace = "";
    public volatile List<ActionMinute> minutes = List.of();
    public volatile Handover handover = Handover.EMPTY;
    public volatile Map<String, Policy> codePolicies = Map.of();

    /** What {@link #visit} answers. */
    public volatile @Nullable Long visited;

    public volatile BiFunction<Long, Integer, List<ActionMinute>> traffic = (first, count) -> List.of();
    public volatile Function<UserQuery, List<UserSummary>> answers = query -> users;
    /** Whether the answer to a query tells exactly how many match. */
    public volatile Predicate<UserQuery> complete = query -> true;

    public volatile Function<HandoverChange, Handover> onHandover = change -> handover;
    public volatile Function<EventQuery, List<SecurityEvent>> events = query -> List.of();
    public volatile Supplier<@Nullable Long> visits = () -> visited;
    public volatile List<ActionCount> actionCounts = List.of();
    public final List<HandoverChange> told = new CopyOnWriteArrayList<>();
    public final List<ModeratorAction> acted = new CopyOnWriteArrayList<>();
    public final List<@Nullable Long> expectedRevisions = new CopyOnWriteArrayList<>();
    public final AtomicInteger reads = new AtomicInteger();

    public static UserSummary user(String id, double score) {
        Tier tier = score >= 100 ? Tier.BLOCKED : score >= 75 ? Tier.WARNING : score >= 50 ? Tier.CAUTION : Tier.NORMAL;
        return new UserSummary(id, "name-" + id, score, tier, 5, "pack_create", NOW - 60_000, NOW, null, null, null);
    }

    public static Snapshot snapshot(long nowMs, List<UserSummary> users) {
        return new Snapshot(
                nowMs,
                new Statistics(247, users.size(), 0, 0, 456, 10_000, 900),
                new UserList(users, users.size()),
                List.of(),
                Instances.NONE,
                0,
                "");
    }

    @Override
    public Snapshot snapshot(UserQuery query) {
        reads.incrementAndGet();
        onRead.run();
        Snapshot bare = snapshot(nowMs, answers.apply(query));
        UserList list = bare.users();
        return new Snapshot(
                bare.nowMs(),
                bare.statistics(),
                new UserList(list.users(), list.matching(), complete.test(query)),
                bare.minutes(),
                instances,
                bare.decayPerHour(),
                keyspace);
    }

    @Override
    public Optional<UserDetail> user(String userId) {
        return users.stream()
                .filter(user -> user.id().equals(userId))
                .findFirst()
                .map(user ->
                        new UserDetail(user, nowMs, null, 0, null, null, Map.of(), List.of(), List.of(), List.of()))
                .map(details);
    }

    @Override
    public List<UserSummary> find(String text, int limit) {
        return users.stream().filter(user -> user.id().equals(text)).toList();
    }

    @Override
    public ActionReceipt act(
            String userId, ModeratorAction action, String operator, String reason, @Nullable Long expectedRevision) {
        acted.add(action);
        expectedRevisions.add(expectedRevision);
        return onAct.get();
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        return List.of();
    }

    @Override
    public Optional<AuditEntry> auditEntry(String id) {
        return Optional.empty();
    }

    @Override
    public List<SecurityEvent> events(EventQuery query) {
        return events.apply(query);
    }

    @Override
    public EventPage follow(@Nullable String position, int limit) {
        return new EventPage(List.of(), "", false, false, 0);
    }

    @Override
    public boolean record(SecurityEvent event, String once, long forMs) {
        return false;
    }

    @Override
    public Map<String, String> names(Collection<String> userIds) {
        return Map.of();
    }

    @Override
    public UserPage page(@Nullable String after, int limit) {
        return pages.apply(after);
    }

    @Override
    public List<ActionCount> actionCounts() {
        return actionCounts;
    }

    @Override
    public List<ActionMinute> traffic(long firstMinute, int count) {
        List<ActionMinute> made = traffic.apply(firstMinute, count);
        return !made.isEmpty()
                ? made
                : minutes.stream()
                        .filter(minute -> minute.startMs() >= firstMinute * 60_000
                                && minute.startMs() < (firstMinute + count) * 60_000)
                        .toList();
    }

    @Override
    public Handover handover() {
        return handover;
    }

    @Override
    public Handover handover(HandoverChange change, String operator) {
        told.add(change);
        handover = onHandover.apply(change);
        return handover;
    }

    @Override
    public @Nullable Long visit(String operator) {
        return visits.get();
    }

    @Override
    public Map<String, Policy> codePolicies() {
        return codePolicies;
    }

    @Override
    public PolicyBook change(PolicyChange change, String operator, String reason, @Nullable Long expectedRevision) {
        throw new IllegalStateException("no change expected");
    }

    @Override
    public List<PolicyRevision> policyHistory() {
        return List.of();
    }

    @Override
    public PolicyBook policies() {
        return policies;
    }
}
