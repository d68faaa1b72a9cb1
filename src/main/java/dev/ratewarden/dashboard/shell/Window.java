package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardOptions.Theme;
import dev.ratewarden.dashboard.act.ActionDialogs;
import dev.ratewarden.dashboard.act.Command;
import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.feed.FeedState;
import dev.ratewarden.dashboard.feed.LatestValue;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.feed.Request;
import dev.ratewarden.dashboard.feed.Timer;
import dev.ratewarden.dashboard.overview.OverviewView;
import dev.ratewarden.dashboard.overview.OverviewViewModel;
import dev.ratewarden.dashboard.overview.UserExport;
import dev.ratewarden.dashboard.overview.UsersViewModel;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.theme.Appearance;
import dev.ratewarden.dashboard.user.DetailView;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.dashboard.user.HistoryDrawer;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserDetail;
import java.io.File;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Puts the window together: the only class here that knows all the others. */
public final class Window implements AutoCloseable {

    /** What a window runs on. */
    public record Machinery(
            InstantSource clock, ScheduledExecutorService timer, Executor background, Backoff backoff) {}

    private static final Duration TICK = Duration.millis(200);

    private final DashboardContext context;
    private final Machinery on;
    private final Times times;
    private final Executor fx = Platform::runLater;
    private final Commands commands;
    private final UsersViewModel users;
    private final DetailViewModel detail;
    private final OverviewViewModel overview;
    private final Poller poller;
    private final LinkViewModel link;
    private final BotsViewModel bots;
    private final SearchView search;
    private final Toasts toasts = new Toasts();
    private final ModalLayer modal = new ModalLayer();
    private final Timeline ticker;
    private final Scene scene;

    public Window(Stage stage, DashboardContext context, Theme theme, Machinery on) {
        this.context = context;
        this.on = on;
        this.times = new Times(context.zone());
        Moderation moderation = context.moderation();
        commands = new Commands(moderation, on.background(), fx, context.explainLoss());
        users = new UsersViewModel(commands, on.clock());
        detail = new DetailViewModel(commands, on.clock());
        overview = new OverviewViewModel(users, detail);
        LatestValue<FeedState> door = new LatestValue<>(fx, this::accept);
        poller = new Poller(
                moderation,
                context.explainLoss(),
                new Request(users.filterProperty().get(), null),
                LinkViewModel.INTERVALS_MS.getFirst(),
                new Poller.Machinery(on.clock(), Timer.on(on.timer()), on.background(), on.backoff()),
                door::publish);
        link = new LinkViewModel(poller, on.clock());
        bots = new BotsViewModel(times, toasts::news);
        search = new SearchView(
                new SearchViewModel(moderation, on.background(), fx, context.explainLoss(), detail::open));
        scene = new Scene(new StackPane());
        Appearance appearance = new Appearance(scene, theme);
        scene.setRoot(shell(stage, appearance));
        ticker = new Timeline(new KeyFrame(TICK, e -> link.tick()));
        ticker.setCycleCount(Animation.INDEFINITE);
        wire(stage, appearance);
    }

    public Scene scene() {
        return scene;
    }

    /** The figures on show; null if none were read. */
    public @Nullable Statistics statistics() {
        Reading shown = overview.latestProperty().get();
        return shown == null ? null : shown.snapshot().statistics();
    }

    /** Begins to read. */
    public void start() {
        ticker.play();
        poller.refresh();
    }

    @Override
    public void close() {
        ticker.stop();
        poller.close();
    }

    private ShellView shell(Stage stage, Appearance appearance) {
        ActionDialogs dialogs = new ActionDialogs(
                commands, new OnTop(), Text.visible(context.community()), times, detail.detailProperty());
        UserExport export = new UserExport(users, on.background(), fx, new Saying());
        Node pane = new DetailView(detail, dialogs, times, link.actableProperty(), listed());
        var page = new OverviewView(overview, times, pane, () -> export(stage, export));
        new Feedback(commands, new Saying(), times);
        return new ShellView(
                new ShellView.Parts(
                        new TitleStripView(context, link, bots, search),
                        new RailView(appearance, this::showKeys),
                        page,
                        new StatusBarView(link, bots, listedWords(), commands.operator(), context.environment()),
                        search),
                link,
                toasts,
                modal);
    }

