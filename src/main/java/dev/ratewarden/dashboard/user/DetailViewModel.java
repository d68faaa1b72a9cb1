package dev.ratewarden.dashboard.user;

import dev.ratewarden.dashboard.act.Command;
import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Note;
import dev.ratewarden.moderation.UserDetail;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The open user. It stays open, whatever the list does, until another is opened. */
public final class DetailViewModel implements Commands.Listener {

    /** What there is to show. */
    public enum Status {
        NOBODY,
        LOADING,
        SHOWN,
        /** The store does not track this user (any more). */
        UNKNOWN
    }

    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<@Nullable String> openId = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable UserDetail> detail = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.NOBODY);
    private final ReadOnlyObjectWrapper<@Nullable Command> running = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyDoubleWrapper decayPerHour = new ReadOnlyDoubleWrapper();
    private @Nullable Long beganMs;
    private final ReadOnlyObjectWrapper<@Nullable PolicyBook> policies = new ReadOnlyObjectWrapper<>();

    /** Where they cannot be read for a while, those of before are likelier to be in force than the rules that a new community begins with. */
    private final Extra<PolicyBook> policiesExtra = new Extra<>(Moderation::policies, policies::set, e -> {});

    private final HandoverViewModel handover;
    private long actedAtMs = Long.MIN_VALUE;

    public DetailViewModel(Commands commands, InstantSource clock, HandoverViewModel handover) {
        this.clock = clock;
        this.handover = handover;
        policiesExtra.want(true);
        commands.listen(this);
    }

    public ReadOnlyObjectProperty<@Nullable String> openIdProperty() {
        return openId.getReadOnlyProperty();
    }

    /** Null unless the status is SHOWN. */
    public ReadOnlyObjectProperty<@Nullable UserDetail> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** The command that runs on the open user; null if none does. */
    public ReadOnlyObjectProperty<@Nullable Command> runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Since when the store keeps anything, epoch ms by its clock; null if nobody knows. */
    public @Nullable Long beganMs() {
        return beganMs;
    }

    public ReadOnlyDoubleProperty decayPerHourProperty() {
        return decayPerHour.getReadOnlyProperty();
    }

    /** The policies in force, as last read; null before that. */
    public ReadOnlyObjectProperty<@Nullable PolicyBook> policiesProperty() {
        return policies.getReadOnlyProperty();
    }

    /** The same for who needs no more than what is known of them; none before that. */
    public PolicyBook knownPolicies() {
        PolicyBook known = policies.get();
        return known == null ? PolicyBook.empty() : known;
    }

    /** What polls read for it beside the open user. */
    public List<Extra<?>> extras() {
        return List.of(policiesExtra, handover.extra());
    }

    public HandoverViewModel handover() {
        return handover;
    }

    public void open(String id) {
        if (!id.equals(openId.get())) {
            running.set(null);
            detail.set(null);
            status.set(Status.LOADING);
            actedAtMs = Long.MIN_VALUE;
            openId.set(id);
        }
    }

    public void accept(Reading reading) {
        String open = openId.get();
        if (open == null || !open.equals(reading.request().openUserId()) || reading.startedMs() < actedAtMs) {
            return;
        }
        decayPerHour.set(reading.snapshot().decayPerHour());
        beganMs = reading.snapshot().beganMs();
        show(reading.detail());
    }

    @Override
    public void started(Command command) {
        if (isOpen(command)) {
            running.set(command);
        }
    }

    @Override
    public void done(Command command, ActionReceipt receipt) {
        if (!isOpen(command)) {
            return;
        }
        running.set(null);
        actedAtMs = clock.millis();
        UserDetail before = detail.get();
        if (before != null && before.audit().stream().noneMatch(receipt.entry()::equals)) {
            show(after(before, command, receipt));
        }
    }

    @Override
    public void failed(Command command, String why) {
        if (isOpen(command)) {
            running.set(null);
        }
    }

    private boolean isOpen(Command command) {
        return command.target().id().equals(openId.get());
    }

    private void show(@Nullable UserDetail now) {
        detail.set(now);
        status.set(now == null ? Status.UNKNOWN : Status.SHOWN);
    }

    /** What the receipt already tells; the next reading brings the rest. */
    private static @Nullable UserDetail after(UserDetail before, Command command, ActionReceipt receipt) {
        if (command instanceof Command.Forget) {
            return null;
        }
        AuditEntry entry = receipt.entry();
        List<AuditEntry> audit =
                Stream.concat(Stream.of(entry), before.audit().stream()).toList();
        boolean unban = command instanceof Command.Unban;
        boolean reset = command instanceof Command.Reset
                || command instanceof Command.Exempt
                || (command instanceof Command.Unban u && u.resetScore());
        return new UserDetail(
                receipt.after(),
                Math.max(before.nowMs(), entry.atMs()),
                reset ? (Long) entry.atMs() : before.resetAtMs(),
                before.moderationRevision() + 1,
                note(before, command, entry),
                reset ? null : unban && entry.untilMs() != null ? entry.untilMs() : before.graceUntilMs(),
                limits(before, command),
                before.quotas(),
                before.history(),
                audit);
    }

    private static @Nullable Note note(UserDetail before, Command command, AuditEntry entry) {
        if (!(command instanceof Command.WriteNote written)) {
            return before.note();
        }
        return written.text().isEmpty() ? null : new Note(written.text(), entry.operator(), entry.atMs());
    }

    private static Map<String, Long> limits(UserDetail before, Command command) {
        if (!(command instanceof Command.OwnLimit own)) {
            return before.overrides();
        }
        Map<String, Long> limits = new HashMap<>(before.overrides());
        Long limit = own.limit();
        if (limit == null) {
            limits.remove(own.action());
        } else {
            limits.put(own.action(), limit);
        }
        return limits;
    }
}
