package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Dialog;
import dev.ratewarden.dashboard.act.DurationField;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.users.BulkAct.Kind;
import dev.ratewarden.dashboard.users.BulkAct.Score;
import dev.ratewarden.dashboard.users.BulkTargets.Seen;
import dev.ratewarden.moderation.ModeratorAction;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import org.jspecify.annotations.Nullable;

/** Asks whether to do something to many users: to whom, with which effect, and why. They were captured when it opened. */
final class BulkDialog {

    private static final int NAMED = 8;

    /**
     * @param nameTyped whether the community's name must be typed first
     * @param clock the store's, as last read, epoch ms
     */
    record Place(String community, boolean nameTyped, Times times, LongSupplier clock, Permit permit) {}

    private final Kind kind;
    private final BulkTargets targets;
    private final Place place;
    private final @Nullable DurationField length;
    private final Segments<Score> score =
            new Segments<>("bulk-score", List.of(Score.KEEP, Score.RESET, Score.GRACE), BulkDialog::words);
    private final TextField typed = new TextField();
    private final Label reading = Ui.label("", "muted", "small");
    private final Label names = Ui.label("", "medium");
    private final Label misfits = Ui.label("", "danger-words");
    final Dialog dialog;

    /** @param confirmed gets what to do and why */
    BulkDialog(Kind kind, BulkTargets targets, Place place, BiConsumer<BulkAct, String> confirmed, Runnable close) {
        this.kind = kind;
        this.targets = targets;
        this.place = place;
        dialog = new Dialog(
                text(key("confirm"), count(targets.count())),
                kind == Kind.BAN ? "danger" : "primary",
                reason -> confirmed.accept(act(), reason),
                close);
        length = length();
        names.setId("bulk-names");
        names.setWrapText(true);
        names.setMinHeight(Label.USE_PREF_SIZE);
        dialog.add(names);
        if (length != null) {
            dialog.add(length);
        }
        if (kind == Kind.UNBAN) {
            score.getStyleClass().add("tall");
            dialog.add(Dialog.field(text("users.bulk.score"), Ui.row(0, score)));
        }
        addNotes();
        if (place.nameTyped()) {
            addTyped();
        }
        follow();
        explain();
    }

    private @Nullable DurationField length() {
        if (kind != Kind.BAN && kind != Kind.EXEMPT) {
            return null;
        }
        DurationField field =
                new DurationField(text("dialog.ban.duration"), kind == Kind.BAN ? "24h" : "7d", this::checked);
        field.onChange(this::explain);
        field.onEnter(() -> dialog.confirm.fire());
        return field;
    }

    /** Refuses now, not after the press, what would be refused. */
    private void checked(Duration duration) {
        if (kind == Kind.BAN) {
            new ModeratorAction.Ban(duration.toMillis());
        } else {
            new ModeratorAction.Exempt(duration.toMillis());
        }
    }

    /** The first of them, and how many more there are. */
    private static String names(List<String> all) {
        String first = all.stream().limit(NAMED).collect(Collectors.joining(", "));
        int more = all.size() - NAMED;
        return more > 0 ? text("users.bulk.names.more", first, Figures.count(more)) : first;
    }

    /** Whom it cannot be done to; none until all are read. */
    private List<Seen> unfit() {
        return targets.seen().stream()
                .filter(one -> BulkAct.misfit(kind, one.seen()) != null)
                .toList();
    }

    private void addNotes() {
        misfits.setId("bulk-misfits");
        misfits.setWrapText(true);
        misfits.setMinHeight(Label.USE_PREF_SIZE);
        reading.setId("bulk-reading");
        dialog.add(misfits);
        dialog.add(reading);
    }

    private void addTyped() {
        typed.setId("bulk-typed");
        dialog.add(Dialog.field(text("users.bulk.type", place.community()), typed));
        typed.setOnAction(e -> dialog.confirm.fire());
        typed.textProperty().addListener((o, before, now) -> explain());
        dialog.first(typed);
    }

    /** Until it is closed. */
    private void follow() {
        dialog.watch(place.permit());
        targets.readProperty().addListener(o -> explain());
        targets.problemProperty().addListener(o -> explain());
        score.valueProperty().addListener(o -> explain());
        dialog.sceneProperty().addListener((o, before, now) -> {
            if (now == null) {
                targets.cancel();
            }
        });
    }

    private BulkAct act() {
        return new BulkAct(
                kind,
                length == null ? null : length.duration(),
                score.valueProperty().get());
    }

    private void explain() {
        List<Seen> unfit = unfit();
        int fit = targets.count() - unfit.size();
        boolean lengthFits = length == null || length.isValid();
        if (fit == 0) {
            dialog.title.setText(text(key("none")));
            dialog.effect.setText(text("users.bulk.none", Figures.count(targets.count())));
        } else if (lengthFits) {
            Duration duration = length == null ? null : length.duration();
            dialog.title.setText(text(key("title"), count(fit), DurationField.spelled(duration)));
            dialog.effect.setText(text(key("effect"), count(fit), place.community(), end(duration), scoreEffect()));
        }
        dialog.confirm.setText(text(key("confirm"), count(fit)));
        tellReading(unfit);
        boolean named = !place.nameTyped() || typed.getText().strip().equals(place.community());
        dialog.valid(lengthFits && named && targets.isReady() && fit > 0);
    }

    private void tellReading(List<Seen> unfit) {
        String problem = targets.problemProperty().get();
        if (targets.isReady()) {
            names.setText(names(targets.seen().stream()
                    .filter(one -> !unfit.contains(one))
                    .map(one -> Names.apart(one.name(), one.id()))
                    .toList()));
            misfits.setText(
                    unfit.isEmpty()
                            ? ""
                            : text(
                                    "users.bulk.unfit",
                                    names(unfit.stream().map(this::misfit).toList())));
        } else {
            names.setText(names(targets.users().stream().map(Names::apart).toList()));
            misfits.setText(problem.isEmpty() ? "" : text("users.bulk.unread", problem));
        }
        Ui.show(names, !names.getText().isEmpty());
        Ui.show(misfits, !misfits.getText().isEmpty());
        reading.setText(text(
                "users.bulk.reading", Figures.count(targets.readProperty().get()), Figures.count(targets.count())));
        Ui.show(reading, !targets.isReady() && problem.isEmpty());
    }

    private String end(@Nullable Duration duration) {
        long nowMs = place.clock().getAsLong();
        return duration == null
                ? text("dialog.ban.noEnd")
                : text("dialog.ban.end", place.times().at(nowMs + duration.toMillis(), nowMs));
    }

    private String scoreEffect() {
        return text(
                "users.bulk.score.effect." + score.valueProperty().get().name().toLowerCase(Locale.ROOT));
    }

    private static String words(Score score) {
        return text("users.bulk.score." + score.name().toLowerCase(Locale.ROOT));
    }

    private String misfit(Seen one) {
        return text(
                "users.bulk.unfit.one",
                Names.apart(one.name(), one.id()),
                text(Objects.requireNonNull(BulkAct.misfit(kind, one.seen()))));
    }

    /** Of how many it is true: {@code 12}, or {@code 1 of 3}. */
    private String count(int fit) {
        String all = Figures.count(targets.count());
        return fit == targets.count() ? all : text("users.bulk.of", Figures.count(fit), all);
    }

    private String key(String end) {
        return "users.bulk." + kind.word() + "." + end;
    }
}
