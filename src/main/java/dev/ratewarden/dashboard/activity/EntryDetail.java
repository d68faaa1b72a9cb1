package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.moderation.AuditEntry;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
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

    private final Acts acts;
    private final Permit permit;
    private final SeverityChip chip = new SeverityChip();
    private final Label sentence = Ui.label("", "entry-sentence");
    private final Label repeats = Ui.label("", "small");
    private final EntryTimes times;
    private final LongSupplier nowMs;
    private final Function<Entry, @Nullable Line> told;
    private final EntryLines lines;
    private final Button undo;
    private final Label why = Ui.label("", "muted", "small");
    private final Button user;
    private final Button trail;
    private final Button policies;
    private @Nullable Entry shown;

    /** @param told the line of the list that tells of an entry; null for none */
    EntryDetail(
            EntryTimes times,
            LongSupplier nowMs,
            Permit permit,
            Function<Entry, @Nullable Line> told,
            Acts acts,
            Runnable close) {
        super(12);
        this.times = times;
        this.nowMs = nowMs;
        this.told = told;
        lines = new EntryLines(times, nowMs);
        this.acts = acts;
        this.permit = permit;
        setId("activity-detail");
        getStyleClass().addAll("card", "entry-detail");
        sentence.setId("entry-sentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        repeats.setId("entry-repeats");
        repeats.setWrapText(true);
        repeats.setMinHeight(USE_PREF_SIZE);
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
        getChildren().addAll(Ui.row(8, chip, Ui.spring(), shut), sentence, repeats, buttons, scroll);
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
        sentence.setText(entry.told());
        lines.show(entry);
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
        Line line = told.apply(entry);
        repeats.setText(line == null ? "" : times.repeats(line, nowMs.getAsLong()));
        Ui.show(repeats, !repeats.getText().isEmpty());
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
