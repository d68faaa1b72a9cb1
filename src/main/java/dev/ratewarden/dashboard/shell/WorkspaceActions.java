package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the keyboard and the palette can do in one community. For the FX thread. */
final class WorkspaceActions {

    private final List<PageView> pages;
    private final Navigator navigator;
    private final Poller poller;
    private final LinkViewModel link;
    private final DetailViewModel detail;
    private final OpenUserActions openUser;
    private final WindowParts window;
    private @Nullable Frame frame;

    WorkspaceActions(
            List<PageView> pages,
            Navigator navigator,
            Poller poller,
            LinkViewModel link,
            DetailViewModel detail,
            OpenUserActions openUser,
            WindowParts window) {
        this.pages = pages;
        this.navigator = navigator;
        this.poller = poller;
        this.link = link;
        this.detail = detail;
        this.openUser = openUser;
        this.window = window;
    }

    /** The frame in which buttons are pressed and pages get the focus; until then neither is. */
    void in(Frame shown) {
        frame = shown;
    }

    List<Shortcut> shortcuts() {
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
                                key(
                                        "reset",
                                        Shortcut.Group.USER,
                                        "Shortcut+R",
                                        () -> onSelected("reset", "reset-button")),
                                key("ban", Shortcut.Group.USER, "Shortcut+B", this::banOrUnban),
                                key("history", Shortcut.Group.USER, "Shortcut+H", () -> press("history-button")),
                                key("refresh", Shortcut.Group.WINDOW, "F5", poller::refresh),
                                key("pause", Shortcut.Group.WINDOW, "Shortcut+P", link::togglePause)))
                .toList();
    }

    /** What the palette offers beside users and pages: what the open user needs first. */
    List<PaletteAction> offered() {
        boolean paused = link.pausedProperty().get();
        Stream<PaletteAction> reading = Stream.of(
                new PaletteAction("refresh", text("keys.refresh"), poller::refresh),
                new PaletteAction("pause", text(paused ? "palette.resume" : "palette.pause"), link::togglePause));
        Stream<PaletteAction> ofPages = pages.stream().flatMap(page -> page.actions().stream());
        return Stream.of(openUser.now().stream(), ofPages, reading, new WindowActions(window).palette().stream())
                .flatMap(each -> each)
                .toList();
    }

    void go(Page page) {
        navigator.open(page);
        if (frame != null) {
            frame.focusPage(page);
        }
    }

    private static Shortcut key(String id, Shortcut.Group group, String keys, Runnable run) {
        return new Shortcut(id, group, text("keys." + id), false, List.of(keys), run);
    }

    private void search() {
        if (frame != null) {
            frame.search().focus();
        }
    }

    private void press(String id) {
        if (frame != null) {
            frame.press(id).run();
        }
    }

    private void banOrUnban() {
        UserDetail open = detail.detailProperty().get();
        onSelected("ban", open != null && open.summary().ban() != null ? "unban-button" : "ban-button");
    }

    /** Where several are selected, they are meant, and not the one of them who is open. */
    private void onSelected(String kind, String one) {
        if (frame != null) {
            Runnable many = frame.offered("bulk-" + kind);
            (many == null ? frame.press(one) : many).run();
        }
    }
}
