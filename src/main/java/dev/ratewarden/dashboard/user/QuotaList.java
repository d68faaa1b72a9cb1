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
import java.util.ArrayList;
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
    private final List<Row> rows = new ArrayList<>();
    private List<Line> lines = List.of();

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
        Ui.show(this, false);
    }

    /**
     * @param full limits that are full, to be shown as well
     * @param withEnds whether each says when it is full again
     */
    void show(UserDetail detail, List<ActionQuota> full, boolean withEnds) {
        List<Line> now = lines(detail, full, withEnds);
        if (lines.equals(now)) {
            return;
        }
        boolean fits = shapes(now).equals(shapes(lines));
        lines = now;
        if (!fits) {
            build();
        }
        for (int i = 0; i < now.size(); i++) {
            rows.get(i).show(now.get(i));
        }
        Ui.show(this, !now.isEmpty());
    }

    private List<Line> lines(UserDetail detail, List<ActionQuota> full, boolean withEnds) {
        List<Line> found = new ArrayList<>();
        detail.quotas().forEach(quota -> found.add(line(quota, withEnds ? detail.nowMs() : null)));
        full.forEach(quota -> found.add(line(quota, null)));
        // A limit that is full is not among the quotas, but an own one is there all the same.
        Set<String> listed = found.stream().map(Line::action).collect(Collectors.toSet());
        new TreeMap<>(detail.overrides()).forEach((action, limit) -> {
            if (!listed.contains(action)) {
                found.add(new Line(action, null, text("quota.own.full", Figures.count(limit)), ""));
            }
        });
        return found;
    }

    /** @param nowMs null where its end need not be said */
    private Line line(ActionQuota quota, @Nullable Long nowMs) {
        Quota now = quota.quota();
        String left = text("quota.left", Figures.count(now.remaining()), Figures.count(now.limit()));
        String end = nowMs == null ? "" : text("quota.end", times.at(now.resetAtMs(), nowMs));
        String origin = Stream.of(origin(quota.applied()), end)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return new Line(
                quota.policy().action(),
                now.limit() == 0 ? 0 : now.remaining() / (double) now.limit(),
                left + next(now),
                origin);
    }

    private static List<Shape> shapes(List<Line> lines) {
        return lines.stream().map(Line::shape).toList();
    }

    /** Only where the shape changes: what is made anew is styled anew, and then all the window is drawn twice. */
    private void build() {
        getChildren().clear();
        rows.clear();
        int at = 0;
        for (Line line : lines) {
            Row row = new Row();
            rows.add(row);
            if (line.share() == null) {
                addRow(at, row.action);
                add(row.words, 1, at, 2, 1);
            } else {
                addRow(at, row.action, row.bar, row.words);
            }
            at++;
            if (!line.origin().isEmpty()) {
                add(row.mark, 1, at, 2, 1);
                at++;
            }
        }
    }

    /**
     * @param share what is left of it, 0 to 1; null for one that is full and not read
     * @param origin how it came about, and when it ends; empty where there is nothing to say
     */
    private record Line(String action, @Nullable Double share, String words, String origin) {

        Shape shape() {
            return new Shape(share != null, !origin.isEmpty());
        }
    }

    private record Shape(boolean hasBar, boolean hasMark) {}

    private static final class Row {

        private final Label action = Ui.label("", "mono");
        private final ProgressBar bar = new ProgressBar();
        private final Label words = Ui.label("", "muted", "small");
        private final Label mark = Ui.label("", "muted", "tiny");

        Row() {
            bar.getStyleClass().add("quota-bar");
            bar.setMaxWidth(Double.MAX_VALUE);
            words.setWrapText(true);
            mark.setWrapText(true);
            GridPane.setMargin(mark, new Insets(MARK_GAP, 0, 0, 0));
        }

        void show(Line line) {
            action.setText(line.action());
            words.setText(line.words());
            mark.setText(line.origin());
            if (line.share() != null) {
                bar.setProgress(line.share());
                Ui.spoken(
                        bar,
                        line.action() + ": " + line.words() + (line.origin().isEmpty() ? "" : ", " + line.origin()));
            }
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
