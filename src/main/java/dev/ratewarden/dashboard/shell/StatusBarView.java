package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Enforcement;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** What was read, which bots are live, by whom the window acts, and whether anything is real. */
final class StatusBarView extends HBox {

    private final List<Label> read;

    StatusBarView(
            LinkViewModel link,
            BotsViewModel bots,
            ObservableStringValue listed,
            String operator,
            Environment environment) {
        super(20);
        getStyleClass().add("status-bar");
        Label reading = Ui.label("", "muted", "small");
        reading.setId("status-reading");
        reading.textProperty().bind(link.readingProperty());
        Label users = Ui.label("", "muted", "small");
        users.setId("status-listed");
        users.textProperty().bind(listed);
        users.managedProperty().bind(users.textProperty().isNotEmpty());
        Label live = Ui.label("", "muted", "small");
        live.setId("status-bots");
        live.textProperty().bind(bots.briefProperty());
        live.visibleProperty().bind(bots.briefProperty().isNotEmpty());
        live.managedProperty().bind(live.visibleProperty());
        Tooltip outage = new Tooltip();
        outage.textProperty().bind(bots.outageProperty());
        live.tooltipProperty()
                .bind(Bindings.when(bots.outageProperty().isEmpty())
                        .then((Tooltip) null)
                        .otherwise(outage));
        read = List.of(reading, users, live, watch(bots));
        getChildren().add(limits(link));
        getChildren().addAll(read);
        getChildren().addAll(Ui.spring(), Ui.label(text("status.operator", operator), "muted", "small"));
        if (environment == Environment.DEMO) {
            getChildren().add(Ui.label(text("status.demo"), "muted", "small"));
        }
    }

    /** What was read is old; who acts, and on what, is not. A switch that is off stays as plain as it was. */
    void outdated(boolean now) {
        read.forEach(label -> label.pseudoClassStateChanged(Frame.OUTDATED, now));
    }

    private static Label watch(BotsViewModel bots) {
        Label label = Ui.label("", "muted", "small");
        label.setId("status-watch");
        label.textProperty().bind(bots.watchProperty());
        label.setTooltip(new Tooltip(text("bots.watch.tip")));
        return label;
    }

    /** Silent while policies decide; else nobody must believe that they do. */
    private static Label limits(LinkViewModel link) {
        Label label = Ui.label("", "status-switch", "small");
        label.setId("status-switch");
        Tooltip words = new Tooltip();
        label.setTooltip(words);
        ObservableValue<Enforcement> enforcement = link.enforcementProperty();
        label.visibleProperty().bind(enforcement.map(now -> now != Enforcement.ENFORCE));
        label.managedProperty().bind(label.visibleProperty());
        label.textProperty().bind(enforcement.map(now -> words(now, "")));
        words.textProperty().bind(enforcement.map(now -> words(now, ".tip")));
        return label;
    }

    private static String words(Enforcement now, String suffix) {
        return now == Enforcement.ENFORCE ? "" : text("switch." + now.name().toLowerCase(Locale.ROOT) + suffix);
    }
}
