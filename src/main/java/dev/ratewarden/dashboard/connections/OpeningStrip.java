package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Connector.Target;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What is being opened, or why it could not be; what could not be done with a file. Takes no room where there is nothing to say. */
final class OpeningStrip extends VBox {

    /** @param again tries once more to open what could not be opened */
    OpeningStrip(ConnectionsViewModel model, Consumer<Target> again) {
        super(8);
        getStyleClass().add("opening-strips");
        getChildren().addAll(opening(model.community()), failure(model.community(), again), notice(model));
        managedProperty().bind(visibleProperty());
        Runnable show = () -> setVisible(getChildren().stream().anyMatch(child -> child.isVisible()));
        getChildren().forEach(child -> child.visibleProperty().addListener(o -> show.run()));
        show.run();
    }

    /** What people call it. */
    static String name(Target target) {
        return switch (target) {
            case Target.Demo demo -> text("connections.target.demo");
            case Target.Given given -> text("connections.target.given");
            case Target.Profile one -> Text.visible(one.profile().name());
        };
    }

    private static HBox opening(CommunitySwitch community) {
        Label words = words("connections-opening", "");
        ProgressIndicator busy = new ProgressIndicator();
        busy.getStyleClass().add("small-busy");
        HBox strip = strip(busy, words, Ui.button("connections-cancel", text("dialog.cancel"), community::cancel));
        Runnable show = () -> {
            Target now = community.openingProperty().get();
            words.setText(now == null ? "" : text("connections.opening", name(now)));
            Ui.show(strip, now != null);
        };
        community.openingProperty().addListener(o -> show.run());
        show.run();
        return strip;
    }

    private static HBox failure(CommunitySwitch community, Consumer<Target> retry) {
        Label words = words("connections-failure", "danger-words");
        Button again = Ui.button("connections-again", text("connections.again"), () -> {
            CommunitySwitch.Failure failed = community.failureProperty().get();
            if (failed != null) {
                retry.accept(failed.target());
            }
        });
        HBox strip = strip(Ui.icon("fth-alert-triangle", "finding-fail"), words, again, close(community::forgive));
        strip.getStyleClass().add("failed");
        Runnable show = () -> {
            CommunitySwitch.Failure now = community.failureProperty().get();
            words.setText(now == null ? "" : text("connections.failed.of", name(now.target()), now.why()));
            Ui.show(strip, now != null);
        };
        community.failureProperty().addListener(o -> show.run());
        show.run();
        return strip;
    }

    private static HBox notice(ConnectionsViewModel model) {
        Label words = words("connections-notice", "danger-words");
        words.textProperty().bind(model.noticeProperty());
        HBox strip = strip(Ui.icon("fth-alert-triangle", "finding-fail"), words);
        strip.getStyleClass().add("failed");
        Runnable show = () -> Ui.show(strip, !model.noticeProperty().get().isEmpty());
        model.noticeProperty().addListener(o -> show.run());
        show.run();
        return strip;
    }

    private static Button close(Runnable forgive) {
        return Ui.iconButton(
                "connections-forgive", Ui.icon("fth-x", "muted"), text("toast.close"), forgive, "flat", "small-target");
    }

    private static Label words(String id, String style) {
        Label words = Ui.label("", style);
        words.setId(id);
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        return words;
    }

    private static HBox strip(javafx.scene.Node... children) {
        HBox strip = Ui.row(12, children);
        strip.getStyleClass().add("opening-strip");
        return strip;
    }
}
