package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.LinkViewModel.Mood;
import dev.ratewarden.limiter.Enforcement;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** What was read, which bots are live, by whom the window acts, and whether anything is real. */
final class StatusBarView extends HBox {

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
        Label live = Ui.label("", "muted", "small");
        live.setId("status-bots");
        live.textProperty().bind(asRead(bots.briefProperty(), link));
        live.visibleProperty().bind(bots.briefProperty().isNotEmpty());
        live.managedProperty().bind(live.visibleProperty());
        Tooltip outage = new Tooltip();
        outage.textProperty().bind(bots.outageProperty());
        live.tooltipProperty()
                .bind(Bindings.when(bots.outageProperty().isEmpty())
                        .then((Tooltip) null)
                        .otherwise(outage));
        getChildren()
                .addAll(
                        limits(link),
                        reading,
                        users,
                        live,
                        watch(bots, link),
                        Ui.spring(),
                        Ui.label(text("status.operator", operator), "muted", "small"));
        if (environment == Environment.DEMO) {
            getChildren().add(Ui.label(text("status.demo"), "muted", "small"));
        }
    }

    /** What bots do is told by what they wrote: while nothing can be read it may be otherwise. */
    private static ObservableStringValue asRead(ReadOnlyStringProperty words, LinkViewModel link) {
        return Bindings.createStringBinding(
                () -> {
                    Mood mood = link.moodProperty().get();
                    boolean old = mood == Mood.LOST || mood == Mood.STALE;
                    return old && !words.get().isEmpty() ? text("status.before", words.get()) : words.get();
                },
                words,
                link.moodProperty());
    }

    private static Label watch(BotsViewModel bots, LinkViewModel link) {
        Label label = Ui.label("", "muted", "small");
        label.setId("status-watch");
        label.textProperty().bind(asRead(bots.watchProperty(), link));
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
