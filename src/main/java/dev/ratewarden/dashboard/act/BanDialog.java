package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Asks how long to ban whom, and why. The duration can be picked or written. */
final class BanDialog {

    private static final List<String> PRESETS = List.of("1h", "24h", "7d", "30d", "");
    private static final String FIRST = "24h";

    private final Target target;
    private final String community;
    private final Times times;
    private final long nowMs;
    private final TextField entry = new TextField(FIRST);
    private final Label problem = Ui.label("", "danger-words", "small");
    final Dialog dialog;

    /** @param user as last read: the end that the dialog names counts from then */
    BanDialog(UserDetail user, String community, Times times, Consumer<Command> submit, Runnable close) {
        this.target = Target.of(user);
        this.community = community;
        this.times = times;
        this.nowMs = user.nowMs();
        dialog = new Dialog(
                text("dialog.ban.confirm", target.name()),
                "danger",
                reason -> submit.accept(new Command.BanUser(target, duration(), reason)),
                close);
        entry.setId("dialog-duration");
        entry.setAccessibleText(text("dialog.ban.duration"));
        entry.setPromptText(text("dialog.ban.good"));
        entry.setPrefColumnCount(7);
        HBox.setHgrow(entry, Priority.ALWAYS);
        problem.setId("dialog-problem");
        problem.setWrapText(true);
        Segments<String> presets = new Segments<>("dialog-preset", PRESETS, BanDialog::words);
        presets.getStyleClass().add("tall");
        presets.valueProperty().set(FIRST);
        presets.valueProperty().addListener((o, before, now) -> entry.setText(now));
        exemption(user);
        dialog.add(Dialog.field(text("dialog.ban.duration"), Ui.row(8, presets, entry)));
        dialog.add(problem);
        entry.textProperty().addListener((o, before, now) -> check());
        check();
    }

    private void check() {
        String wrong = "";
        try {
            Duration duration = duration();
            String howLong = duration == null ? text("dialog.ban.forGood") : text("dialog.ban.for", spelled(duration));
            dialog.title.setText(text("dialog.ban.title", target.name(), howLong));
            String end = duration == null
                    ? text("dialog.ban.noEnd")
                    : text("dialog.ban.end", times.at(nowMs + duration.toMillis(), nowMs));
            dialog.effect.setText(text("dialog.ban.effect", target.name(), community, end));
        } catch (InvalidRequestException e) {
            wrong = String.valueOf(e.getMessage());
        }
        problem.setText(wrong);
        Ui.show(problem, !wrong.isEmpty());
        entry.getStyleClass().remove("wrong");
        if (!wrong.isEmpty()) {
            entry.getStyleClass().add("wrong");
        }
        dialog.valid(wrong.isEmpty());
    }

    /** A ban ends an exemption, so that is said before it is done. */
    private void exemption(UserDetail user) {
        Exemption exemption = user.summary().exemption();
        if (exemption != null) {
            Long until = exemption.untilMs();
            String end = until == null ? text("dialog.ban.forGood") : text("dialog.ban.end", times.at(until, nowMs));
            Label words = Ui.label(text("dialog.ban.exempt", target.name(), end), "danger-words");
            words.setId("dialog-exemption");
            words.setWrapText(true);
            words.setMinHeight(Region.USE_PREF_SIZE);
            dialog.add(words);
        }
    }

    /** Null for good. */
    private @Nullable Duration duration() {
        if (entry.getText().isBlank()) {
            return null;
        }
        Duration duration = Durations.parse(entry.getText());
        // Says now, not after the press, that it would be refused.
        new ModeratorAction.Ban(duration.toMillis());
        return duration;
    }

    /** {@code 24 h}; a preset without a length is for good. */
    static String words(String preset) {
        return preset.isEmpty() ? text("dialog.ban.good") : preset.replaceAll("([0-9]+)", "$1 ");
    }

    /** {@code 24 hours}, {@code 7 days}; two units where one does not do. */
    private static String spelled(Duration duration) {
        long hours = duration.toHours();
        if (hours == 0 || !duration.equals(Duration.ofHours(hours))) {
            return Durations.words(duration.toMillis());
        }
        if (hours >= 48 && hours % 24 == 0) {
            return text("dialog.ban.days", hours / 24);
        }
        return hours == 1 ? text("dialog.ban.hour") : text("dialog.ban.hours", hours);
    }
}
