package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.ScoreTerms;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.UserDetail;
import java.util.function.Supplier;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Opens the dialogs of the commands. Each captures its target when it opens and submits for that target only. */
public final class ActionDialogs implements Actions {

    /** Shows dialogs over the window. */
    public interface Stagehand {

        /**
         * Shows it, unless another one is open that did not ask for it.
         *
         * @param first gets the focus
         */
        void dialog(Region dialog, Node first);

        void drawer(UserDetail user, ScoreTerms terms);

        void close();
    }

    private final Commands commands;
    private final Stagehand stagehand;
    private final Supplier<String> communityNow;
    private final Times times;
    private final ObservableValue<@Nullable UserDetail> open;
    private final Permit permit;
    private final Supplier<PolicyBook> policies;
    private final Supplier<@Nullable Long> beganMs;

    /**
     * @param communityNow what the community is called; a dialog keeps the name that it opened with
     * @param open the open user, as last read
     * @param permit to act on users
     * @param policies as last read
     * @param beganMs since when the store keeps anything
     */
    public ActionDialogs(
            Commands commands,
            Stagehand stagehand,
            Supplier<String> communityNow,
            Times times,
            ObservableValue<@Nullable UserDetail> open,
            Permit permit,
            Supplier<PolicyBook> policies,
            Supplier<@Nullable Long> beganMs) {
        this.commands = commands;
        this.open = open;
        this.stagehand = stagehand;
        this.communityNow = communityNow;
        this.times = times;
        this.permit = permit;
        this.policies = policies;
        this.beganMs = beganMs;
    }

    @Override
    public void reset(UserDetail user) {
        Target target = Target.of(user);
        Dialog dialog = new Dialog(
                text("dialog.reset.confirm", target.name()),
                "primary",
                reason -> commands.submit(new Command.Reset(target, reason)),
                stagehand::close);
        dialog.title.setText(text("dialog.reset.title", target.name()));
        dialog.effect.setText(text("dialog.reset.effect", target.name(), communityNow.get()));
        ask(dialog, target);
    }

    @Override
    public void ban(UserDetail user) {
        ask(new BanDialog(user, communityNow.get(), times, commands::submit, stagehand::close).dialog, Target.of(user));
    }

    @Override
    public void unban(UserDetail user) {
        ask(
                new UnbanDialog(user, communityNow.get(), times, commands::submit, stagehand::close).dialog,
                Target.of(user));
    }

    @Override
    public void exempt(UserDetail user) {
        ask(
                new ExemptDialog(user, communityNow.get(), times, commands::submit, stagehand::close).dialog,
                Target.of(user));
    }

    @Override
    public void unexempt(UserDetail user) {
        Target target = Target.of(user);
        Dialog dialog = new Dialog(
                text("act.unexempt.confirm", target.name()),
                "primary",
                reason -> commands.submit(new Command.Unexempt(target, reason)),
                stagehand::close);
        dialog.title.setText(text("act.unexempt.title", target.name()));
        String score = Explanations.number(user.summary().score());
        dialog.effect.setText(text("act.unexempt.effect", target.name(), communityNow.get(), score));
        ask(dialog, target);
    }

    @Override
    public void note(UserDetail user) {
        ask(new NoteDialog(user, times, commands::submit, stagehand::close).dialog, Target.of(user));
    }

    @Override
    public void override(UserDetail user) {
        ask(
                new LimitDialog(user, communityNow.get(), policies.get(), commands::submit, stagehand::close).dialog,
                Target.of(user));
    }

    @Override
    public void forget(UserDetail user) {
        ask(new ForgetDialog(user, communityNow.get(), commands::submit, stagehand::close).dialog, Target.of(user));
    }

    @Override
    public void message(UserDetail user) {
        Dialog dialog = new MessageDialog(user, communityNow.get(), times, stagehand::close).dialog;
        stagehand.dialog(dialog, dialog.first());
    }

    @Override
    public void history(UserDetail user) {
        stagehand.drawer(user, new ScoreTerms(policies.get().scoreRules().decayPerHour(), beganMs.get()));
    }

    /** Shows it, and tells as soon as nothing can be done any more, rather than after the press. */
    private void ask(Dialog dialog, Target target) {
        ChangeListener<@Nullable UserDetail> watch = (o, before, now) -> {
            if (now == null || !now.summary().id().equals(target.id())) {
                return;
            }
            dialog.clock(now.nowMs());
            if (now.moderationRevision() > target.revision()) {
                dialog.overtaken(Overtaken.words(target, now));
            }
        };
        dialog.about(target.id());
        stagehand.dialog(dialog, dialog.first());
        if (dialog.getScene() == null) {
            return; // Another one is open.
        }
        dialog.watch(permit);
        open.addListener(watch);
        dialog.sceneProperty().addListener((o, before, now) -> {
            if (now == null) {
                open.removeListener(watch);
            }
        });
    }
}
