package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.feed.Loss;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.LinkViewModel.Mood;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** Says what is wrong with the link, what that means, and what can be done. */
final class LostBanner extends Band {

    /**
     * @param log opens the log
     * @param login the way to another password
     */
    LostBanner(LinkViewModel link, Runnable log, WindowParts.Login login) {
        super("lost", "fth-wifi-off");
        Label countdown = Ui.label("", "muted");
        countdown.setId("lost-countdown");
        countdown.setMinWidth(USE_PREF_SIZE);
        Button retry = Ui.button("retry-button", text("link.retry"), link::retryNow);
        Button cancel = Ui.button("cancel-button", text("link.cancel"), link::cancel);
        Button look = Ui.button("lost-log", text("log.open"), log, "flat");
        Button password = Ui.button("lost-login", text("lost.login.again"), login::ask);
        ways(countdown, look, password, retry, cancel);
        Runnable show = () -> {
            Mood mood = link.moodProperty().get();
            Loss loss = link.lossProperty().get();
            boolean lost = mood == Mood.LOST;
            boolean slow = link.slowProperty().get();
            Ui.show(this, lost || slow || mood == Mood.STALE);
            if (lost) {
                String cause = link.causeProperty().get();
                boolean stuck = loss == Loss.LOGIN && !login.isPossible();
                say(title(loss), stuck ? text("lost.login.given", cause) : cause);
            } else {
                say(text(slow ? "lost.slow" : "lost.stale"), text(slow ? "lost.slow.cause" : "lost.stale.cause"));
            }
            countdown.setText(link.countdownProperty().get());
            Ui.show(password, lost && loss == Loss.LOGIN && login.isPossible());
            Ui.show(retry, lost);
            Ui.show(cancel, slow);
        };
        link.moodProperty().addListener(o -> show.run());
        link.slowProperty().addListener(o -> show.run());
        link.lossProperty().addListener(o -> show.run());
        link.causeProperty().addListener(o -> show.run());
        link.countdownProperty().addListener(o -> show.run());
        show.run();
    }

    private static String title(Loss loss) {
        return switch (loss) {
            case LOGIN -> text("lost.login");
            case REFUSED -> text("lost.refused");
            case AWAY -> text("lost.title");
        };
    }
}
