package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** What is left of each limit that is not full, and of the full ones where they are wanted. */
final class QuotaList extends GridPane {

    private static final double MARK_GAP = -4;

    private final Times times;
    private List<Object> shown = List.of();

    QuotaList(Times times) {
        super(12, 6);
        this.times = times;
        setId("quotas");
        ColumnConstraints bar = new ColumnConstraints();
        bar.setHgrow(Priority.ALWAYS);
        bar.setMinWidth(40);
        ColumnConstraints words = new ColumnConstraints();
        words.setHalignment(HPos.LEFT);
        words.setMinWidth(118);
        getColumnConstraints().addAll(new ColumnConstraints(USE_PREF_SIZE, USE_COMPUTED_SIZE, 130), bar, words);
    }

    /**
     * @param full limits that are full, to be shown as well
     * @param withEnds whether each says when it is full again
     */
    void show(UserDetail detail, List<ActionQuota> full, boolean withEnds) {
        List<Object> now = List.of(detail.quotas(), detail.overrides(), full, withEnds);
        if (shown.equals(now)) {
            return;
        }
        shown = now;
        getChildren().clear();
        detail.quotas().forEach(quota -> add(quota, withEnds ? detail.nowMs() : null));
        full.forEach(quota -> add(quota, null));
        // A limit that is full is not among the quotas, but an own one is there all the same.
        Set<String> listed = Stream.concat(detail.quotas().stream(), full.stream())
                .map(quota -> quota.policy().action())
                .collect(Collectors.toSet());
        new TreeMap<>(detail.overrides()).forEach((action, limit) -> {
            if (!listed.contains(action)) {
                Label words = Ui.label(text("quota.own.full", Figures.count(limit)), "muted", "small");
                int row = getRowCount();
                addRow(row, Ui.label(action, "mono"));
                add(words, 1, row, 2, 1);
            }
        });
        Ui.show(this, !getChildren().isEmpty());
    }

    /** @param nowMs null where its end need not be said */
    private void add(ActionQuota quota, @Nullable Long nowMs) {
        int row = getRowCount();
        Quota now = quota.quota();
        Label action = Ui.label(quota.policy().action(), "mono");
        ProgressBar bar = new ProgressBar(now.limit() == 0 ? 0 : now.remaining() / (double) now.limit());
        bar.getStyleClass().add("quota-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        String left = text("quota.left", Figures.count(now.remaining()), Figures.count(now.limit()));
        Label words = Ui.label(left + next(now), "muted", "small");
        words.setMinWidth(USE_PREF_SIZE);
        String end = nowMs == null ? "" : text("quota.end", times.at(now.resetAtMs(), nowMs));
        String origin = Stream.of(origin(quota.applied()), end)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        Ui.spoken(bar, action.getText() + ": " + words.getText() + (origin.isEmpty() ? "" : ", " + origin));
        addRow(row, action, bar, words);
        if (!origin.isEmpty()) {
            Label mark = Ui.label(origin, "muted", "tiny");
            mark.setWrapText(true);
            GridPane.setMargin(mark, new Insets(MARK_GAP, 0, 0, 0));
            add(mark, 1, row + 1, 2, 1);
        }
    }

    /** How this user's limit came about, where it is not the policy's. */
    private static String origin(AppliedLimit applied) {
        String configured = Figures.count(applied.configured().limit());
        if (applied.override() != null) {
            return text("quota.own", configured);
        }
        String role = applied.role() == 1 ? "" : text("quota.role", configured, factor(applied.role()));
        if (applied.adaptive() == 1) {
            return role;
        }
        String part = Long.toString(Math.round(applied.adaptive() * 100));
        return role.isEmpty() ? text("quota.adaptive", part, configured) : role + text("quota.adaptive.also", part);
    }

    private static String factor(double times) {
        return times == Math.rint(times) ? Long.toString((long) times) : Double.toString(times);
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
