package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.ActionDialogs;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks before policies are changed for everybody. What is done was settled when the question was put: the policy, and the revision that
 * was on show.
 */
final class PolicyQuestions {

    private final Permit permit;
    private final ActionDialogs.Stagehand stage;
    private final PolicyDesk desk;
    private final PolicyDesk.Listener listener;

    /** @param permit to change policies */
    PolicyQuestions(ActionDialogs.Stagehand stage, PolicyDesk desk, PolicyDesk.Listener listener, Permit permit) {
        this.permit = permit;
        this.stage = stage;
        this.desk = desk;
        this.listener = listener;
    }

    /** @param further what is done if somebody would rather lose what was written */
    void leave(String edited, Runnable further) {
        show(PolicyDialog.question(
                new PolicyDialog.Words(
                        edited.isEmpty() ? text("policies.leave.new") : text("policies.leave", edited),
                        text("policies.leave.effect"),
                        text("policies.leave.confirm"),
                        "danger"),
                further,
                stage::close));
    }

    /** Takes a policy away, and its trial as well. */
    void remove(String action, boolean enforced, boolean trial, long revision) {
        List<PolicyChange> steps = new ArrayList<>();
        if (enforced) {
            steps.add(new PolicyChange.Remove(action, PolicyMode.ENFORCE));
        }
        if (trial) {
            steps.add(new PolicyChange.Remove(action, PolicyMode.SHADOW));
        }
        ask(
                new PolicyDialog.Words(
                        text("policies.remove.title", action),
                        text(trial ? "policies.remove.effect.trial" : "policies.remove.effect", action),
                        text("policies.remove.confirm", action),
                        "danger"),
                reason -> new PolicyDesk.Order(steps, reason, revision),
                text("policies.removed", action));
    }

    void endTrial(String action, long revision) {
        ask(
                new PolicyDialog.Words(
                        text("policies.trial.end.title", action),
                        text("policies.trial.end.effect", action),
                        text("policies.trial.end"),
                        "primary"),
                reason -> new PolicyDesk.Order(new PolicyChange.Remove(action, PolicyMode.SHADOW), reason, revision),
                text("policies.trial.ended", action));
    }

    /** @param wanted what the trial is once it is enforced */
    void enforceTrial(Policy wanted, long revision) {
        ask(
                new PolicyDialog.Words(
                        text("policies.trial.enforce.title", wanted.action()),
                        text("policies.trial.enforce.effect", wanted.action(), PolicyWords.rule(wanted)),
                        text("policies.trial.enforce"),
                        "primary"),
                reason -> new PolicyDesk.Order(
                        List.of(
                                new PolicyChange.Put(wanted),
                                new PolicyChange.Remove(wanted.action(), PolicyMode.SHADOW)),
                        reason,
                        revision),
                text("policies.saved", wanted.action(), PolicyWords.rule(wanted)));
    }

    void turn(Enforcement wanted, String community, long revision) {
        ask(
                new PolicyDialog.Words(
                        text("policies.switch.title", PolicyWords.enforcement(wanted)),
                        text("policies.switch.everybody", community, PolicyWords.enforcementEffect(wanted)),
                        text("policies.switch.confirm", PolicyWords.enforcement(wanted)),
                        wanted == Enforcement.ENFORCE ? "primary" : "danger"),
                reason -> new PolicyDesk.Order(new PolicyChange.Enforce(wanted), reason, revision),
                text("policies.switched", PolicyWords.enforcement(wanted)));
    }

    void rules(ScoreRules before, ScoreRules wanted, String community, long revision) {
        String decay = before.decayPerHour() == wanted.decayPerHour() ? "" : " " + text("policies.rules.effect.decay");
        ask(
                new PolicyDialog.Words(
                        text("policies.rules.title"),
                        text("policies.rules.effect", community, PolicyWords.rules(wanted)) + decay,
                        text("policies.rules.confirm"),
                        "primary"),
                reason -> new PolicyDesk.Order(new PolicyChange.Rules(wanted), reason, revision),
                text("policies.rules.saved", PolicyWords.rules(wanted)));
    }

    /** Puts something back as a revision of the history has it. */
    void restore(PolicyChange change, PolicyDialog.Words words, String done, long revision) {
        ask(words, reason -> new PolicyDesk.Order(change, reason, revision), done);
    }

    private void ask(
            PolicyDialog.Words words, java.util.function.Function<String, PolicyDesk.Order> order, String done) {
        Consumer<String> confirmed = reason -> desk.submit(order.apply(reason), done, listener);
        PolicyDialog dialog = PolicyDialog.withReason(words, confirmed, stage::close);
        show(dialog);
        dialog.watch(permit);
    }

    private void show(PolicyDialog dialog) {
        stage.dialog(dialog, dialog.first);
    }
}
