package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** What is left of each limit that is not full. */
final class QuotaList extends GridPane {

    private List<ActionQuota> shown = List.of();

    QuotaList() {
        super(12, 6);
        setId("quotas");
        ColumnConstraints bar = new ColumnConstraints();
        bar.setHgrow(Priority.ALWAYS);
        bar.setMinWidth(40);
        ColumnConstraints words = new ColumnConstraints();
        words.setHalignment(HPos.LEFT);
        words.setMinWidth(118);
        getColumnConstraints().addAll(new ColumnConstraints(USE_PREF_SIZE, USE_COMPUTED_SIZE, 130), bar, words);
    }

    void show(UserDetail detail) {
        if (shown.equals(detail.quotas())) {
            return;
        }
        shown = detail.quotas();
        getChildren().clear();
        Ui.show(this, !shown.isEmpty());
        for (int i = 0; i < shown.size(); i++) {
            add(shown.get(i), i);
        }
    }

    private void add(ActionQuota quota, int row) {
        Quota now = quota.quota();
        Label action = Ui.label(quota.policy().action(), "mono");
        ProgressBar bar = new ProgressBar(now.limit() == 0 ? 0 : now.remaining() / (double) now.limit());
        bar.getStyleClass().add("quota-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        String left = text("quota.left", Figures.count(now.remaining()), Figures.count(now.limit()));
        Label words = Ui.label(left + next(now), "muted", "small");
        words.setMinWidth(USE_PREF_SIZE);
        Ui.spoken(bar, action.getText() + ": " + words.getText());
        addRow(row, action, bar, words);
    }

    private static String next(Quota quota) {
        Long wait = quota.retryAfterMs();
        if (wait == null) {
            return text("quota.never");
        }
        return wait == 0 ? "" : text("quota.next", shortWait(wait));
    }

    /** From two minutes on in whole minutes, rounded up: the seconds would only flicker. */
    private static String shortWait(long ms) {
        long unit = ms >= 7_200_000 ? 3_600_000 : ms >= 120_000 ? 60_000 : 1_000;
        return Durations.words((ms + unit - 1) / unit * unit).replace(' ', '\u00a0');
    }
}
