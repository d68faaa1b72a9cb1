package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.BanChip;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.UserDetail;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The ban in force: by whom, since when, until when, why. */
final class BanNotice extends HBox {

    private final Times times;
    private final BanChip chip = new BanChip();
    private final Label words = Ui.label("", "muted", "small");

    BanNotice(Times times) {
        super(8);
        this.times = times;
        setId("ban-notice");
        words.setWrapText(true);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(chip, words);
    }

    void show(UserDetail detail) {
        Ban ban = detail.summary().ban();
        Ui.show(this, ban != null);
        if (ban == null) {
            return;
        }
        long now = detail.nowMs();
        chip.show(ban, now, false);
        Long until = ban.untilMs();
        String end = until == null ? text("ban.good") : text("ban.until", times.at(until, now));
        String by = text("ban.by", Text.visible(ban.operator()), times.at(ban.sinceMs(), now));
        String reason = ban.reason().isEmpty() ? "" : text("ban.reason", Text.visible(ban.reason()));
        words.setText(end + " " + by + reason);
    }
}
