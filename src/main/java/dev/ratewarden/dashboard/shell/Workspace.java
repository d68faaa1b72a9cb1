package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.act.ActionDialogs;
import dev.ratewarden.dashboard.act.Command;
import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.activity.ActivityPage;
import dev.ratewarden.dashboard.charts.TrafficHistory;
import dev.ratewarden.dashboard.charts.TrafficViewModel;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.FeedState;
import dev.ratewarden.dashboard.feed.LatestValue;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.feed.Request;
import dev.ratewarden.dashboard.feed.Timer;
import dev.ratewarden.dashboard.feed.Turns;
import dev.ratewarden.dashboard.feed.Underway;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.overview.OverviewViewModel;
import dev.ratewarden.dashboard.overview.UsersViewModel;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.policies.PoliciesPage;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.dashboard.users.UsersPage;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import org.jspecify.annotations.Nullable;

/**
 * One community in the window: its feed, its commands and its pages. Whoever switches to another community gets another workspace, so
 * that no selection, dialog or undo of the one reaches the other. For the FX thread.
 */
final class Workspace {

    private static final long PATIENCE_S = 2;

    private final DashboardContext context;
    private final Window.Machinery on;
    private final Executor fx = Platform::runLater;
    private final Turns turns = new Turns(fx);
    /** The number of the reading whose extras were taken. */
    private long taken;

    private final Underway work;
    private final Background background;
    private final Commands commands;
    private final UsersViewModel users;
    private final DetailViewModel detail;
    private final OverviewViewModel overview;
    private final Poller poller;
    private final LinkViewModel link;
    private final BotsViewModel bots;
    private final Permissions permissions;
    private final RightsFeed rights;
    private final TrafficHistory traffic;
    private final EmptiedViewModel emptied = new EmptiedViewModel();
    private final CommunityIdentity identity;
    private final Navigator navigator;
    private final List<PageView> pages;
    private final WindowParts window;
    private final Frame frame;
    private final Feedback feedback;
    /** Held here, so that a window that outlives this community does not hold it. */
    private final ChangeListener<Long> interval;

    private boolean closed;

    /** @param shared pages that belong to the window, not to a community */
    Workspace(DashboardContext context, Page first, WindowParts window, List<PageView> shared, Window.Machinery on) {
        this.context = context;
        this.window = window;
        this.on = on;
        work = new Underway(on.background());
        Times times = new Times(context.zone());
        background = new Background(work, fx);
        commands = new Commands(context.moderation(), work, fx, context.explainLoss());
        users = new UsersViewModel(commands, on.clock());
        LatestValue<FeedState> door = new LatestValue<>(fx, this::accept);
        poller = new Poller(
                context.moderation(),
                context.explainLoss(),
                new Request(users.filterProperty().get(), null),
                window.settings().pollIntervalProperty().get(),
                new Poller.Machinery(on.clock(), Timer.on(on.timer()), on.background(), on.backoff()),
                door::publish);
        link = new LinkViewModel(poller, on.clock());
        interval = (o, before, now) -> link.interval(now);
        bots = new BotsViewModel(times, window.toasts()::news);
        permissions = new Permissions(context.readOnly(), link.actableProperty());
        rights = new RightsFeed(context.office(), background, permissions, link.actableProperty());
        identity = new CommunityIdentity(context);
        IdentityFeed identityFeed = new IdentityFeed(poller, identity, link.actableProperty());
        detail = detail(window);
        detail.extras().forEach(poller::add);
        traffic = new TrafficHistory(context.moderation(), background, Timer.on(on.timer()), context.explainLoss());
        emptied.onEmptied(identityFeed::askAgain);
        emptied.onEmptied(traffic::forget);
        emptied.onEmptied(window.toasts()::clear);
        overview =
                new OverviewViewModel(users, detail, new TrafficViewModel(traffic, context.moderation(), background));
        navigator = new Navigator(first, detail::open);
        ActionDialogs dialogs = new ActionDialogs(
                commands,
                window.stage(),
                identity.nameProperty()::get,
                times,
                detail.detailProperty(),
                permissions.permit(Ability.ACT),
                detail::knownPolicies,
                detail::beganMs);
        PageTools tools = new PageTools(
                context,
                identity,
                poller,
                background,
                commands,
                dialogs,
                detail,
                permissions,
                link,
                navigator,
                traffic,
                detail.handover(),
                window.stage(),
                window.toasts(),
                window.files(),
                times,
                on.clock());
        pages = Stream.concat(pages(tools).stream(), shared.stream()).toList();
        PageCounts counts = new PageCounts(pages, navigator, overview.latestProperty());
        WorkspaceActions actions = new WorkspaceActions(
                pages,
                navigator,
                poller,
                link,
                detail,
                new OpenUserActions(detail, dialogs, permissions.permit(Ability.ACT)),
                window);
        // What the rail and the palette tell of keys is what works.
        window.shortcuts().ofCommunity(actions.shortcuts());
        SearchView search = new SearchView(
                new PaletteViewModel(
                        new SearchViewModel(
                                context.moderation(),
                                on.background(),
                                fx,
                                context.explainLoss(),
                                this::listed,
                                navigator::openUser),
                        new PaletteViewModel.Offers(
                                pages.stream().map(PageView::page).toList(), actions::offered, actions::go)),
                window.shortcuts()::told);
        frame = new Frame(
                new Frame.Parts(
                        new TitleStripView(context, identity, navigator, link, bots, search),
                        new RailView(
                                navigator,
                                pages.stream()
                                        .map(page -> new RailView.Entry(page.page(), counts.badge(page)))
                                        .toList(),
                                window.appearance(),
                                window.desk()::cheatSheet,
                                window.shortcuts()::told),
                        pages,
                        new StatusBarView(
                                link,
                                bots,
                                counts.listed(),
                                context.moderation().operator(),
                                context.environment()),
                        search),
                navigator,
                link,
                new LostBanner(link, window.desk()::log, window.login()),
                new EmptiedBanner(emptied, times));
        actions.in(frame);
        feedback = new Feedback(commands, window.toasts(), times);
        commands.listen(feedback);
        users.filterProperty().addListener((o, before, now) -> ask());
        detail.openIdProperty().addListener((o, before, now) -> ask());
        commands.listen(new ReadAfter());
        window.settings().pollIntervalProperty().addListener(new WeakChangeListener<>(interval));
        navigator
                .pageProperty()
                .addListener(
                        (o, before, now) -> window.settings().pageProperty().set(now));
    }

