package dev.ratewarden.store.contract;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEvents;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StorePorts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The words in which the contract is written. */
public interface StoreFixture {

    /** Midnight UTC: the start of a fixed window of any length that divides a day. */
    long T0 = 1_767_225_600_000L;

    long SECOND = 1_000;
    long MINUTE = 60 * SECOND;
    long HOUR = 60 * MINUTE;
    long DAY = 24 * HOUR;

    String ANN = "100000000000000001";
    String BOB = "100000000000000002";
    String CID = "100000000000000003";

    /** Stands at {@link #T0} when a test begins. */
    ManualClock clock();

    /** Empty when a test begins: no policies, no users. */
    StorePorts store();

    default void policies(Policy... policies) {
        store().limiter().addDefaults(List.of(policies), null);
    }

    default void rules(ScoreRules rules) {
        store().limiter().addDefaults(List.of(), rules);
    }

    default void limit(String action, Limit limit) {
        policies(Policy.of(action, limit));
    }

    /** An action of which a user may do one a day, so that every further check is a violation. */
    default void onceADay(String action) {
        limit(action, Limit.slidingWindow(1, Duration.ofDays(1)));
    }

    default CheckOutcome check(String user, String action) {
        return store().limiter().check(CheckRequest.of(user, action));
    }

    default CheckOutcome check(String user, String action, long cost) {
        return store().limiter().check(new CheckRequest(user, action, cost, null));
    }

    /** In the name of somebody of this role. */
    default CheckOutcome checkAs(String role, String user, String action) {
        return store().limiter().check(CheckRequest.of(user, action).withRole(role));
    }

    default CheckOutcome peek(String user, String action) {
        return store().limiter().peek(CheckRequest.of(user, action));
    }

    default CheckOutcome peek(String user, String action, long cost) {
        return store().limiter().peek(new CheckRequest(user, action, cost, null));
    }

    default void check(int times, String user, String action) {
        for (int i = 0; i < times; i++) {
            check(user, action);
        }
    }

    /** Five violations after the one that is allowed: a score of 100. */
    default void driveToBlock(String user) {
        onceADay("storm");
        check(6, user, "storm");
    }

    default Quota quota(CheckOutcome outcome) {
        return Objects.requireNonNull(outcome.quota());
    }

    /** What is left, and how long to wait for the cost asked. */
    default Quota quota(long limit, long remaining, long retryAfterMs, long resetAtMs) {
        return new Quota(limit, remaining, retryAfterMs, resetAtMs, 0);
    }

    default ActionReceipt act(String user, ModeratorAction action) {
        return store().moderation().act(user, action, "mod_lee", "because");
    }

    default ActionReceipt reset(String user) {
        return act(user, new ModeratorAction.Reset(false));
    }

    default ActionReceipt ban(String user, Duration duration) {
        return act(user, new ModeratorAction.Ban(duration.toMillis()));
    }

    default ActionReceipt banForGood(String user) {
        return act(user, new ModeratorAction.Ban(null));
    }

    default ActionReceipt unban(String user) {
        return act(user, new ModeratorAction.Unban(false));
    }

    default ActionReceipt unban(String user, Duration grace) {
        return act(user, new ModeratorAction.Unban(false, grace.toMillis()));
    }

    default ActionReceipt exempt(String user, Duration duration) {
        return act(user, new ModeratorAction.Exempt(duration.toMillis()));
    }

    default ActionReceipt exemptForGood(String user) {
        return act(user, new ModeratorAction.Exempt(null));
    }

    /** A limit of the user's own. */
    default ActionReceipt override(String user, String action, long limit) {
        return act(user, new ModeratorAction.Override(action, limit));
    }

    default ActionReceipt undo(ActionReceipt receipt) {
        return act(
                Objects.requireNonNull(receipt.entry().userId()),
                new ModeratorAction.Undo(receipt.entry().id()));
    }

    default PolicyBook change(PolicyChange change) {
        return store().moderation().change(change, "mod_lee", "because", null);
    }

    /** Adds a policy, or replaces the one that is there. */
    default void put(Policy policy) {
        change(new PolicyChange.Put(policy));
    }

    /** Turns the switch over all policies. */
    default void enforce(Enforcement enforcement) {
        change(new PolicyChange.Enforce(enforcement));
    }

    default void changeRules(ScoreRules rules) {
        change(new PolicyChange.Rules(rules));
    }

    default ActionCount counted(String action) {
        return store().moderation().actionCounts().stream()
                .filter(count -> count.action().equals(action))
                .findFirst()
                .orElseThrow();
    }

    default UserDetail detail(String user) {
        return store().moderation().user(user).orElseThrow();
    }

    default UserSummary summary(String user) {
        return detail(user).summary();
    }

    default Snapshot snapshot() {
        return store().moderation().snapshot(UserQuery.all(100));
    }

    default List<String> ids(UserQuery query) {
        return store().moderation().snapshot(query).users().users().stream()
                .map(UserSummary::id)
                .toList();
    }

    /** What checks noticed, oldest first. */
    default List<SecurityEvent> events() {
        return allEvents().stream()
                .filter(event -> !AuditEvents.isOne(event.type()))
                .toList();
    }

    /** What moderators did as well. */
    default List<SecurityEvent> allEvents() {
        return store().moderation().events(EventQuery.latest(1_000)).reversed();
    }

    default List<String> eventTypes() {
        return events().stream().map(SecurityEvent::type).toList();
    }
}
