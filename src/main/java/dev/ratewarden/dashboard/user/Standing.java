package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Note;
import dev.ratewarden.moderation.UserDetail;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What moderators decided about the user and is in force: ban, exemption, grace period, note. */
final class Standing extends VBox {

    private final Times times;
    private final BanNotice ban;
    private final Label exemption = words("exempt-notice", "muted", "small");
    private final Label grace = words("grace-notice", "muted", "small");
    private final Label note = words("note-text", "small");
    private final Label noteBy = words("note-by", "muted", "tiny");
    private final HBox exemptionRow = row("fth-shield", exemption);
    private final HBox graceRow = row("fth-clock", grace);
    private final HBox noteRow = row("fth-file-text", Ui.column(2, note, noteBy));

    Standing(Times times) {
        super(10);
        this.times = times;
        this.ban = new BanNotice(times);
        setId("standing");
        noteRow.getStyleClass().add("note-row");
        getChildren().addAll(noteRow, ban, exemptionRow, graceRow);
    }

    void show(UserDetail user) {
        ban.show(user);
        show(user.summary().exemption(), user.nowMs());
        Long graceUntil = user.graceUntilMs();
        Ui.show(graceRow, graceUntil != null);
        grace.setText(graceUntil == null ? "" : text("grace.notice", times.at(graceUntil, user.nowMs())));
        show(user.note(), user.nowMs());
        Ui.show(this, getChildren().stream().anyMatch(row -> row.isVisible()));
    }

    private void show(@Nullable Exemption exempt, long nowMs) {
        Ui.show(exemptionRow, exempt != null);
        if (exempt != null) {
            Long until = exempt.untilMs();
            String end = until == null ? text("exempt.good") : text("exempt.until", times.at(until, nowMs));
            String by = text("ban.by", Text.visible(exempt.operator()), times.at(exempt.sinceMs(), nowMs));
            String reason = exempt.reason().isEmpty() ? "" : text("ban.reason", Text.visible(exempt.reason()));
            exemption.setText(end + " " + by + reason);
        }
    }

    private void show(@Nullable Note now, long nowMs) {
        Ui.show(noteRow, now != null);
        if (now != null) {
            note.setText(NoteText.visible(now.text()));
            noteBy.setText(text("note.by", Text.visible(now.operator()), times.at(now.atMs(), nowMs)));
        }
    }

    private static Label words(String id, String... styles) {
        Label label = Ui.label("", styles);
        label.setId(id);
        label.setWrapText(true);
        label.setMinWidth(0);
        return label;
    }

    private static HBox row(String icon, javafx.scene.layout.Region words) {
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        HBox row = new HBox(8, Ui.icon(icon, "muted"), words);
        row.getStyleClass().add("standing-row");
        return row;
    }
}
