package dev.ratewarden.dashboard.users;

import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.dashboard.act.Overtaken;
import dev.ratewarden.dashboard.act.Target;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.users.BulkRun.Step;
import dev.ratewarden.dashboard.users.BulkTargets.Seen;
import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Acts on many users: one run at a time, which ends with the community. For the FX thread. */
final class BulkViewModel {

    private final Moderation moderation;
    private final Background background;
    private final Commands commands;
    private final Poller poller;
    private final Function<RuntimeException, String> explain;
    private final ReadOnlyObjectWrapper<@Nullable BulkRun> run = new ReadOnlyObjectWrapper<>();

    /** @param explain one line for people on why something failed; thread-safe */
    BulkViewModel(
            Moderation moderation,
            Background background,
            Commands commands,
            Poller poller,
            Function<RuntimeException, String> explain) {
        this.moderation = moderation;
        this.background = background;
        this.commands = commands;
        this.poller = poller;
        this.explain = explain;
    }

    /** The latest, also when it has ended; null when nobody cares any more. */
    ReadOnlyObjectProperty<@Nullable BulkRun> runProperty() {
        return run.getReadOnlyProperty();
    }

    boolean isRunning() {
        BulkRun now = run.get();
        return now != null && now.runningProperty().get();
    }

    /** Whom a dialog that opens now is for. */
    BulkTargets capture(List<UserSummary> users) {
        BulkTargets targets = new BulkTargets(users);
        targets.read(moderation, background, commands::isClosed, explain);
        return targets;
    }

    /** Does it to all that were captured, as far as they are as they were. */
    BulkRun act(BulkAct act, List<Seen> targets, String reason) {
        return start(new BulkRun(
                act.kind(),
                targets.stream()
                        .map(one -> new Step(one.id(), one.name(), step -> act(act, one, reason)))
                        .toList()));
    }

    /** Takes back all that a run has done. */
    BulkRun undo(BulkRun earlier) {
        return start(new BulkRun(
                null,
                earlier.done().stream()
                        .map(one -> new Step(
                                one.id(), one.name(), step -> moderation.undo(Objects.requireNonNull(one.entry()), "")))
                        .toList()));
    }

    void dismiss() {
        if (!isRunning()) {
            run.set(null);
        }
    }

    private BulkRun start(BulkRun started) {
        run.set(started);
        started.start(background, commands::isClosed, explain, poller::refresh);
        return started;
    }

    /** Blocks. The revision that the dialog saw goes with it: between a look and an act another moderator would fit. */
    private ActionReceipt act(BulkAct act, Seen one, String reason) {
        UserDetail seen = one.seen();
        act.check(seen);
        long revision = Objects.requireNonNull(seen).moderationRevision();
        try {
            return moderation.act(one.id(), act.action(), reason, revision);
        } catch (ActionConflictException e) {
            UserDetail now = moderation.user(one.id()).orElse(null);
            throw new ActionRefusedException(Overtaken.words(new Target(one.id(), one.name(), revision), now));
        }
    }
}
