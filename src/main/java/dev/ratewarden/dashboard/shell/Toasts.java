package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Short notes over the status bar, newest below; above a notice that stands there. They wait while the pointer or the focus is on them.
 */
public final class Toasts extends VBox implements Feedback.Teller {

    private enum Kind {
        SUCCESS("fth-check"),
        FAILURE("fth-alert-triangle"),
        NEWS("fth-info");

        private final String icon;

        Kind(String icon) {
            this.icon = icon;
        }
    }

    private static final Duration SHOWN_FOR = Duration.seconds(12);
    private static final int MOST = 3;
    private static final double WORDS_WIDTH = 720;

    public Toasts() {
        super(8);
        setId("toasts");
        getStyleClass().add("toasts");
        setAlignment(Pos.BOTTOM_CENTER);
        setPickOnBounds(false);
        setMouseTransparent(false);
    }

    /** @param undo what the Undo button does; null for no button */
    @Override
    public void done(String userId, String words, @Nullable Runnable undo) {
        getChildren().stream()
                .filter(toast -> userId.equals(toast.getUserData()))
                .forEach(toast -> ((HBox) toast).getChildren().removeIf(part -> "toast-undo".equals(part.getId())));
        show(words, Kind.SUCCESS, undo).setUserData(userId);
    }

    @Override
    public void done(String words) {
        show(words, Kind.SUCCESS, null);
    }

    @Override
    public void failed(String words) {
        show(words, Kind.FAILURE, null);
    }

    /** Something that nobody here did. */
    public void news(String words) {
        show(words, Kind.NEWS, null);
    }

    /** Presses the newest Undo; where none is left, says where else an action can be taken back. */
    void undoLatest() {
        List<Node> undos = getChildren().stream()
                .map(toast -> toast.lookup("#toast-undo"))
                .filter(Objects::nonNull)
                .toList();
        if (undos.isEmpty()) {
            news(text("toast.undo.none"));
        } else {
            ((Button) undos.getLast()).fire();
        }
    }

    /** Takes all away, with their undos. */
    public void clear() {
        getChildren().clear();
    }

    private Node show(String words, Kind kind, @Nullable Runnable undo) {
        HBox toast = Ui.row(8);
        toast.getStyleClass().addAll("toast", kind.name().toLowerCase(Locale.ROOT));
        Label label = Ui.label(words, "toast-words");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.setMaxWidth(WORDS_WIDTH);
        toast.setMaxWidth(USE_PREF_SIZE);
        toast.getChildren().addAll(Ui.icon(kind.icon, "toast-icon"), label);
        Runnable close = () -> getChildren().remove(toast);
        if (undo != null) {
            Button button = Ui.button(
                    "toast-undo",
                    text("toast.undo"),
                    () -> {
                        close.run();
                        undo.run();
                    },
                    "link");
            toast.getChildren().add(button);
        }
        toast.getChildren()
                .add(Ui.iconButton(
                        "toast-close", Ui.icon("fth-x", "muted"), text("toast.close"), close, "flat", "small-target"));
        if (getChildren().size() == MOST) {
            getChildren().removeFirst();
        }
        getChildren().add(toast);
        Ui.dress(toast);
        expire(toast, close);
        return toast;
    }

    private static void expire(Node toast, Runnable close) {
        PauseTransition timer = new PauseTransition(SHOWN_FOR);
        timer.setOnFinished(e -> {
            if (toast.isHover() || toast.isFocusWithin()) {
                timer.playFromStart();
            } else {
                close.run();
            }
        });
        toast.sceneProperty().addListener((o, before, now) -> {
            if (now == null && timer.getStatus() == Animation.Status.RUNNING) {
                timer.stop();
            }
        });
        timer.play();
    }
}
