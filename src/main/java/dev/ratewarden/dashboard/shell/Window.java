package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Connector;
import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.settings.AboutFacts;
import dev.ratewarden.dashboard.settings.Settings;
import dev.ratewarden.dashboard.settings.SettingsPage;
import dev.ratewarden.dashboard.settings.WindowSettings;
import dev.ratewarden.dashboard.theme.Appearance;
import dev.ratewarden.dashboard.theme.ZoomPane;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Statistics;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** A window that shows one community at a time, and can be turned to another. For the FX thread. */
public final class Window implements AutoCloseable {

    /** What a window runs on. */
    public record Machinery(
            InstantSource clock, ScheduledExecutorService timer, Executor background, Backoff backoff) {}

    private static final double PERCENT = 100;
    private static final Duration TICK = Duration.millis(200);

    private final Stage stage;
    private final DashboardHost host;
    private final Page first;
    private final WindowSettings settings;
    private final SettingsPage settingsPage;
    private final Machinery on;
    private final Background background;
    private final WindowParts parts;
    private final ShellView shell;
    private final Scene scene;
    private final Timeline ticker;
    private @Nullable Workspace workspace;
    private int openings;

    /** A window that remembers nothing. */
    public Window(Stage stage, DashboardHost host, DashboardOptions options, FileDialogs files, Machinery on) {
        this(stage, host, options, files, on, Settings.DEFAULT, values -> {});
    }

    /**
     * @param stored what a person wanted of the last window
     * @param keep is told what to remember after each change; must not block
     */
    public Window(
            Stage stage,
            DashboardHost host,
            DashboardOptions options,
            FileDialogs files,
            Machinery on,
            Settings stored,
            Consumer<Settings> keep) {
        this.stage = stage;
        this.host = host;
        this.on = on;
        this.background = new Background(on.background(), Platform::runLater);
        settings = new WindowSettings(stored, options, Platform.getPreferences().reducedMotionProperty(), keep);
        first = options.page() == null ? stored.page() : options.page();
        ModalLayer modal = new ModalLayer();
        Toasts toasts = new Toasts();
        shell = new ShellView(toasts, modal);
        ZoomPane zoom = new ZoomPane(shell);
        settings.zoomProperty().addListener((o, before, now) -> zoom.zoom(now.intValue() / PERCENT));
        zoom.zoom(settings.zoomProperty().get() / PERCENT);
        scene = new Scene(zoom);
        AboutFacts facts = AboutFacts.of(host.version(), host.settings(), host.zone());
        WindowDesk desk = new WindowDesk(modal, toasts, files, background, host.log(), facts);
        Shortcuts shortcuts = new Shortcuts(scene, modal);
        desk.tells(shortcuts::all);
        parts = new WindowParts(
                modal,
                toasts,
                new Appearance(scene, settings.themeProperty(), zoom.zoomProperty()),
                files,
                new Times(host.zone()),
                settings,
                shortcuts,
                desk);
        settingsPage = new SettingsPage(settings, facts, desk);
        shortcuts.ofWindow(new WindowActions(parts).shortcuts(Shortcuts.press(scene, "toast-undo")));
        lobby(new Lobby());
        ticker = new Timeline(new KeyFrame(TICK, e -> tick()));
        ticker.setCycleCount(Animation.INDEFINITE);
        stage.iconifiedProperty().addListener((o, before, now) -> {
            if (workspace != null) {
                workspace.hidden(now);
            }
        });
    }

    public Scene scene() {
        return scene;
    }

    /** The figures on show; null if none were read. */
    public @Nullable Statistics statistics() {
        return workspace == null ? null : workspace.statistics();
    }

    /** Opens a community off the FX thread, and then shows it in place of the one that is shown. */
    public void open(Connector.Target target) {
        int opening = ++openings;
        Lobby lobby = new Lobby();
        if (workspace == null) {
            lobby(lobby);
        }
        background.run(
                () -> host.connector().open(target),
                context -> {
                    if (opening == openings) {
                        enter(context);
                    } else {
                        // Somebody wanted another one meanwhile.
                        on.background().execute(() -> context.office().close());
                    }
                },
                e -> lobby.failed(String.valueOf(e.getMessage())));
    }

    /** Shows a community in place of the one that is shown, and begins to read it. */
    public void enter(DashboardContext context) {
        leave();
        Workspace entered = new Workspace(context, first, parts, List.of(settingsPage), on);
        workspace = entered;
        shell.show(entered.frame());
        stage.setTitle(text("app.title", Text.visible(context.community())));
        ticker.play();
        entered.start();
    }

    /** What holds now of what a person wants. */
    public WindowSettings settings() {
        return settings;
    }

    /** The settings must be in reach also while no community is. */
    private void lobby(Lobby shown) {
        parts.shortcuts()
                .ofCommunity(List.of(new Shortcut(
                        "page.settings",
                        Shortcut.Group.GO,
                        text("page.settings"),
                        false,
                        List.of("Shortcut+6"),
                        this::showSettings)));
        shell.show(
                shown,
                Ui.iconButton(
                        "lobby-settings",
                        Ui.icon("fth-settings"),
                        text(
                                "rail.keys",
                                text("page.settings"),
                                parts.shortcuts().told("page.settings")),
                        this::showSettings,
                        "flat"));
    }

    private void showSettings() {
        SettingsDialog dialog = new SettingsDialog(settingsPage, parts.modal()::close);
        parts.modal().show(dialog, Pos.CENTER, settingsPage.first());
    }

    @Override
    public void close() {
        openings++;
        ticker.stop();
        leave();
    }

    private void leave() {
        parts.clear();
        if (workspace != null) {
            workspace.close();
            workspace = null;
        }
    }

    private void tick() {
        if (workspace != null) {
            workspace.tick();
        }
    }
}
