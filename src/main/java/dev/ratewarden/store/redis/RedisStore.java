package dev.ratewarden.store.redis;

import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreException;
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
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserPage;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.store.Attempt;
import dev.ratewarden.store.CheckBatch;
import dev.ratewarden.store.JournalEntry;
import dev.ratewarden.store.OutageReport;
import dev.ratewarden.store.SharedStore;
import dev.ratewarden.store.UserRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A community in Redis 6.2 or later. Constructing it neither connects nor fails; each call connects if it must and throws {@link
 * StoreUnavailableException} if Redis does not answer in time, or {@link dev.ratewarden.limiter.StoreException} if it refuses. Checks,
 * reads and a moderator's commands each have connections of their own, so that a ban never waits behind a slow read. Decides by the
 * server's clock. Thread-safe.
 */
public final class RedisStore implements SharedStore {

    private static final Logger LOG = System.getLogger(RedisStore.class.getName());

    private final Keyspace keyspace;
    private final Policies policies;
    private final Checks checks;
    private final Keyspace.Turns reads;
    private final Keyspace.Turns commands;
    private final SnapshotReader snapshots;
    private final Sharing sharing;

    /** For people, who rather wait half a second than hear that it did not work. */
    private final Keyspace patient;

    private final Keyspace.Turns moderatorsTurns;
    private final Keyspace.Turns watchersTurns;

    public RedisStore(RedisSettings settings) {
        this(settings, null);
    }

    /** @param manualClock decides instead of the server's clock, in a keyspace that was created with one; for tests */
    RedisStore(RedisSettings settings, @Nullable InstantSource manualClock) {
        this.keyspace = new Keyspace(settings, manualClock);
        this.policies = new Policies(settings.address(), keyspace::now);
        keyspace.onFirstContact(policies);
        this.checks = new Checks(keyspace, policies);
        this.reads = keyspace.turns();
        this.commands = keyspace.turns();
        this.snapshots = new SnapshotReader(keyspace, policies);
        this.patient = new Keyspace(Sharing.patient(settings), manualClock);
        this.moderatorsTurns = patient.turns();
        this.watchersTurns = patient.turns();
        this.sharing = new Sharing(keyspace, patient, checks, policies);
    }

    @Override
    public CheckOutcome check(CheckRequest request) {
        return checks.run(request, CheckCodec.Mode.CHECK);
    }

    @Override
    public Attempt attempt(CheckRequest request) {
        return checks.attempt(request);
    }

    /** See {@link Checks#ping}. */
    void ping() {
        checks.ping();
    }

    @Override
    public CheckOutcome peek(CheckRequest request) {
        return checks.run(request, CheckCodec.Mode.PEEK);
    }

    /** As this instance knows them. Asks Redis only if they were not read for some seconds, and keeps what it has if Redis is away. */
    @Override
    public PolicyBook policies() {
        if (!policies.tooOld()) {
            return policies.book();
        }
        try {
            return reads.repeatable(link -> policies.upToDate(link, keyspace.keys()));
        } catch (StoreUnavailableException away) {
            return policies.expected();
        } catch (StoreException refused) {
            if (keyspace.empty()) {
                return policies.expected();
            }
            throw refused;
        }
    }