    private List<UserSummary> listed() {
        Reading shown = overview.latestProperty().get();
        return shown == null ? List.of() : shown.snapshot().users().users();
    }

    private DetailViewModel detail(WindowParts window) {
        HandoverViewModel handover = new HandoverViewModel(
                context.moderation(),
                background,
                window.toasts(),
                permissions.permit(Ability.HAND_OVER),
                context.explainLoss());
        return new DetailViewModel(commands, on.clock(), handover);
    }

    /** Those of a community, in the order of the rail. */
    private List<PageView> pages(PageTools tools) {
        ActivityPage activity = new ActivityPage(
                tools,
                users.nowMsProperty()::get,
                window.notices(),
                window.settings().notificationsProperty(),
                window.settings().quiet());
        emptied.onEmptied(activity::forget);
        return List.of(
                new OverviewPage(tools, overview, activity::show),
                new UsersPage(tools),
                activity,
                new PoliciesPage(tools));
    }

    Frame frame() {
        return frame;
    }

    /** Begins to read. */
    void start() {
        poller.refresh();
        rights.ask();
    }

    /** Lets words that count on count on. */
    void tick() {
        link.tick();
    }

    void hidden(boolean now) {
        poller.hidden(now);
    }

    /**
     * Nothing that was open of it can act any more. What was confirmed goes on to its end, and is still told.
     *
     * @return when its connection is closed, which waits a while for what runs
     */
    CompletableFuture<?> leave() {
        closed = true;
        turns.clear();
        background.close();
        commands.close(feedback.afterwards(identity.nameProperty().get()));
        frame.leave(navigator.pageProperty().get());
        traffic.close();
        poller.close();
        return work.ended()
                .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                .whenCompleteAsync((all, late) -> context.office().close(), on.background());
    }

    /** The figures on show; null if none were read. */
    @Nullable
    Statistics statistics() {
        Reading shown = overview.latestProperty().get();
        return shown == null ? null : shown.snapshot().statistics();
    }

    /** Whether something that a page shows is still to come. */
    boolean isReading() {
        TrafficHistory.Progress progress = traffic.progressProperty().get();
        return turns.isWaiting() || (!progress.isDone() && progress.failure() == null);
    }

    LinkViewModel link() {
        return link;
    }

    CommunityIdentity identity() {
        return identity;
    }

    Navigator navigator() {
        return navigator;
    }

    private void accept(FeedState state) {
        if (closed) {
            return;
        }
        link.accept(state);
        Reading reading = state.reading();
        if (reading != null) {
            emptied.accept(reading.snapshot());
            overview.accept(reading);
            bots.accept(reading.snapshot());
            if (reading.sequence() != taken) {
                // The link may change without another reading.
                taken = reading.sequence();
                turns.take(reading.extras());
            }
        }
        if (link.actableProperty().get()) {
            rights.ask();
        }
    }

    private void ask() {
        poller.request(new Request(
                users.filterProperty().get(), detail.openIdProperty().get()));
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
