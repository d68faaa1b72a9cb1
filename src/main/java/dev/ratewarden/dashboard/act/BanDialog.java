package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks how long to ban whom, and why. Of a user who is banned already it says the present end, and what becomes of it. */
final class BanDialog {

    private final UserDetail user;
    private final Target target;
    private final String community;
    private final Times times;
    private final DurationField length = new DurationField(
            text("dialog.ban.duration"), "24h", duration -> new ModeratorAction.Ban(duration.toMillis()));
    private final DialogNotice present = new DialogNotice("dialog-present");
    private final DialogNotice block = new DialogNotice("dialog-block");
    final Dialog dialog;

    /** @param user as last read */
    BanDialog(UserDetail user, String community, Times times, Consumer<Command> submit, Runnable close) {
        this.user = user;
        this.target = Target.of(user);
        this.community = community;
        this.times = times;
        dialog = new Dialog(
                text("dialog.ban.confirm", target.name()),
                "danger",
                reason -> submit.accept(new Command.BanUser(target, length.duration(), reason)),
                close);
        dialog.followClock(user.nowMs(), this::check);
        exemption();
        dialog.add(present);
        dialog.add(block);
        dialog.add(length);
        length.onChange(this::check);
        length.onEnter(dialog.confirm::fire);
        check();
    }

    private void check() {
        if (length.isValid()) {
            Duration duration = length.duration();
            dialog.title.setText(text("dialog.ban.title", target.name(), DurationField.spelled(duration)));
            Long until = duration == null ? null : (Long) (dialog.nowMs() + duration.toMillis());
            String end =
                    until == null ? text("dialog.ban.noEnd") : text("dialog.ban.end", times.at(until, dialog.nowMs()));
            dialog.effect.setText(text("dialog.ban.effect", target.name(), community, end));
            present(until);
            block(until);
        } else {
            dialog.title.setText(text("dialog.ban.title.open", target.name()));
            dialog.effect.setText(text("dialog.ban.effect.open", target.name(), community));
        }
        dialog.valid(length.isValid());
    }

    /** A ban replaces the one that is in force, also by an earlier end. */
    private void present(@Nullable Long until) {
        Ban ban = user.summary().ban();
        if (ban == null) {
            present.say("");
            return;
        }
        Long now = ban.untilMs();
        String end = now == null ? text("dialog.ban.forGood") : text("dialog.ban.end", times.at(now, dialog.nowMs()));
        boolean shorter = until != null && (now == null || until < now);
        present.say(text(
                shorter ? "dialog.ban.shortened" : "dialog.ban.present",
                target.name(),
                end,
                Text.visible(ban.operator())));
    }

    /** It goes on where the ban ends first, which somebody who thinks of that end must know. */
    private void block(@Nullable Long until) {
        Block now = user.summary().block();
        boolean longer = now != null && until != null && now.activeAt(until);
        Long end = now == null ? null : now.untilMs();
        block.say(
                !longer
                        ? ""
                        : end == null
                                ? text("dialog.ban.block.open")
                                : text("dialog.ban.block", times.at(end, dialog.nowMs())));
    }

    /** A ban ends an exemption, so that is said before it is done. */
    private void exemption() {
        Exemption exemption = user.summary().exemption();
        if (exemption != null) {
            Long until = exemption.untilMs();
            String end = until == null
                    ? text("dialog.ban.forGood")
                    : text("dialog.ban.end", times.at(until, dialog.nowMs()));
            DialogNotice notice = new DialogNotice("dialog-exemption");
            notice.say(text("dialog.ban.exempt", target.name(), end));
            dialog.add(notice);
        }
    }
}