    /** Also remembers them: they are written at the first contact if Redis is away now, and again should it come back empty. */
    @Override
    public PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules) {
        policies.remember(defaults, rules);
        try {
            PolicyBook book = commands.creating(link -> policies.write(link, keyspace.keys()));
            checks.warmUp();
            return book;
        } catch (StoreUnavailableException away) {
            return policies.expected();
        }
    }

    @Override
    public Set<String> describe(Map<String, String> namesById) {
        return namesById.isEmpty()
                ? Set.of()
                : commands.repeatable(link -> Names.write(link, keyspace.keys(), namesById));
    }

    /**
     * In one pipeline. Where a page ends among equal scores and a shard has more than two pages of them, which of them are shown is
     * arbitrary; counts of users who were active since some time look at the 1,000 highest scores of each shard.
     */
    @Override
    public Snapshot snapshot(UserQuery query) {
        return reads.repeatable(link -> snapshots.read(link, query));
    }

    @Override
    public Optional<UserDetail> user(String userId) {
        return reads.repeatable(link -> Reader.detail(link, keyspace, policies, userId));
    }

    @Override
    public List<UserSummary> find(String text, int limit) {
        return reads.repeatable(link -> Reader.find(link, keyspace, policies, text, limit));
    }

    @Override
    public ActionReceipt act(
            String userId, ModeratorAction action, String operator, String reason, @Nullable Long expectedRevision) {
        ActionReceipt receipt = new Moderator(
                        patient,
                        moderatorsTurns,
                        policies,
                        new Moderator.Asked(userId, action, operator, reason, expectedRevision))
                .act();
        if (action instanceof ModeratorAction.Forget) {
            forgetInHandover(userId);
        }
        return receipt;
    }

    /** It is in another slot than the user. What stays there is gone within 30 days. */
    private void forgetInHandover(String userId) {
        try {
            moderatorsTurns.repeatable(link -> HandoverCalls.forget(link, patient, userId));
        } catch (StoreUnavailableException | StoreException e) {
            LOG.log(
                    Level.WARNING,
                    "The user is forgotten, but what moderators told each other about the user stays up to 30 days: {0}",
                    e.getMessage());
        }
    }

    @Override
    public List<ActionMinute> traffic(long firstMinute, int minutes) {
        return reads.repeatable(link -> MinuteTraffic.read(link, keyspace.keys(), firstMinute, minutes));
    }

    @Override
    public Handover handover() {
        return reads.repeatable(link -> HandoverCalls.read(link, keyspace));
    }

    @Override
    public Handover handover(HandoverChange change, String operator) {
        return moderatorsTurns.repeatable(link -> HandoverCalls.change(link, patient, change, operator));
    }

    /** Once: a second try would find the first as the visit before. */
    @Override
    public @Nullable Long visit(String operator) {
        return moderatorsTurns
                .<Optional<Long>>once(link -> Optional.ofNullable(HandoverCalls.visit(link, patient, operator)))
                .orElse(null);
    }

    @Override
    public Map<String, Policy> codePolicies() {
        return reads.repeatable(link -> CodePolicies.read(link, keyspace.keys()));
    }

    @Override
    public List<ActionCount> actionCounts() {
        return reads.repeatable(link -> ActionTotals.read(link, keyspace.keys()));
    }

    @Override
    public PolicyBook change(PolicyChange change, String operator, String reason, @Nullable Long expectedRevision) {
        return new PolicyChanger(
                        patient,
                        moderatorsTurns,
                        policies,
                        new PolicyChanger.Asked(change, operator, reason, expectedRevision))
                .change();
    }

    @Override
    public List<PolicyRevision> policyHistory() {
        return reads.repeatable(link -> PolicyHistory.read(link, keyspace.keys()));
    }

    @Override
    public List<AuditEntry> audit(int limit) {
        return reads.repeatable(link -> Streams.audit(link, keyspace.keys(), limit));
    }

    @Override
    public Optional<AuditEntry> auditEntry(String id) {
        return reads.repeatable(link -> Streams.auditEntry(link, keyspace.keys(), id));
    }

    @Override
    public List<SecurityEvent> events(EventQuery query) {
        return reads.repeatable(link -> EventStreams.events(link, keyspace.keys(), query));
    }

    @Override
    public EventPage follow(@Nullable String position, int limit) {
        return reads.repeatable(link -> EventStreams.follow(link, keyspace.keys(), position, limit));
    }

    @Override
    public boolean record(SecurityEvent event, String once, long forMs) {
        return moderatorsTurns.once(link -> EventStreams.record(link, patient, event, once, forMs));
    }

    @Override
    public CheckPage checks(CheckQuery query) {
        return reads.repeatable(link -> CheckLog.read(link, keyspace.keys(), query));
    }

    @Override
    public List<InstanceFigures> instances() {
        return reads.repeatable(link -> InstanceTexts.read(link, keyspace.keys()));
    }

    @Override
    public Lease lease(String holder, long forMs) {
        return watchersTurns.creating(link -> WatchCalls.lease(link, patient, holder, forMs));
    }

    @Override
    public boolean moved(String holder, String position) {
        return watchersTurns.repeatable(link -> WatchCalls.moved(link, patient, holder, position));
    }

    @Override
    public void lost(long events) {
        watchersTurns.once(link -> WatchCalls.lost(link, patient, events));
    }

    @Override
    public void release(String holder) {
        watchersTurns.repeatable(link -> WatchCalls.release(link, patient, holder));
    }

    @Override
    public List<Long> fold(String holder, List<Alert> alerts, long forMs) {
        return watchersTurns.once(link -> WatchCalls.fold(link, patient, holder, alerts, forMs));
    }

    @Override
    public Repair repair(@Nullable String after, int limit) {
        return watchersTurns.repeatable(link -> IndexRepair.run(link, patient, policies, after, limit));
    }

    @Override
    public Map<String, String> names(Collection<String> userIds) {
        return reads.repeatable(link -> Names.read(link, keyspace.keys(), userIds));
    }

    @Override
    public UserPage page(@Nullable String after, int limit) {
        return reads.repeatable(link -> UserPages.read(link, keyspace, policies, after, limit));
    }

    @Override
    public PolicyBook lastPolicies() {
        return policies.known();
    }

    @Override
    public String identity() {
        RedisSettings settings = keyspace.settings();
        return "redis " + settings.address() + '/' + settings.database() + ' ' + settings.prefix();
    }

    @Override
    public void awaitRestoring() {
        if (!keyspace.settings().lanes()) {
            throw new InvalidRequestException(
                    "a store that decides through an outage needs numbered checks; make its settings with RedisSettings.forBots");
        }
        policies.reinstateWhenEmptied();
        checks.stopWhenEmptied();
    }

    @Override
    public Contact knock(String instance) {
        return sharing.knock(instance);
    }

    @Override
    public Contact beat(String instance) {
        return sharing.beat(instance);
    }

    @Override
    public void leave(String instance) {
        sharing.leave(instance);
    }

    @Override
    public Map<LaneShard, Long> closeLanes() {
        return sharing.closeLanes();
    }

    @Override
    public int shardOf(String userId) {
        return sharing.shardOf(userId);
    }

    @Override
    public Booked book(String journal, List<JournalEntry.Numbered> entries) {
        return sharing.book(journal, entries);
    }

    @Override
    public Map<Integer, Long> booked(String journal) {
        return sharing.booked(journal);
    }

    @Override
    public void restore(Collection<UserRecord> users) {
        sharing.restore(users);
    }

    @Override
    public Changes changes() {
        return sharing.changes();
    }

    @Override
    public boolean logChecks(CheckBatch batch) {
        return sharing.logChecks(batch);
    }

    @Override
    public OptionalDouble memoryInUse() {
        return sharing.memoryInUse();
    }

    @Override
    public void tell(InstanceFigures figures) {
        sharing.tell(figures);
    }

    @Override
    public void report(OutageReport report) {
        sharing.report(report);
    }

    @Override
    public CommunityProfile profile() {
        return reads.repeatable(link -> {
            KeyspaceMeta meta = KeyspaceMeta.read(link, keyspace.settings());
            return meta == null ? CommunityProfile.UNNAMED : meta.profile();
        });
    }

    /**
     * Sets the keyspace up unless it is there, and changes those parts of its profile that are not null.
     *
     * @param shards how many shards a new keyspace gets, 1 to 256, for good; null for 16, or for as many as it has
     * @throws InvalidRequestException if a part of the profile or the number of shards is not acceptable
     * @throws StoreException if it is there with other shards; nothing is changed
     */
    public CommunityProfile init(CommunityProfile profile, @Nullable Integer shards) {
        return keyspace.init(profile.checked(), shards).profile();
    }

    /** Whether the keyspace is there. Looking does not set it up. */
    public boolean isSetUp() {
        try {
            profile();
            return true;
        } catch (StoreException e) {
            if (keyspace.empty()) {
                return false;
            }
            throw e;
        }
    }

    /** Checks and seals the audit trail. */
    public AuditVerifier auditVerifier() {
        return new AuditVerifier(patient, moderatorsTurns, this::policyHistory);
    }

    /** Reads the audit trail page by page. */
    public AuditReader auditReader() {
        return new AuditReader(patient, moderatorsTurns);
    }

    /**
     * Archives the audit trail, and trims what is safe in the archive.
     *
     * @param directory made if it is not there; holds the archive of one keyspace
     * @param retention how old an entry must be before it is trimmed from Redis
     * @param newest how many entries of each chain are never trimmed, at least 1
     */
    public AuditArchive auditArchive(Path directory, Duration retention, long newest) {
        return new AuditArchive(patient, moderatorsTurns, directory, retention, newest);
    }

    /** Closes the connections. A call that is under way ends as it would. */
    @Override
    public void close() {
        checks.close();
        reads.close();
        commands.close();
        moderatorsTurns.close();
        watchersTurns.close();
        sharing.close();
    }
}
