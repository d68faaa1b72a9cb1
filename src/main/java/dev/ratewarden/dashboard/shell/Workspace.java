package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

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
import dev.ratewarden.dashboard.feed.Underway;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.overview.OverviewViewModel;
import dev.ratewarden.dashboard.overview.UsersViewModel;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.policies.PoliciesPage;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.dashboard.user.Shift;
import dev.ratewarden.dashboard.users.UsersPage;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.WeakChangeListener;
import org.jspecify.annotations.Nullable;

/**
 * One community in the window: its feed, its commands and its pages. Whoever switches to another community gets another workspace, so
 * that no selection, dialog or undo of the one reaches the other. For the FX thread.
 */
final class Workspace {

    private static final long PATIENCE_S = 2;

    private static final ObservableBooleanValue ALWAYS = new SimpleBooleanProperty(true);

    private final DashboardContext context;
    private final Window.Machinery on;
    private final Executor fx = Platform::runLater;
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
    private final CommunityIdentity identity;
    private final Navigator navigator;
    private final List<PageView> pages;
    private final OpenUserActions openUser;
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
        new IdentityFeed(poller, identity, link.actableProperty());
        detail = detail(window);
        detail.extras().forEach(poller::add);
        traffic = new TrafficHistory(context.moderation(), background, Timer.on(on.timer()), context.explainLoss());
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
                detail::knownPolicies);
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
                new HandoverViewModel(detail.shift()),
                window.stage(),
                window.toasts(),
                window.files(),
                times,
                on.clock());
        pages = Stream.concat(pages(tools).stream(), shared.stream()).toList();
        openUser = new OpenUserActions(detail, dialogs, permissions.permit(Ability.ACT));
        // What the rail and the palette tell of keys is what works.
        window.shortcuts().ofCommunity(shortcuts());
        SearchView search = new SearchView(
                new PaletteViewModel(
                        new SearchViewModel(
                                context.moderation(), on.background(), fx, context.explainLoss(), navigator::openUser),
                        new PaletteViewModel.Offers(
                                pages.stream().map(PageView::page).toList(), this::offered, this::go)),
                window.shortcuts()::told);
        frame = new Frame(
                new Frame.Parts(
                        new TitleStripView(context, identity, navigator, link, bots, search),
                        new RailView(
                                navigator,
                                pages.stream()
                                        .map(page -> new RailView.Entry(page.page(), badge(page)))
                                        .toList(),
                                window.appearance(),
                                window.desk()::cheatSheet,
                                window.shortcuts()::told),
                        pages,
                        new StatusBarView(
                                link, bots, listedWords(), context.moderation().operator(), context.environment()),
                        search),
                navigator,
                link,
                window.desk()::log);
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

    private DetailViewModel detail(WindowParts window) {
        Shift shift = new Shift(
                context.moderation(),
                background,
                window.toasts(),
                permissions.permit(Ability.HAND_OVER),
                context.explainLoss());
        return new DetailViewModel(commands, on.clock(), shift);
    }

    /** Those of a community, in the order of the rail. */
    private List<PageView> pages(PageTools tools) {
        ActivityPage activity = new ActivityPage(
                tools,
                users.nowMsProperty()::get,
                window.notices(),
                window.settings().notificationsProperty(),
                window.settings().quiet());
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

    CommunityIdentity identity() {
        return identity;
    }

    Navigator navigator() {
        return navigator;
    }

    private List<Shortcut> shortcuts() {
        Stream<Shortcut> go = pages.stream()
                .map(page -> new Shortcut(
                        "page." + page.page().word(),
                        Shortcut.Group.GO,
                        text("page." + page.page().word()),
                        false,
                        List.of("Shortcut+" + (page.page().ordinal() + 1)),
                        () -> go(page.page())));
        return Stream.concat(
                        go,
                        Stream.of(
                                key("search", Shortcut.Group.GO, "Shortcut+K", this::search),
                                key("reset", Shortcut.Group.USER, "Shortcut+R", () -> press("reset-button")),
                                key("ban", Shortcut.Group.USER, "Shortcut+B", this::banOrUnban),
                                key("history", Shortcut.Group.USER, "Shortcut+H", () -> press("history-button")),
                                key("refresh", Shortcut.Group.WINDOW, "F5", poller::refresh),
                                key("pause", Shortcut.Group.WINDOW, "Shortcut+P", link::togglePause)))
                .toList();
    }

    private static Shortcut key(String id, Shortcut.Group group, String keys, Runnable run) {
        return new Shortcut(id, group, text("keys." + id), false, List.of(keys), run);
    }

    private void search() {
        frame.search().focus();
    }

    private void press(String id) {
        frame.press(id).run();
    }

    private void go(Page page) {
        navigator.open(page);
        frame.focusPage(page);
    }

    /** What the palette offers beside users and pages: what the open user needs first. */
    private List<PaletteAction> offered() {
        boolean paused = link.pausedProperty().get();
        Stream<PaletteAction> reading = Stream.of(
                new PaletteAction("refresh", text("keys.refresh"), ALWAYS, poller::refresh),
                new PaletteAction(
                        "pause", text(paused ? "palette.resume" : "palette.pause"), ALWAYS, link::togglePause));
        Stream<PaletteAction> ofPages = pages.stream().flatMap(page -> page.actions().stream());
        return Stream.of(openUser.now().stream(), ofPages, reading, new WindowActions(window).palette().stream())
                .flatMap(each -> each)
                .toList();
    }

    private ObservableStringValue badge(PageView page) {
        return page.page() == Page.USERS && page.badge() == PageView.NO_BADGE
                ? Bindings.createStringBinding(this::tracked, overview.latestProperty())
                : page.badge();
    }

    private String tracked() {
        Statistics now = statistics();
        return now == null ? "" : Figures.count(now.usersTracked());
    }

    private void accept(FeedState state) {
        if (closed) {
            return;
        }
        link.accept(state);
        Reading reading = state.reading();
        if (reading != null) {
            overview.accept(reading);
            bots.accept(reading.snapshot());
            reading.extras().forEach(Background::guarded);
        }
        if (link.actableProperty().get()) {
            rights.ask();
        }
    }

    private void ask() {
        poller.request(new Request(
                users.filterProperty().get(), detail.openIdProperty().get()));
    }

    private void banOrUnban() {
        UserDetail open = detail.detailProperty().get();
        press(open != null && open.summary().ban() != null ? "unban-button" : "ban-button");
    }

    private StringBinding listedWords() {
        Observable[] causes = Stream.concat(
                        Stream.of(overview.latestProperty(), navigator.pageProperty()),
                        pages.stream().map(PageView::listed).filter(Objects::nonNull))
                .toArray(Observable[]::new);
        return Bindings.createStringBinding(this::listed, causes);
    }

    /** How many the page in sight lists. */
    private String listed() {
        Statistics now = statistics();
        if (now == null) {
            return "";
        }
        String tracked = Figures.count(now.usersTracked());
        return pages.stream()
                .filter(page -> page.page() == navigator.pageProperty().get())
                .map(PageView::listed)
                .filter(Objects::nonNull)
                .findFirst()
                .map(rows -> text("status.listed", Figures.count(rows.size()), tracked))
                .orElse("");
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
