package dev.ratewarden.dashboard.handover;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.handover.Absence.Kind;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Text;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** What happened since this moderator was last here, in one line. */
final class AbsenceStrip extends HBox {

    private static final long HOUR_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;

    private final AbsenceViewModel model;
    private final Times times;
    private final Consumer<Kind> open;

    /** @param open shows what is behind a figure */
    AbsenceStrip(AbsenceViewModel model, Times times, Consumer<Kind> open) {
        super(4);
        this.model = model;
        this.times = times;
        this.open = open;
        setId("absence");
        getStyleClass().addAll("handover-line", "absence");
        model.absenceProperty().addListener((o, before, now) -> show(now));
        show(model.absenceProperty().get());
    }

    private void show(@Nullable Absence absence) {
        Ui.show(this, absence != null);
        getChildren().clear();
        if (absence == null) {
            return;
        }
        Label title = Ui.label(title(absence), "medium");
        title.setId("absence-title");
        title.setMinWidth(USE_PREF_SIZE);
        Ui.tip(title, text("absence.since.tip", times.full(absence.sinceMs())));
        getChildren().add(Ui.row(8, Ui.icon("fth-clock", "muted"), title));
        String failed = model.failureProperty().get();
        if (!failed.isEmpty()) {
            getChildren().add(Ui.label(text("absence.failed", Text.visible(failed)), "muted"));
        } else if (absence.isQuiet()) {
            getChildren().add(Ui.label(text("absence.quiet"), "muted"));
        } else {
            figures(absence);
        }
        if (absence.keptSinceMs() != null) {
            Label kept =
                    Ui.label(text("absence.kept", times.at(absence.keptSinceMs(), absence.nowMs())), "muted", "small");
            kept.setId("absence-kept");
            getChildren().add(kept);
        }
        getChildren()
                .addAll(
                        Ui.spring(),
                        Ui.iconButton(
                                "absence-dismiss",
                                Ui.icon("fth-x", "muted"),
                                text("absence.dismiss"),
                                model::dismiss,
                                "flat",
                                "small-target"));
    }

    private static String title(Absence absence) {
        String howLong = ago(absence.nowMs() - absence.sinceMs());
        return text(absence.keptSinceMs() == null ? "absence.title" : "absence.title.least", howLong);
    }

    /** {@code 9 h}: to the hour from one hour on, in days from two on. */
    static String ago(long ms) {
        long unit = ms >= 48 * HOUR_MS ? 24 * HOUR_MS : ms >= HOUR_MS ? HOUR_MS : MINUTE_MS;
        return Durations.words(ms / unit * unit);
    }

    private void figures(Absence absence) {
        for (Kind kind : Kind.values()) {
            if (absence.count(kind) > 0) {
                getChildren().add(link(kind, absence.count(kind)));
            }
        }
    }

    private Button link(Kind kind, long count) {
        String key = "absence." + kind.name().toLowerCase(Locale.ROOT);
        Button link = Ui.button(
                key.replace('.', '-'),
                count == 1 ? text(key + ".one") : text(key, Figures.count(count)),
                () -> open.accept(kind),
                "link");
        Ui.tip(link, text(key + ".tip"));
        return link;
    }
}
