package dev.ratewarden.dashboard.activity;

import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;
import org.jspecify.annotations.Nullable;

/** Tells by a popup at the window's corner; by a toast where a popup has no window to belong to. */
final class PopupPresenter implements Alerts.Presenter {

    private static final Duration SHOWN_FOR = Duration.seconds(10);
    private static final Duration LONGER = Duration.seconds(30);

    private static final int MOST = 110;

    private final Supplier<@Nullable Window> owner;
    private final Consumer<String> toast;

    /** @param owner the window; null while there is none */
    PopupPresenter(Supplier<@Nullable Window> owner, Consumer<String> toast) {
        this.owner = owner;
        this.toast = toast;
    }

    @Override
    public void show(Alerts.Notice notice) {
        Window window = owner.get();
        if (window == null || !window.isShowing() || (window instanceof Stage stage && stage.isIconified())) {
            toast.accept(notice.words());
            return;
        }
        Region mark = new Region();
        mark.getStyleClass().addAll("notice-mark", notice.severity().name().toLowerCase(Locale.ROOT));
        Notifications.create()
                .owner(window)
                .styleClass("rw-notice")
                .title(notice.title())
                .text(clipped(notice.words()))
                .graphic(mark)
                .position(Pos.BOTTOM_RIGHT)
                .hideAfter(notice.severity() == Severity.EMERGENCY ? LONGER : SHOWN_FOR)
                .onAction(e -> notice.open().run())
                .show();
    }

    private static String clipped(String words) {
        return words.length() <= MOST ? words : words.substring(0, words.offsetByCodePoints(MOST, -1)) + "…";
    }
}