    private void wire(Stage stage, Appearance appearance) {
        users.filterProperty().addListener((o, before, now) -> ask());
        detail.openIdProperty().addListener((o, before, now) -> ask());
        commands.listen(new ReadAfter());
        stage.iconifiedProperty().addListener((o, before, now) -> poller.hidden(now));
        Shortcuts.install(
                scene,
                modal,
                Map.of(
                        "Shortcut+K", search::focus,
                        "F5", poller::refresh,
                        "Shortcut+P", link::togglePause,
                        "Shortcut+R", Shortcuts.press(scene, "reset-button"),
                        "Shortcut+H", Shortcuts.press(scene, "history-button"),
                        "Shortcut+B", this::banOrUnban,
                        "Shortcut+U", Shortcuts.press(scene, "toast-undo"),
                        "Shortcut+T", appearance::toggle,
                        "F1", this::showKeys));
    }

    private void accept(FeedState state) {
        link.accept(state);
        Reading reading = state.reading();
        if (reading != null) {
            overview.accept(reading);
            bots.accept(reading.snapshot());
        }
    }

    private void ask() {
        poller.request(new Request(
                users.filterProperty().get(), detail.openIdProperty().get()));
    }

    private void banOrUnban() {
        UserDetail open = detail.detailProperty().get();
        Shortcuts.press(scene, open != null && open.summary().ban() != null ? "unban-button" : "ban-button")
                .run();
    }

    private void showKeys() {
        KeysDialog keys = new KeysDialog(modal::close);
        modal.show(keys, Pos.CENTER, keys.close);
    }

    private BooleanBinding listed() {
        return Bindings.createBooleanBinding(
                () -> {
                    String open = detail.openIdProperty().get();
                    return open == null
                            || users.rows().stream().anyMatch(row -> row.id().equals(open));
                },
                detail.openIdProperty(),
                users.rows());
    }

    private StringBinding listedWords() {
        return Bindings.createStringBinding(
                () -> {
                    var tracked = overview.latestProperty().get();
                    return tracked == null
                            ? ""
                            : text(
                                    "status.listed",
                                    Figures.count(users.rows().size()),
                                    Figures.count(
                                            tracked.snapshot().statistics().usersTracked()));
                },
                overview.latestProperty(),
                users.rows());
    }

    private void export(Stage stage, UserExport export) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(text("users.export"));
        chooser.setInitialFileName(text("export.file"));
        File file = chooser.showSaveDialog(stage);
        if (file != null) {
            export.save(file.toPath());
        }
    }

    /** Dialogs and drawers come over the window. */
    private final class OnTop implements ActionDialogs.Stagehand {
        @Override
        public void dialog(Region dialog, Node first) {
            modal.show(dialog, Pos.CENTER, first);
        }

        @Override
        public void drawer(UserDetail user) {
            HistoryDrawer drawer = new HistoryDrawer(user, times, modal::close);
            modal.show(drawer, Pos.CENTER_RIGHT, drawer.list());
        }

        @Override
        public void close() {
            modal.close();
        }
    }

    /** Whatever is to be said is said in a toast. */
    private final class Saying implements Feedback.Teller, UserExport.Teller {
        @Override
        public void done(String words, @Nullable Runnable undo) {
            toasts.done(words, undo);
        }

        @Override
        public void done(String words) {
            toasts.done(words, null);
        }

        @Override
        public void failed(String words) {
            toasts.failed(words);
        }
    }

    /** After a command the picture is old, however it went. */
    private final class ReadAfter implements Commands.Listener {
        @Override
        public void started(Command command) {
            // Nothing has changed yet.
        }

        @Override
        public void done(Command command, ActionReceipt receipt) {
            poller.refresh();
        }

        @Override
        public void failed(Command command, String why) {
            poller.refresh();
        }
    }
}
