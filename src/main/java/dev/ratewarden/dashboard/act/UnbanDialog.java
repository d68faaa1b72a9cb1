package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.UserDetail;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks what is to become of the score of a user who is unbanned, and says what each choice means. */
final class UnbanDialog {

    private enum Score {
        KEEP,
        RESET,
        GRACE
    }

    private static final List<String> GRACES = List.of("1h", "24h", "7d");

    private final UserDetail user;
    private final Target target;
    private final Times times;
    private final ToggleGroup choices = new ToggleGroup();
    private final Segments<String> grace = new Segments<>("dialog-grace", GRACES, DurationField::words);
    private final Label graceWords = Ui.label("", "muted", "small");
    final Dialog dialog;

    UnbanDialog(UserDetail user, String community, Times times, Consumer<Command> submit, Runnable close) {
        this.user = user;
        this.target = Target.of(user);
        this.times = times;
        dialog = new Dialog(
                text("dialog.unban.confirm", target.name()),
                "primary",
                reason -> submit.accept(command(reason)),
                close);
        dialog.followClock(user.nowMs(), this::explainGrace);
        dialog.title.setText(text("dialog.unban.title", target.name()));
        dialog.effect.setText(text("dialog.unban.effect", target.name(), community));
        grace.getStyleClass().add("tall");
        grace.valueProperty().set(GRACES.get(1));
        grace.valueProperty().addListener((o, before, now) -> explainGrace());
        Label keepWords = Ui.label(keep(), "muted", "small");
        Label resetWords = Ui.label(text("dialog.unban.reset.effect"), "muted", "small");
        RadioButton graced = choice(Score.GRACE);
        grace.disableProperty().bind(graced.selectedProperty().not());
        dialog.add(Ui.column(
                12,
                option(Ui.row(8, choice(Score.KEEP)), keepWords),
                option(Ui.row(8, choice(Score.RESET)), resetWords),
                option(Ui.row(12, graced, grace), graceWords)));
        explainGrace();
        // With "keep" the ban would go, and the user would be refused all the same.
        select(user.summary().block() == null ? Score.KEEP : Score.RESET);
    }

    private Command command(String reason) {
        Object chosen = choices.getSelectedToggle().getUserData();
        return new Command.Unban(target, chosen == Score.RESET, chosen == Score.GRACE ? graceLength() : null, reason);
    }

    private RadioButton choice(Score score) {
        String name = score.name().toLowerCase(Locale.ROOT);
        RadioButton button = new RadioButton(text("dialog.unban." + name));
        button.setId("dialog-unban-" + name);
        button.setToggleGroup(choices);
        button.setUserData(score);
        return button;
    }

    private void select(Score score) {
        choices.getToggles().forEach(toggle -> toggle.setSelected(toggle.getUserData() == score));
    }

    private static VBox option(HBox head, Label words) {
        head.getStyleClass().add("option-head");
        words.getStyleClass().add("option-words");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        return Ui.column(0, head, words);
    }

    private String keep() {
        String score = Explanations.number(user.summary().score());
        Block block = user.summary().block();
        if (block == null) {
            return text("dialog.unban.keep.effect", score);
        }
        Long until = block.untilMs();
        return until == null
                ? text("dialog.unban.keep.blocked", score, target.name())
                : text("dialog.unban.keep.blockedUntil", score, target.name(), times.at(until, user.nowMs()));
    }

    private void explainGrace() {
        String end = times.at(dialog.nowMs() + graceLength().toMillis(), dialog.nowMs());
        graceWords.setText(text(
                "dialog.unban.grace.effect",
                end,
                Explanations.number(user.summary().score())));
    }

    private Duration graceLength() {
        return Durations.parse(grace.valueProperty().get());
    }
}
