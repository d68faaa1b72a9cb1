package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.Connector;
import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.theme.Appearance;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Statistics;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** A window that shows one community at a time, and can be turned to another. For the FX thread. */
public final class Window implements AutoCloseable {

    /** What a window runs on. */
    public record Machinery(
            InstantSource clock, ScheduledExecutorService timer, Executor background, Backoff backoff) {}

    /** A timeline would make JavaFX draw sixty times a second, whether or not there is anything new. */
    private static final long TICK_MS = 1_000;

    private final Stage stage;
    private final DashboardHost host;
    private final DashboardOptions options;
    private final Machinery on;
    private final Background background;
    private final WindowParts parts;
    private final ShellView shell;
    private final Scene scene;
    private @Nullable Workspace workspace;
    private Future<?> ticking = CompletableFuture.completedFuture(null);
    private int openings;

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
        shell.show(new Lobby());
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
            shell.show(lobby);
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
        Workspace entered = new Workspace(context, options.page(), parts, List.of(), on);
        workspace = entered;
        shell.show(entered.frame());
        scene.getAccelerators().clear();
        Shortcuts.install(scene, parts.modal(), entered.shortcuts());
        Shortcuts.install(scene, parts.modal(), shortcuts());
        stage.setTitle(dev.ratewarden.dashboard.Messages.text("app.title", Text.visible(context.community())));
        ticking = on.timer()
                .scheduleAtFixedRate(() -> background.tell(this::tick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        entered.start();
    }

    @Override
    public void close() {
        openings++;
        leave();
    }

    private void leave() {
        ticking.cancel(false);
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
