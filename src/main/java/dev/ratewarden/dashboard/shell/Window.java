package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Connector;
import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.connections.CommunitySwitch;
import dev.ratewarden.dashboard.connections.ConnectionsPage;
import dev.ratewarden.dashboard.connections.ConnectionsViewModel;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.feed.Timer;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.settings.AboutFacts;
import dev.ratewarden.dashboard.settings.Settings;
import dev.ratewarden.dashboard.settings.SettingsPage;
import dev.ratewarden.dashboard.settings.WindowSettings;
import dev.ratewarden.dashboard.theme.Appearance;
import dev.ratewarden.dashboard.theme.ZoomPane;
import dev.ratewarden.moderation.Statistics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** A window that shows one community at a time, and can be turned to another. For the FX thread. */
public final class Window implements AutoCloseable {

    /** What a window runs on. */
    public record Machinery(
            InstantSource clock, ScheduledExecutorService timer, Executor background, Backoff backoff) {}

    private static final double PERCENT = 100;

    /** A timeline would make JavaFX draw sixty times a second, whether or not there is anything new. */
    private static final long TICK_MS = 1_000;

    private final Stage stage;
    private final DashboardHost host;
    private final Page first;
    private final @Nullable Path profile;
    private final WindowSettings settings;
    private final SettingsPage settingsPage;
    private final Machinery on;
    private final Background background;
    private final WindowParts parts;
    private final ShellView shell;
    private final Scene scene;
    private Future<?> ticking = CompletableFuture.completedFuture(null);
    private final CommunitySwitch community;
    private final ConnectionsPage connections;
    private final LobbyViewModel lobby;
    private final Subscription ofStage;
    private @Nullable Workspace workspace;
    private boolean entered;
    private CompletableFuture<?> left = CompletableFuture.completedFuture("nothing yet");
    /** Held here, since what it listens to does not. */
    private InvalidationListener missed = o -> {};

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
        settings = new WindowSettings(stored, options, keep);
        profile = options.profile();
        first = options.page() == null ? stored.page() : options.page();
        ModalLayer modal = new ModalLayer();
        Toasts toasts = new Toasts();
        Notices notices = new Notices();
        shell = new ShellView(toasts, notices, modal);
        ZoomPane zoom = new ZoomPane(shell, shell.bandsHeight());
        shell.keepInSight(zoom.hiddenProperty());
        settings.zoomProperty().addListener((o, before, now) -> zoom.zoom(now.intValue() / PERCENT));
        zoom.zoom(settings.zoomProperty().get() / PERCENT);
        scene = new Scene(zoom);
        // What a layout made dirty is laid out in the same pulse: another pulse would wait until this one has been
        // drawn.
        scene.addPostLayoutPulseListener(zoom::layout);
        AboutFacts facts = AboutFacts.of(host.version(), host.settings(), host.zone());
        WindowDesk desk = new WindowDesk(modal, toasts, files, background, host.log(), facts);
        Shortcuts shortcuts = new Shortcuts(scene, modal);
        desk.tells(shortcuts::all);
        parts = new WindowParts(
                modal,
                toasts,
                notices,
                new Appearance(scene, settings.themeProperty(), zoom.zoomProperty()),
                files,
                new Times(host.zone()),
                settings,
                shortcuts,
                desk,
                new Login());
        settingsPage = new SettingsPage(settings, facts, desk);
        shortcuts.ofWindow(new WindowActions(parts).shortcuts(() -> {
            if (workspace != null) {
                toasts.undoLatest();
            }
        }));
        community = new CommunitySwitch(
                background,
                host.connector(),
                this::enter,
                context -> on.background().execute(() -> context.office().close()));
        ConnectionsViewModel profiles =
                new ConnectionsViewModel(host.profiles(), background, Timer.on(on.timer()), community);
        connections = new ConnectionsPage(
                profiles, new ConnectionsPage.Surroundings(parts.stage(), modal::isOpen, toasts, files));
        lobby = new LobbyViewModel(profiles, connections::connect);
        lobby(new Lobby(lobby, connections));
        FirstFigures.watch(scene, () -> statistics() != null);
        ofStage = Subscription.combine(
                stage.focusedProperty().subscribe((before, now) -> notices.seen()),
                stage.iconifiedProperty().subscribe((before, now) -> {
                    if (workspace != null) {
                        workspace.hidden(now);
                    }
                }));
    }

    public Scene scene() {
        return scene;
    }

    /** The figures on show; null if none were read. */
    public @Nullable Statistics statistics() {
        return workspace == null ? null : workspace.statistics();
    }

    /** Whether something that is on show is still being read. */
    public boolean isReading() {
        return workspace != null && workspace.isReading();
    }

    /** Opens a community off the FX thread, and then shows it in place of the one that is shown. */
    public void open(Connector.Target target) {
        community.open(target);
    }

    /** No community was named to open: the file that was, else the connection that was used last, else the choice. */
    public void begin() {
        if (profile == null) {
            lobby.begin();
        } else {
            lobby.open(profile);
        }
    }

    /** Shows a community that was opened by somebody else. */
    public void enter(Connector.Target target, DashboardContext context) {
        enter(context);
        community.opened(target);
    }

    /** Shows a community in place of the one that is shown, and begins to read it. */
    public void enter(DashboardContext context) {
        Page pageToOpen = entered ? Page.OVERVIEW : first;
        entered = true;
        lobby.leave();
        leave();
        Workspace now = new Workspace(context, pageToOpen, parts, List.of(connections, settingsPage), on);
        workspace = now;
        shell.show(now.frame());
        title(now);
        now.link().moodProperty().subscribe(mood -> {
            if (now.equals(workspace)) {
                community.answers(mood != LinkViewModel.Mood.LOST);
            }
        });
        ticking = on.timer()
                .scheduleAtFixedRate(() -> background.tell(this::tick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        now.start();
    }

    /** For a profile; what was opened from elsewhere has its password there. */
    private final class Login implements WindowParts.Login {
        @Override
        public boolean isPossible() {
            return community.currentProperty().get() instanceof Connector.Target.Profile;
        }

        @Override
        public void ask() {
            if (community.currentProperty().get() instanceof Connector.Target.Profile open) {
                connections.connectAnew(open.profile());
            }
        }
    }

    private void title(Workspace of) {
        InvalidationListener words = o -> {
            if (of.equals(workspace)) {
                String name = text("app.title", of.identity().nameProperty().get());
                long missed = parts.notices().missedProperty().get();
                stage.setTitle(missed == 0 ? name : text("activity.notice.window", Figures.count(missed), name));
            }
        };
        of.identity().nameProperty().addListener(words);
        // The window outlives the community.
        parts.notices().missedProperty().addListener(new WeakInvalidationListener(words));
        missed = words;
        words.invalidated(of.identity().nameProperty());
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

    /** Completed when the connections of all communities that were left are closed; with a failure if one could not be. */
    public Future<?> left() {
        return left;
    }

    @Override
    public void close() {
        community.cancel();
        ofStage.unsubscribe();
        parts.appearance().close();
        leave();
    }

    private void leave() {
        ticking.cancel(false);
        parts.clear();
        if (workspace != null) {
            left = CompletableFuture.allOf(left, workspace.leave());
            workspace = null;
        }
    }

    private void tick() {
        if (workspace != null) {
            workspace.tick();
        }
    }
}
