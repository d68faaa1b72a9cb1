package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Tips;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;

/**
 * The newest of what is urgent, in one line over the status bar, so that it covers neither rows nor buttons. Only its link opens something.
 * A notice is a part of the window: it goes with its community, is as big as everything else, and does not move. It waits while the pointer
 * or the focus is on it, and while the window is not the one in use. For the FX thread.
 */
public final class Notices extends VBox {

    private static final Duration SHOWN_FOR = Duration.seconds(12);
    private static final int MOST_WORDS = 140;

    private final ReadOnlyLongWrapper missed = new ReadOnlyLongWrapper();

    public Notices() {
        setId("notices");
        getStyleClass().add("notices");
        setAlignment(Pos.BOTTOM_LEFT);
        setPickOnBounds(false);
    }

    /** How many were told since somebody last used the window. */
    public ReadOnlyLongProperty missedProperty() {
        return missed.getReadOnlyProperty();
    }

    /** Somebody uses the window. */
    void seen() {
        missed.set(0);
    }

    /** @param open what a press on it does */
    public void tell(Severity severity, String title, String words, Runnable open) {
        HBox notice = Ui.row(8);
        notice.getStyleClass().add("window-notice");
        notice.setMinWidth(0);
        notice.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        Runnable close = () -> getChildren().remove(notice);
        Runnable follow = () -> {
            close.run();
            open.run();
        };
        Region mark = new Region();
        mark.getStyleClass().addAll("notice-mark", severity.name().toLowerCase(Locale.ROOT));
        Label head = Ui.label(title, "notice-title");
        head.setMinWidth(USE_PREF_SIZE);
        Label body = Ui.label(clipped(words), "notice-words");
        body.setMinWidth(0);
        Tips.set(body, body.getText());
        notice.getChildren()
                .addAll(
                        mark,
                        head,
                        body,
                        Ui.button("notice-open", text("activity.notice.open"), follow, "link", "small-target"),
                        Ui.iconButton(
                                "notice-close",
                                Ui.icon("fth-x", "muted"),
                                text("activity.notice.close"),
                                close,
                                "flat",
                                "small-target"));
        getChildren().setAll(notice);
        Ui.dress(notice);
        if (!isInUse()) {
            missed.set(missed.get() + 1);
        }
        expire(notice, close);
    }

    /** Takes all away, with what they open. */
    void clear() {
        getChildren().clear();
        missed.set(0);
    }

    private boolean isInUse() {
        return getScene() != null
                && getScene().getWindow() instanceof Stage stage
                && stage.isFocused()
                && !stage.isIconified();
    }

    private void expire(Node notice, Runnable close) {
        PauseTransition timer = new PauseTransition(SHOWN_FOR);
        // A timer that ran on behind other windows would keep the toolkit busy for nothing.
        ChangeListener<Boolean> back = (o, before, now) -> {
            if (now) {
                timer.playFromStart();
            }
        };
        Window window = getScene() == null ? null : getScene().getWindow();
        if (window != null) {
            window.focusedProperty().addListener(back);
        }
        timer.setOnFinished(e -> {
            if (notice.isHover() || notice.isFocusWithin()) {
                timer.playFromStart();
            } else if (isInUse()) {
                close.run();
            }
        });
        notice.sceneProperty().addListener((o, before, now) -> {
            if (now == null) {
                timer.stop();
                if (window != null) {
                    window.focusedProperty().removeListener(back);
                }
            }
        });
        timer.play();
    }

    private static String clipped(String words) {
        return words.codePointCount(0, words.length()) <= MOST_WORDS
                ? words
                : words.substring(0, words.offsetByCodePoints(0, MOST_WORDS)) + "…";
    }
}
