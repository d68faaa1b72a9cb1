package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks how long to leave whom out of every limit, and why. */
final class ExemptDialog {

    private final UserDetail user;
    private final Target target;
    private final String community;
    private final Times times;
    private final DurationField length = new DurationField(
            text("dialog.ban.duration"), "7d", duration -> new ModeratorAction.Exempt(duration.toMillis()));
    final Dialog dialog;

    /** @param user as last read */
    ExemptDialog(UserDetail user, String community, Times times, Consumer<Command> submit, Runnable close) {
        this.user = user;
        this.target = Target.of(user);
        this.community = community;
        this.times = times;
        dialog = new Dialog(
                text("act.exempt.confirm", target.name()),
                "primary",
                reason -> submit.accept(new Command.Exempt(target, length.duration(), reason)),
                close);
        dialog.followClock(user.nowMs(), this::check);
        warn("dialog-banned", banned());
        warn("dialog-present", exempt());
        dialog.add(length);
        length.onChange(this::check);
        length.onEnter(dialog.confirm::fire);
        check();
    }

    private void check() {
        if (length.isValid()) {
            Duration duration = length.duration();
            Long until = duration == null ? null : (Long) (dialog.nowMs() + duration.toMillis());
            dialog.title.setText(text("act.exempt.title", target.name(), DurationField.spelled(duration)));
            dialog.effect.setText(text(
                    "act.exempt.effect",
                    target.name(),
                    community,
                    until == null ? text("act.exempt.noEnd") : end(until)));
        } else {
            dialog.title.setText(text("act.exempt.title.open", target.name()));
            dialog.effect.setText(text("act.exempt.effect.open", target.name(), community));
        }
        dialog.valid(length.isValid());
    }

    private void warn(String id, String words) {
        if (!words.isEmpty()) {
            DialogNotice notice = new DialogNotice(id);
            notice.say(words);
            dialog.add(notice);
        }
    }

    private String banned() {
        Ban ban = user.summary().ban();
        return ban == null ? "" : text("act.exempt.banned", target.name(), end(ban.untilMs()));
    }

    private String exempt() {
        Exemption now = user.summary().exemption();
        return now == null ? "" : text("act.exempt.present", target.name(), end(now.untilMs()));
    }

    private String end(@Nullable Long untilMs) {
        return untilMs == null ? text("dialog.ban.forGood") : text("dialog.ban.end", times.at(untilMs, dialog.nowMs()));
    }
}
