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
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.theme.Appearance;
import dev.ratewarden.moderation.Statistics;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** A window that shows one community at a time, and can be turned to another. For the FX thread. */
public final class Window implements AutoCloseable {

    /** What a window runs on. */
    public record Machinery(
            InstantSource clock, ScheduledExecutorService timer, Executor background, Backoff backoff) {}

    private static final Duration TICK = Duration.millis(200);

    private final Stage stage;
    private final DashboardHost host;
    private final DashboardOptions options;
    private final Machinery on;
    private final Background background;
    private final WindowParts parts;
    private final ShellView shell;
    private final Scene scene;
    private final Timeline ticker;
    private final CommunitySwitch community;
    private final ConnectionsPage connections;
    private final LobbyViewModel lobby;
    private @Nullable Workspace workspace;
    private boolean entered;

    public Window(Stage stage, DashboardHost host, DashboardOptions options, FileDialogs files, Machinery on) {
        this.stage = stage;
        this.host = host;
        this.options = options;
        this.on = on;
        this.background = new Background(on.background(), Platform::runLater);
        scene = new Scene(new StackPane());
        parts = new WindowParts(
                new ModalLayer(), new Toasts(), new Appearance(scene, options.theme()), files, new Times(host.zone()));
        shell = new ShellView(parts.toasts(), parts.modal());
        scene.setRoot(shell);
        community = new CommunitySwitch(
                background,
                host.connector(),
                this::enter,
                context -> on.background().execute(() -> context.office().close()));
        ConnectionsViewModel profiles =
                new ConnectionsViewModel(host.profiles(), background, Timer.on(on.timer()), community);
        connections = new ConnectionsPage(
                profiles,
                new ConnectionsPage.Surroundings(parts.stage(), parts.modal()::isOpen, parts.toasts(), files));
        lobby = new LobbyViewModel(profiles, connections::connect);
        shell.show(new Lobby(lobby, connections));
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
        community.open(target);
    }

    /** Nothing was named to open: the connection that was used last, else the choice. */
    public void begin() {
        lobby.begin();
    }

    /** Shows a community that was opened by somebody else. */
    public void enter(Connector.Target target, DashboardContext context) {
        enter(context);
        community.opened(target);
    }

    /** Shows a community in place of the one that is shown, and begins to read it. */
    public void enter(DashboardContext context) {
        Page first = entered ? Page.OVERVIEW : options.page();
        entered = true;
        lobby.leave();
        leave();
        Workspace now = new Workspace(context, first, parts, List.of(connections), on);
        workspace = now;
        shell.show(now.frame());
        scene.getAccelerators().clear();
        Shortcuts.install(scene, parts.modal(), now.shortcuts());
        Shortcuts.install(scene, parts.modal(), shortcuts());
        title(now);
        ticker.play();
        now.start();
    }

    private void title(Workspace of) {
        InvalidationListener words = o -> {
            if (of.equals(workspace)) {
                stage.setTitle(text("app.title", of.identity().nameProperty().get()));
            }
        };
        of.identity().nameProperty().addListener(words);
        words.invalidated(of.identity().nameProperty());
    }

    @Override
    public void close() {
        community.cancel();
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

    private java.util.Map<String, Runnable> shortcuts() {
        return java.util.Map.of(
                "Shortcut+U", Shortcuts.press(scene, "toast-undo"),
                "Shortcut+T", parts.appearance()::toggle,
                "F1", parts::showKeys);
    }
}
