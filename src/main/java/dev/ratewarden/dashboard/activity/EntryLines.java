package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Copy;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Explanations;
import java.util.Set;
import java.util.function.LongSupplier;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** Everything that is known of one entry, a line each; what others are asked for by can be copied. */
final class EntryLines extends GridPane {

    private static final Set<String> TIMES = Set.of("untilMs", "firstMs", "lastMs", "fromMs", "sinceMs");
    /** Those that have words of their own; others are called as they are. */
    private static final Set<String> FIGURES = Set.of(
            "untilMs",
            "firstMs",
            "lastMs",
            "windowMs",
            "users",
            "ids",
            "newAccounts",
            "instance",
            "cause",
            "checks",
            "sink",
            "events",
            "entries",
            "dropped",
            "added",
            "removed");

    /** Shown in lines of their own. */
    private static final Set<String> TOLD = Set.of("operator", "login", "reason", "auditId", "detail", "undoes");

    private static final double HEAD_WIDTH = 76;
    private static final double COPY_WIDTH = 24;

    private final EntryTimes times;
    private final LongSupplier nowMs;

    /** @param nowMs the store's clock */
    EntryLines(EntryTimes times, LongSupplier nowMs) {
        this.times = times;
        this.nowMs = nowMs;
        getStyleClass().add("entry-lines");
        ColumnConstraints heads = new ColumnConstraints(HEAD_WIDTH);
        heads.setHalignment(HPos.LEFT);
        // Without a width that is known first, a row is as high as its words would be in one line.
        ColumnConstraints words = new ColumnConstraints(0, 0, Double.MAX_VALUE);
        words.setHgrow(Priority.ALWAYS);
        ColumnConstraints copies = new ColumnConstraints(COPY_WIDTH);
        getColumnConstraints().addAll(heads, words, copies);
    }

    void show(Entry entry) {
        getChildren().clear();
        SecurityEvent event = entry.event();
        line("time", times.full(entry.atMs()), false);
        line("type", event.type(), true);
        if (event.userId() != null) {
            line("user.name", entry.user(), false);
            line("userId", event.userId(), true);
        }
        line("action", event.action(), true);
        line("where", event.where(), true);
        line("operator", entry.operator(), false);
        line("login", entry.login(), true);
        line("reason", event.figures().get("reason"), false);
        score(entry);
        if (event.folded() > 0) {
            line("folded", text("activity.detail.folded.more", Figures.count(event.folded())), false);
        }
        line("change", event.figures().get("detail"), true);
        line("undoes", event.figures().get("undoes"), true);
        line("auditId", entry.auditId(), true);
        event.figures().forEach((name, value) -> {
            if (!TOLD.contains(name)) {
                row(
                        FIGURES.contains(name) ? text("activity.figure." + name) : Text.visible(name),
                        figure(name, value),
                        false);
            }
        });
    }

    private void score(Entry entry) {
        AuditEntry audit = entry.audit();
        if (audit != null && audit.userId() != null) {
            line(
                    "score",
                    text(
                            "activity.detail.score.change",
                            Explanations.number(audit.scoreBefore()),
                            Explanations.number(audit.scoreAfter())),
                    false);
        } else if (audit == null
                && entry.event().userId() != null
                && entry.auditId().isEmpty()) {
            line("score", Explanations.number(entry.event().score()), false);
        }
    }

    private String figure(String name, String value) {
        if (!value.matches("[0-9]{1,15}")) {
            return value;
        }
        long number = Long.parseLong(value);
        return TIMES.contains(name)
                ? times.at(number, nowMs.getAsLong())
                : name.endsWith("Ms") ? Figures.age(number) : value;
    }

    private void line(String name, @Nullable String value, boolean code) {
        if (value != null && !value.isEmpty()) {
            row(text("activity.detail." + name), value, code);
        }
    }

    private void row(String name, String value, boolean code) {
        int at = getRowCount();
        Label head = Ui.label(name, "muted", "small");
        head.setWrapText(true);
        head.setMinHeight(USE_PREF_SIZE);
        GridPane.setValignment(head, VPos.TOP);
        Label words = Ui.label(value.contains("\n") && !code ? value : Text.visible(value), code ? "mono" : "small");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        words.setTooltip(new Tooltip(words.getText()));
        GridPane.setValignment(words, VPos.TOP);
        head.setLabelFor(words);
        add(head, 0, at);
        add(words, 1, at);
        if (code) {
            Button copy = Ui.iconButton(
                    "entry-copy",
                    Ui.icon("fth-copy", "muted"),
                    text("activity.detail.copy", name),
                    () -> Copy.words(value),
                    "flat",
                    "small-target");
            GridPane.setValignment(copy, VPos.TOP);
            add(copy, 2, at);
        }
    }
}
