package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.inspection.Finding;
import dev.ratewarden.inspection.Finding.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What a look at a connection found, worst first: how serious, what it is like, what to do. */
final class FindingsView extends VBox {

    private final ConnectionTest test;
    private final VBox lines = Ui.column(0);
    private final Label summary = Ui.label("", "muted");
    private final HBox busy;

    FindingsView(ConnectionTest test) {
        super(8);
        this.test = test;
        setId("findings");
        getStyleClass().add("findings");
        summary.setId("findings-summary");
        ProgressIndicator wheel = new ProgressIndicator();
        wheel.getStyleClass().add("small-busy");
        busy = Ui.row(
                12,
                wheel,
                Ui.label(text("connections.test.running"), "muted"),
                Ui.button("test-cancel", text("dialog.cancel"), test::cancel));
        getChildren().addAll(Ui.row(12, Ui.label(text("connections.test.title"), "heading"), summary), busy, lines);
        test.findings().addListener((Observable o) -> show());
        test.runningProperty().addListener((Observable o) -> show());
        show();
    }

    private void show() {
        List<Finding> found = test.findings();
        boolean running = test.runningProperty().get();
        Ui.show(this, running || !found.isEmpty());
        Ui.show(busy, running);
        summary.setText(found.isEmpty() ? "" : summary(found));
        lines.getChildren()
                .setAll(found.stream()
                        .sorted(Comparator.comparing(Finding::level).reversed())
                        .map(FindingsView::line)
                        .toList());
    }

    private static String summary(List<Finding> found) {
        return String.join(
                "  ·  ",
                Stream.of(Level.FAIL, Level.WARN, Level.NOTE, Level.OK)
                        .filter(level -> count(found, level) > 0)
                        .map(level ->
                                text("connections.level.count." + word(level), Figures.count(count(found, level))))
                        .toList());
    }

    private static long count(List<Finding> found, Level level) {
        return found.stream().filter(one -> one.level() == level).count();
    }

    private static Node line(Finding finding) {
        Label topic = Ui.label(finding.topic(), "medium", "finding-topic");
        Label found = wrapped(finding.found());
        VBox words = Ui.column(2, found);
        if (!finding.remedy().isEmpty()) {
            Label remedy = wrapped(finding.remedy());
            remedy.getStyleClass().add("muted");
            HBox.setHgrow(remedy, Priority.ALWAYS);
            HBox below = new HBox(6, Ui.icon("fth-corner-down-right", "muted"), remedy);
            words.getChildren().add(below);
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        Label level = Ui.label(text("connections.level." + word(finding.level())), "small", "finding-level");
        HBox line =
                new HBox(12, Ui.icon(icon(finding.level()), "finding-" + word(finding.level())), level, topic, words);
        line.setAlignment(Pos.TOP_LEFT);
        line.getStyleClass().addAll("finding", word(finding.level()));
        return Ui.spoken(
                line,
                "%s. %s. %s".formatted(level.getText() + ": " + finding.topic(), finding.found(), finding.remedy()));
    }

    private static Label wrapped(String words) {
        Label label = Ui.label(words);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static String icon(Level level) {
        return switch (level) {
            case OK -> "fth-check";
            case NOTE -> "fth-info";
            case WARN -> "fth-alert-triangle";
            case FAIL -> "fth-x-octagon";
        };
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
