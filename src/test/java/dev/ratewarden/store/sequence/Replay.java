package dev.ratewarden.store.sequence;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEvents;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StorePorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Plays a script to one store and writes down its answers. */
final class Replay {

    private static final int ALL = 10_000;

    private final StorePorts store;
    private final ManualClock clock;
    private final Plain plain = new Plain();
    private final List<ActionReceipt> receipts = new ArrayList<>();
    private final TreeSet<String> users = new TreeSet<>();
    private @Nullable CheckOutcome latest;
    private long latestMs;

    /** A store may take a minute that is over as final, so once the clock was set back, minutes are not compared. */
    private boolean minutesCompared = true;

    Replay(StorePorts store, ManualClock clock, Script script) {
        this.store = store;
        this.clock = clock;
        store.limiter().addDefaults(script.policies(), script.rules());
    }

    /** The outcome of the latest check or peek. */
    @Nullable
    CheckOutcome latest() {
        return latest;
    }

    /** What the store answered, or which of our exceptions it threw. */
    String play(Script.Step step) {
        clock.set(step.atMs());
        minutesCompared &= step.atMs() >= latestMs;
        latestMs = Math.max(latestMs, step.atMs());
        try {
            return play(step.op());
        } catch (RatewardenException e) {
            String code = e.getMessage() != null && e.getMessage().startsWith("COST_EXCEEDS_LIMIT: ") ? " COST" : "";
            return e.getClass().getSimpleName() + code;
        }
    }

    private String play(Script.Op op) {
        return switch (op) {
            case Script.Op.Check check -> {
                StringBuilder answers = new StringBuilder();
                users.add(check.request().userId());
                for (int i = 0; i < check.times(); i++) {
                    latest = store.limiter().check(check.request());
                    answers.append(plain.of(latest)).append('\n');
                }
                yield answers.toString();
            }
            case Script.Op.Peek peek -> {
                latest = store.limiter().peek(peek.request());
                yield plain.of(latest);
            }
            case Script.Op.Act act -> act(act.user(), act.action(), act.seen());
            case Script.Op.Change change -> change(change);
            case Script.Op.Undo undo -> undo(undo);
            case Script.Op.Describe describe -> {
                store.limiter().describe(Map.of(describe.user(), describe.name()));
                yield "described";
            }
            case Script.Op.Look look -> plain.of(store.moderation().user(look.user()));
            case Script.Op.Find find -> plain.of(store.moderation().find(find.text(), 3));
            case Script.Op.Overview overview -> snapshot(overview.query());
        };
    }

    /**
     * Once the clock has caught up: a decay-shifted index cannot know that a score, at a time before it was made, is not higher.
     */
    private String snapshot(UserQuery query) {
        clock.set(latestMs);
        Snapshot all = store.moderation().snapshot(query);
        return plain.of(new Snapshot(
                all.nowMs(),
                all.statistics(),
                all.users(),
                minutesCompared ? all.minutes() : List.of(),
                all.instances(),
                all.decayPerHour(),
                ""));
    }

    private String change(Script.Op.Change change) {
        long present = store.moderation().policies().revision();
        return plain.of(store.moderation().change(change.change(), "mod", "why", seen(change.seen(), present)));
    }

    private static @Nullable Long seen(Script.Seen seen, long present) {
        return switch (seen) {
            case NOTHING -> null;
            case THE_PRESENT -> (Long) present;
            case AN_EARLIER_ONE -> (Long) (present - 1);
        };
    }

    private String act(String user, ModeratorAction action, Script.Seen seen) {
        users.add(user);
        long present = store.moderation()
                .user(user)
                .map(UserDetail::moderationRevision)
                .orElse(0L);
        ActionReceipt receipt = store.moderation().act(user, action, "mod", "reason", seen(seen, present));
        receipts.add(receipt);
        plain.learnAuditId(receipt.entry().id());
        return plain.of(receipt);
    }

    private String undo(Script.Op.Undo undo) {
        if (undo.back() >= receipts.size()) {
            return "nothing to undo";
        }
        var entry = receipts.get(receipts.size() - 1 - undo.back()).entry();
        return act(
                undo.user() == null ? Objects.requireNonNull(entry.userId()) : undo.user(),
                new ModeratorAction.Undo(entry.id()),
                Script.Seen.NOTHING);
    }

    /** The latest receipt of a moderator's action; null if there was none. */
    @Nullable
    ActionReceipt latestReceipt() {
        return receipts.isEmpty() ? null : receipts.getLast();
    }

    /** Null if the user is not tracked. */
    @Nullable
    UserSummary user(String id) {
        return store.moderation().user(id).map(UserDetail::summary).orElse(null);
    }

    PolicyBook policies() {
        return store.moderation().policies();
    }

    /** Everything that can be asked of the store at the end. */
    List<String> everything() {
        List<String> all = new ArrayList<>();
        for (UserQuery query : List.of(
                UserQuery.all(UserQuery.MAX_LIMIT),
                UserQuery.highAbuse(2),
                UserQuery.tier(Tier.BLOCKED, 10),
                UserQuery.tier(Tier.NORMAL, 10),
                UserQuery.banned(10))) {
            all.add(snapshot(query));
        }
        users.forEach(user -> all.add(plain.of(store.moderation().user(user))));
        users.forEach(user -> all.add(plain.of(
                store.moderation().find(user, 10).stream().map(UserSummary::id).toList())));
        all.add(plain.sorted(store.moderation().events(EventQuery.latest(ALL)).stream()
                .filter(event -> !AuditEvents.isOne(event.type()))
                .toList()));
        all.add(plain.sorted(store.moderation().audit(ALL)));
        all.add(plain.of(store.moderation().actionCounts()));
        all.add(plain.of(store.moderation().policyHistory()));
        all.add(plain.of(store.limiter().policies()));
        return all;
    }
}
