package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Explanations;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Everything that is known of one entry, and its Undo. */
final class EntryDetail extends VBox {

    /** What its buttons do. */
    interface Acts {

        void user(String id);

        void undo(Entry entry);

        /** Opens the entry of the audit trail that an event tells of. */
        void trail(String auditId);

        void policies();

        /** Why it cannot be undone; empty if it can. */
        String whyNot(AuditEntry entry);
    }

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

    private final ActivityViewModel model;
    private final EntryTimes times;
    private final Acts acts;
    private final Permit permit;
    private final SeverityChip chip = new SeverityChip();
    private final Label sentence = Ui.label("", "entry-sentence");
    private final GridPane lines = new GridPane();
    private final Button undo;
    private final Label why = Ui.label("", "muted", "small");
    private final Button user;
    private final Button trail;
    private final Button policies;
    private @Nullable Entry shown;

    EntryDetail(ActivityViewModel model, EntryTimes times, Permit permit, Acts acts, Runnable close) {
        super(12);
        this.model = model;
        this.times = times;
        this.acts = acts;
        this.permit = permit;
        setId("activity-detail");
        getStyleClass().addAll("card", "entry-detail");
        sentence.setId("entry-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        lines.getStyleClass().add("entry-lines");
        user = Ui.button("entry-open-user", "", () -> with(entry -> open(entry, acts::user)));
        trail = Ui.button(
                "entry-open-trail", text("activity.detail.trail"), () -> with(entry -> acts.trail(entry.auditId())));
        policies = Ui.button("entry-open-policies", text("activity.detail.policies"), acts::policies);
        undo = Ui.button("entry-undo", text("activity.undo"), () -> with(acts::undo));
        why.setId("entry-undo-why");
        why.setWrapText(true);
        why.setMinHeight(USE_PREF_SIZE);
        Button shut = Ui.iconButton(
                "entry-close", Ui.icon("fth-x", "muted"), text("activity.detail.close"), close, "flat", "small-target");
        ScrollPane scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox buttons = Ui.column(8, user, trail, policies, undo, why);
        for (Button each : List.of(user, trail, policies, undo)) {
            each.setMaxWidth(Double.MAX_VALUE);
            each.setMinWidth(0);
        }
        getChildren().addAll(Ui.row(8, chip, Ui.spring(), shut), sentence, buttons, scroll);
        permit.why().addListener((o, before, now) -> update());
        Ui.show(this, false);
    }

    void show(@Nullable Entry entry) {
        shown = entry;
        Ui.show(this, entry != null);
        if (entry == null) {
            return;
        }
        chip.show(entry.event().severity());
        sentence.setText(entry.sentence());
        lines.getChildren().clear();
        fill(entry);
        String id = entry.event().userId();
        Ui.show(user, id != null);
        user.setText(text("activity.detail.user", entry.user()));
        update();
    }

    /** What may be done can change while the entry is open. */
    void update() {
        Entry entry = shown;
        if (entry == null) {
            return;
        }
        AuditEntry audit = entry.audit();
        Ui.show(trail, audit == null && !entry.auditId().isEmpty());
        Ui.show(undo, audit != null);
        Ui.show(policies, audit != null && audit.userId() == null);
        String reason = audit == null ? "" : acts.whyNot(audit);
        String all = reason.isEmpty() ? permit.why().get() : reason;
        undo.setDisable(!all.isEmpty());
        why.setText(all);
        undo.setAccessibleHelp(all);
        Ui.show(why, audit != null && !all.isEmpty());
    }

    private void fill(Entry entry) {
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
                ? times.at(number, model.nowMs())
                : name.endsWith("Ms") ? Figures.age(number) : value;
    }

    private void line(String name, @Nullable String value, boolean code) {
        if (value != null && !value.isEmpty()) {
            row(text("activity.detail." + name), value, code);
        }
    }

    private void row(String name, String value, boolean code) {
        int at = lines.getRowCount();
        Label head = Ui.label(name, "muted", "small");
        head.setMinWidth(USE_PREF_SIZE);
        VPos place = code ? VPos.CENTER : VPos.BASELINE;
        GridPane.setValignment(head, place);
        Label words = Ui.label(value.contains("\n") && !code ? value : Text.visible(value), code ? "mono" : "small");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        words.setTooltip(new Tooltip(words.getText()));
        GridPane.setValignment(words, place);
        GridPane.setHgrow(words, Priority.ALWAYS);
        head.setLabelFor(words);
        lines.add(head, 0, at);
        lines.add(words, 1, at);
        if (code) {
            Button copy = Ui.iconButton(
                    "entry-copy",
                    Ui.icon("fth-copy", "muted"),
                    text("activity.detail.copy", name),
                    () -> copy(value),
                    "flat",
                    "small-target");
            lines.add(copy, 2, at);
        }
    }

    private static void copy(String value) {
        ClipboardContent content = new ClipboardContent();
        content.putString(value);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private void with(Consumer<Entry> action) {
        Entry entry = shown;
        if (entry != null) {
            action.accept(entry);
        }
    }

    private static void open(Entry entry, Consumer<String> user) {
        String id = entry.event().userId();
        if (id != null) {
            user.accept(id);
        }
    }
}
