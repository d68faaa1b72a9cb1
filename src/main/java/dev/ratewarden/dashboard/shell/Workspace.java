package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.act.ActionDialogs;
import dev.ratewarden.dashboard.act.Command;
import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.activity.ActivityPage;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.FeedState;
import dev.ratewarden.dashboard.feed.LatestValue;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.feed.Request;
import dev.ratewarden.dashboard.feed.Timer;
import dev.ratewarden.dashboard.overview.OverviewViewModel;
import dev.ratewarden.dashboard.overview.UsersViewModel;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/**
 * One community in the window: its feed, its commands and its pages. Whoever switches to another community gets another workspace, so
 * that no selection, dialog or undo of the one reaches the other. For the FX thread.
 */
final class Workspace implements AutoCloseable {

    private final DashboardContext context;
    private final Window.Machinery on;
    private final Executor fx = Platform::runLater;
    private final Background background;
    private final Commands commands;
    private final UsersViewModel users;
    private final DetailViewModel detail;
    private final OverviewViewModel overview;
    private final Poller poller;
    private final LinkViewModel link;
    private final BotsViewModel bots;
    private final Permissions permissions;
    private final Navigator navigator;
    private final Frame frame;

    /** @param shared pages that belong to the window, not to a community */
    Workspace(DashboardContext context, Page first, WindowParts window, List<PageView> shared, Window.Machinery on) {
        this.context = context;
        this.on = on;
        Times times = new Times(context.zone());
        background = new Background(on.background(), fx);
        commands = new Commands(context.moderation(), on.background(), fx, context.explainLoss());
        users = new UsersViewModel(commands, on.clock());
        detail = new DetailViewModel(commands, on.clock());
        overview = new OverviewViewModel(users, detail);
        LatestValue<FeedState> door = new LatestValue<>(fx, this::accept);
        poller = new Poller(
                context.moderation(),
                context.explainLoss(),
                new Request(users.filterProperty().get(), null),
                LinkViewModel.INTERVALS_MS.getFirst(),
                new Poller.Machinery(on.clock(), Timer.on(on.timer()), on.background(), on.backoff()),
                door::publish);
        link = new LinkViewModel(poller, on.clock());
        bots = new BotsViewModel(times, window.toasts()::news);
        permissions = new Permissions(context.readOnly(), link.actableProperty());
        navigator = new Navigator(first, detail::open);
        ActionDialogs dialogs = new ActionDialogs(
                commands, window.stage(), Text.visible(context.community()), times, detail.detailProperty());
        PageTools tools = new PageTools(
                context,
                poller,
                background,
                commands,
                dialogs,
                detail,
                permissions,
                link,
                navigator,
                window.stage(),
                window.toasts(),
                window.files(),
                times,
                on.clock());
        SearchView search = new SearchView(
                new SearchViewModel(context.moderation(), on.background(), fx, context.explainLoss(), detail::open));
        List<PageView> pages =
                Stream.concat(pages(tools).stream(), shared.stream()).toList();
        frame = new Frame(
                new Frame.Parts(
                        new TitleStripView(context, link, bots, search),
                        new RailView(navigator, pages, window.appearance(), window::showKeys),
                        pages,
                        new StatusBarView(
                                link, bots, listedWords(), context.moderation().operator(), context.environment()),
                        search),
                navigator,
                link);
        new Feedback(commands, window.toasts(), times);
        users.filterProperty().addListener((o, before, now) -> ask());
        detail.openIdProperty().addListener((o, before, now) -> ask());
        commands.listen(new ReadAfter());
    }

    /** Those of a community, in the order of the rail. */
    private List<PageView> pages(PageTools tools) {
        return List.of(
                new OverviewPage(tools, overview),
                new ActivityPage(tools, users.nowMsProperty()::get, new SimpleBooleanProperty(true), Set.of()));
    }

    Frame frame() {
        return frame;
    }

    /** Begins to read. */
    void start() {
        poller.refresh();
        askForRights();
    }

    /** Lets words that count on count on. */
    void tick() {
        link.tick();
    }

    void hidden(boolean now) {
        poller.hidden(now);
    }

    /** Nothing that was open of it can act any more. */
    @Override
    public void close() {
        commands.close();
        poller.close();
        on.background().execute(() -> context.office().close());
    }

    /** The figures on show; null if none were read. */
    @Nullable
    Statistics statistics() {
        Reading shown = overview.latestProperty().get();
        return shown == null ? null : shown.snapshot().statistics();
    }

    Navigator navigator() {
        return navigator;
    }

    /** What each combination of keys does. */
    Map<String, Runnable> shortcuts() {
        return Map.of(
                "Shortcut+K",
                frame.search()::focus,
                "F5",
                poller::refresh,
                "Shortcut+P",
                link::togglePause,
                "Shortcut+R",
                frame.press("reset-button"),
                "Shortcut+H",
                frame.press("history-button"),
                "Shortcut+B",
                this::banOrUnban);
    }

    private void accept(FeedState state) {
        boolean wasConnected = link.actableProperty().get();
        link.accept(state);
        Reading reading = state.reading();
        if (reading != null) {
            overview.accept(reading);
            bots.accept(reading.snapshot());
            reading.extras().forEach(Runnable::run);
        }
        if (!wasConnected && link.actableProperty().get()) {
            askForRights();
        }
    }

    /** A login may have been given others while the store was away. */
    private void askForRights() {
        background.run(context.office()::rights, permissions::accept, e -> {});
    }

    private void ask() {
        poller.request(new Request(
                users.filterProperty().get(), detail.openIdProperty().get()));
    }

    private void banOrUnban() {
        UserDetail open = detail.detailProperty().get();
        frame.press(open != null && open.summary().ban() != null ? "unban-button" : "ban-button")
                .run();
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
