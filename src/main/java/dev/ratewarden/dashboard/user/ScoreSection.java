package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.ScoreTerms;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.ScoreStep;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.Violation;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The score over time, with its span, and what it says in words. */
final class ScoreSection extends VBox {

    private final Times times;
    private final Label words = Ui.label("", "muted", "small");
    private final Segments<ScoreSpan> span =
            new Segments<>("score-span", List.of(ScoreSpan.values()), ScoreSection::name);
    private final ScoreChart chart;
    private @Nullable UserDetail user;
    private @Nullable ScoreCurve curve;
    private @Nullable ScoreStep chosen;
    private ScoreTerms terms = new ScoreTerms(0, null);
    private boolean touched;
    private boolean fitting;

    /** @param height of the chart, px */
    ScoreSection(Times times, double height) {
        super(4);
        this.times = times;
        setId("score-section");
        chart = new ScoreChart(times, height, step -> {
            chosen = step;
            say();
        });
        words.setId("score-readout");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        span.setAccessibleText(text("score.span"));
        HBox head = Ui.row(8, Ui.label(text("score.title"), "strong"), Ui.spring(), span);
        getChildren().addAll(head, chart, words);
        span.valueProperty().addListener((o, before, now) -> {
            touched |= !fitting;
            draw();
        });
    }

    /** Of another user the span begins anew; of the same one it stays as it was chosen. */
    void show(UserDetail now, ScoreTerms applying) {
        boolean another =
                user == null || !user.summary().id().equals(now.summary().id());
        user = now;
        terms = applying;
        touched &= !another;
        if (!touched) {
            fitting = true;
            span.valueProperty().set(ScoreSpan.fitting(now));
            fitting = false;
        }
        draw();
    }

    private void draw() {
        UserDetail now = user;
        if (now != null) {
            ScoreCurve drawn = ScoreCurve.of(now, span.valueProperty().get().of(now), terms);
            curve = drawn;
            chart.show(drawn);
            say();
        }
    }

    private void say() {
        ScoreStep step = chosen;
        ScoreCurve drawn = curve;
        UserDetail now = user;
        if (drawn == null || now == null) {
            return;
        }
        String said = step == null ? summary(drawn, now) : said(step, now);
        words.setText(said);
        chart.setAccessibleText(text("score.title") + ": " + said);
    }

    private String summary(ScoreCurve drawn, UserDetail now) {
        String where = text("score.since", times.at(drawn.knownFromMs(), drawn.toMs()));
        return where + " " + within(drawn)
                + (drawn.isCut() ? " " + text("score.cut", now.history().size()) : "");
    }

    private static String within(ScoreCurve drawn) {
        if (!drawn.steps().isEmpty()) {
            return text("score.highest", Explanations.number(drawn.top()));
        }
        return text(drawn.isUnexplained() ? "score.unexplained" : "score.quiet", Explanations.number(drawn.now()));
    }

    private String said(ScoreStep step, UserDetail now) {
        Violation violation = step.violation();
        AuditEntry action = step.action();
        String what = violation != null
                ? dev.ratewarden.limiter.Text.visible(Explanations.asked(violation))
                : action == null ? "" : AuditWords.title(action);
        String before = Explanations.number(step.before());
        String after = Explanations.number(step.after());
        return text(
                step.isStill() ? "score.step.still" : "score.step",
                times.at(step.atMs(), now.nowMs()),
                what,
                before,
                after);
    }

    private static String name(ScoreSpan one) {
        return text("score.span." + one.name().toLowerCase(Locale.ROOT));
    }
}
