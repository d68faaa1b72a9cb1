package dev.ratewarden.store.memory;

import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.CheckPage;
import dev.ratewarden.moderation.CheckQuery;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserPage;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.store.UserRecord;
import dev.ratewarden.watch.WatchStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A community in the memory of this process. Decides exactly as the Redis store does. Gone when the process ends, but for what
 * {@link #at} keeps in a file. Thread-safe.
 */
public final class MemoryStore implements LimiterStore, ModerationStore, WatchStore {

    private static final long DAY_MS = 86_400_000;

    private final InstantSource clock;
    private final Users users = new Users();
    private final Counters counters = new Counters();
    private final Journal journal = new Journal();
    private final Post post = new Post();
    private final Rulebook rulebook = new Rulebook();
    private final Board board = new Board(users);
    private final Aging aging;
    private final @Nullable Diary diary;
    private final Acts acts;
    private final CheckRing checkLog = new CheckRing();

    /** A store that keeps its users as {@link MemoryLimits#forThisProcess} says. */
    public MemoryStore(InstantSource clock) {
        this(clock, MemoryLimits.forThisProcess());
    }

    /**
     * @param clock decides; the tests and the demo bring their own
     * @param limits how many users are kept and for how long
     */
    public MemoryStore(InstantSource clock, MemoryLimits limits) {
        this(clock, limits, null);
    }

    private MemoryStore(InstantSource clock, MemoryLimits limits, @Nullable DiaryFile opened) {
        this.clock = clock;
        this.aging = new Aging(users, limits.retentionMs(), limits.maxUsers());
        this.diary = opened == null ? null : new Diary(opened, users, rulebook::book);
        this.acts = new Acts(users, aging, journal, diary);
        if (opened != null && diary != null) {
            remember(opened.told(), limits.retentionMs());
            diary.begin();
        }
    }

    /**
     * A store for a single bot without Redis. Bans, exemptions, blocks, notes and users' own limits, scores with the violations of the
     * last hour, and names are kept in a file, and are there again after the next start; totals, histories, what was used of limits, the
     * audit trail and changed policies are not. What a moderator did outlives even a loss of power once the call returns; a score may
     * lose the latest changes then, but not by the end of the process alone. If the disk refuses, the store goes on without and logs it.
     *
     * @param file created, as its folder is, if it is not there; one process at a time has it
     * @throws InvalidRequestException if the file cannot be used, holds something else, or another process has it
     */
    public static MemoryStore at(Path file) {
        return at(file, InstantSource.system());
    }

    /** The same with a clock of one's own. */
    public static MemoryStore at(Path file, InstantSource clock) {
        return new MemoryStore(clock, MemoryLimits.forThisProcess(), DiaryFile.open(file));
    }

    private void remember(Told told, long retentionMs) {
        long now = clock.millis();
        if (!told.users().isEmpty()) {
            rulebook.goOnWith(told.rules(), told.clock(now));
        }
        PolicyBook book = policies();
        for (UserRecord known : told.users()) {
            if (now - known.seenAtMs() < retentionMs
                    || Seeds.mustStay(known, now, book.decay().at(now))) {
                UserState user = users.entered(known.userId());
                synchronized (user) {
                    Seeds.fill(user, known);
                    users.reindex(user);
                }
                if (known.name() != null) {
                    users.rename(known.userId(), known.name(), renamed -> {});
                }
                aging.enter(user, known.seenAtMs(), now, book);
            }
        }
    }

    /** The caller holds the user's lock. */
    private void note(UserState user) {
        if (diary != null) {
            diary.keep(user);
        }
    }

    private PolicyBook noted(PolicyBook book) {
        if (diary != null) {
            diary.keepRules();
        }
        return book;
    }

    @Override
    public CheckOutcome check(CheckRequest request) {
        ActionPolicies.Table table = rulebook.table();
        ActionPolicies policies = table.of(request.action());
        policies.requireAffordable(request);
        long now = clock.millis();
        counters.beginMinute(now, () -> users.gauges(now, table.book()));
        Check check = new Check(request, policies, table.book(), now);
        while (true) {
            UserState user = users.entered(request.userId());
            CheckOutcome outcome;
            boolean added;
            synchronized (user) {
                if (user.gone) {
                    continue;
                }
                added = !user.isTracked();
                outcome = check(check, request, user);
            }
            if (added) {
                aging.enter(user, now, now, table.book());
            }
            aging.prune(now, table.book());
            checkLog.add(request, outcome, table.book().revision());
            return outcome;
        }
    }

    private CheckOutcome check(Check check, CheckRequest request, UserState user) {
        long before = user.seenAtMs;
        CheckOutcome outcome = check.perform(user, journal);
        counters.count(request.action(), outcome, check.shadowed());
        if (outcome.penalty() != null) {
            users.reindexScore(user);
            note(user);
        } else if (diary != null) {
            noteSeen(user, before);
        }
        return outcome;
    }

    /** Once a day, so that nobody who is seen is forgotten for not being seen. */
    private void noteSeen(UserState user, long beforeMs) {
        boolean anotherDay = Math.floorDiv(beforeMs, DAY_MS) != Math.floorDiv(user.seenAtMs, DAY_MS);
        if (anotherDay && Seeds.worthKeeping(user)) {
            note(user);
        }
    }

    @Override
    public CheckOutcome peek(CheckRequest request) {
        ActionPolicies.Table table = rulebook.table();
        ActionPolicies policies = table.of(request.action());
        policies.requireAffordable(request);
        Check check = new Check(request, policies, table.book(), clock.millis());
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
        return rulebook.book();
    }

    @Override
    public PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules) {
        return noted(rulebook.addDefaults(defaults, rules, clock.millis(), users::anyScored));
    }

    @Override
    public Set<String> describe(Map<String, String> namesById) {
        Set<String> kept = new HashSet<>();
        namesById.forEach((id, name) -> {
            if (users.rename(id, name, this::note)) {
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
                Instances.NONE.watchedBy(post.holder(now)),
                book.scoreRules().decayPerHour(),
                "");
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
            return user.isTracked() && !user.gone ? Optional.of(Views.detail(user, book, now)) : Optional.empty();
        }
    }

    @Override
    public List<UserSummary> find(String text, int limit) {
        return users.find(text, limit, clock.millis(), policies());
    }

    @Override
    public ActionReceipt act(
            String userId, ModeratorAction action, String operator, String reason, @Nullable Long expectedRevision) {
        return acts.act(userId, action, operator, reason, expectedRevision, policies(), clock.millis());
    }

    @Override
    public List<ActionCount> actionCounts() {
        return counters.byAction();
    }

    @Override
    public List<ActionMinute> traffic(long firstMinute, int minutes) {
        return counters.traffic(firstMinute, minutes);
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
        return rulebook.ofCode();
    }

    @Override
    public PolicyBook change(PolicyChange change, String operator, String reason, @Nullable Long expectedRevision) {
        return noted(rulebook.change(change, operator, reason, expectedRevision, clock.millis(), journal));
    }

    @Override
    public List<PolicyRevision> policyHistory() {
        return rulebook.history();
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        return journal.audit(limit);
    }

    @Override
    public Optional<AuditEntry> auditEntry(String id) {
        return journal.auditEntry(id);
    }

    @Override
    public List<SecurityEvent> events(EventQuery query) {
        return journal.events(query);
    }

    @Override
    public EventPage follow(@Nullable String position, int limit) {
        return journal.follow(position, limit);
    }

    @Override
    public boolean record(SecurityEvent event, String once, long forMs) {
        return journal.record(event, once, forMs, clock.millis());
    }

    /** The latest {@value CheckRing#KEPT}. */
    @Override
    public CheckPage checks(CheckQuery query) {
        return new CheckPage(checkLog.newest(query), 0);
    }

    @Override
    public Lease lease(String holder, long forMs) {
        return post.lease(holder, forMs, clock.millis());
    }

    @Override
    public boolean moved(String holder, String position) {
        return post.moved(holder, position, clock.millis());
    }

    @Override
    public void release(String holder) {
        post.release(holder, clock.millis());
    }

    @Override
    public List<Long> fold(String holder, List<Alert> alerts, long forMs) {
        return post.fold(holder, alerts, forMs, clock.millis());
    }

    /** Indexes in memory are changed with the records they are of. */
    @Override
    public Repair repair(@Nullable String after, int limit) {
        return new Repair(0, 0, null);
    }

    @Override
    public Map<String, String> names(Collection<String> userIds) {
        return users.names(userIds);
    }

    @Override
    public UserPage page(@Nullable String after, int limit) {
        return users.page(after, limit, clock.millis(), policies());
    }

    /** How many users were dropped since the store was opened. */
    public Dropped dropped() {
        return new Dropped(aging.pruned.sum(), aging.evicted.sum());
    }

    /**
     * Users whom the store has dropped.
     *
     * @param pruned because they were not seen for too long
     * @param evicted because there were too many
     */
    public record Dropped(long pruned, long evicted) {}

    @Override
    public void close() {
        if (diary != null) {
            diary.close();
        }
    }
}
