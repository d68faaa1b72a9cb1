package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.act.Target;
import dev.ratewarden.dashboard.act.UndoDialog;
import dev.ratewarden.dashboard.activity.ActivityViewModel.Kind;
import dev.ratewarden.dashboard.shell.Ability;
import dev.ratewarden.dashboard.shell.Notices;
import dev.ratewarden.dashboard.shell.PageTools;
import dev.ratewarden.dashboard.shell.PageView;
import dev.ratewarden.dashboard.shell.PaletteAction;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** The page Activity: security events and the audit trail, live. For the FX thread. */
public final class ActivityPage implements PageView {

    private static final int OLDER = 2_000;

    private final PageTools tools;
    private final LongSupplier storeClock;
    private final EntryMaker maker;
    private final Alerts alerts;
    private final ActivityViewModel model;
    private final ActivityExport export;
    private final EntryTimes times;
    private final Map<Kind, EntryListView> lists = new EnumMap<>(Kind.class);
    private final ActivityView view;

    /**
     * @param storeClock the store's clock as last read, epoch ms; 0 while it is not known
     * @param notices tells of what is urgent
     * @param notifications whether somebody wants to be told of what is urgent
     * @param quiet the types of events of which they do not; may change while the page lives
     */
    public ActivityPage(
            PageTools tools,
            LongSupplier storeClock,
            Notices notices,
            ObservableBooleanValue notifications,
            Set<String> quiet) {
        this.tools = tools;
        this.storeClock = storeClock;
        maker = new EntryMaker(tools.times().zone());
        alerts = new Alerts(
                tools.clock(),
                new Alerts.Wishes(notifications, quiet),
                notice -> notices.tell(
                        notice.severity(),
                        text(
                                "activity.notice.of",
                                notice.title(),
                                tools.identity().nameProperty().get()),
                        notice.words(),
                        notice.open()),
                new Alerts.Doors(
                        tools.navigator()::openUser, () -> tools.navigator().open(Page.ACTIVITY)));
        model = new ActivityViewModel(
                listener -> new ActivityFeed(tools.poller(), maker, listener), alerts, this::nowMs, tools::explain);
        export = new ActivityExport(tools.background(), tools.toasts());
        times = new EntryTimes(tools.times());
        for (Kind kind : Kind.values()) {
            EntryColumns columns =
                    new EntryColumns(times, this::nowMs, model.list(kind)::isNamesake, tools.navigator()::openUser);
            lists.put(
                    kind,
                    new EntryListView(
                            kind, model, new EntryTable(kind, model.list(kind), columns), times, this::loadOlder));
        }
        EntryDetail detail = new EntryDetail(
                times,
                this::nowMs,
                tools.permissions().permit(Ability.ACT),
                entry -> model.list().told(entry),
                new DetailActs(),
                () -> model.list().open(null));
        view = new ActivityView(model, lists, times, detail, new ViewActs());
    }

    @Override
    public Page page() {
        return Page.ACTIVITY;
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public Node first() {
        return Objects.requireNonNull(lists.get(model.kindProperty().get())).table();
    }

    /** What was read is of a store that was emptied. */
    public void forget() {
        model.forget();
    }

    @Override
    public void shown(boolean now) {
        model.shown(now);
    }

    /** {@code 3 new}: what was CRITICAL and worse since somebody last looked; empty for none. */
    public ObservableStringValue badge() {
        return alerts.badgeProperty();
    }

    @Override
    public List<PaletteAction> actions() {
        return List.of(
                new PaletteAction("verify-audit", text("activity.palette.verify"), this::verify),
                new PaletteAction("export-activity", text("activity.palette.export"), () -> {
                    tools.navigator().open(Page.ACTIVITY);
                    save(EntryFormats::csv, ".csv");
                }));
    }

    /**
     * Opens the page with the events of some types alone.
     *
     * @param types none for all
     * @param sinceMs how far back, epoch ms on the store's clock; null for all that is kept
     */
    public void show(Set<String> types, @Nullable Long sinceMs) {
        model.kindProperty().set(Kind.EVENTS);
        model.filterProperty().set(EntryFilter.NONE.withTypes(types).withFrom(sinceMs));
        tools.navigator().open(Page.ACTIVITY);
    }

    private long nowMs() {
        long known = storeClock.getAsLong();
        return known > 0 ? known : tools.clock().millis();
    }

    private void save(Function<List<Entry>, String> format, String ending) {
        List<Entry> shown = List.copyOf(model.list().matching());
        String name = text(model.kindProperty().get() == Kind.EVENTS ? "activity.file.events" : "activity.file.audit");
        tools.files().save(text("activity.export"), name + ending).ifPresent(file -> export.save(file, shown, format));
    }

    private void verify() {
        VerifyDialog dialog = new VerifyDialog(tools.stage()::close);
        tools.stage().dialog(dialog, dialog.close);
        tools.background().run(tools.context().office()::verify, dialog::show, e -> dialog.failed(tools.explain(e)));
    }

    private void loadOlder() {
        Kind kind = model.kindProperty().get();
        EntryList list = model.list(kind);
        long oldest = list.kept().stream().mapToLong(Entry::atMs).min().orElse(nowMs());
        ActivityFeed.Question asked = model.question();
        int audit = list.kept().size() + OLDER;
        Moderation moderation = tools.moderation();
        tools.background()
                .run(
                        () -> kind == Kind.EVENTS
                                ? olderEvents(moderation, asked, oldest)
                                : maker.audit(moderation, moderation.audit(audit)),
                        found -> {
                            int before = list.kept().size();
                            list.older(found);
                            model.complete(kind, list.kept().size() - before < OLDER);
                        },
                        e -> tools.toasts().failed(text("activity.older.failed", tools.explain(e))));
    }

    /** From the oldest's own millisecond on, which may hold more than were read. */
    private List<Entry> olderEvents(Moderation moderation, ActivityFeed.Question asked, long oldest) {
        return maker.listedEvents(
                moderation,
                ActivityFeed.events(moderation, asked, oldest + 1, OLDER + 1).events());
    }

    private final class ViewActs implements ActivityView.Acts {
        @Override
        public void csv() {
            save(EntryFormats::csv, ".csv");
        }

        @Override
        public void json() {
            save(EntryFormats::json, ".json");
        }

        @Override
        public void verify() {
            ActivityPage.this.verify();
        }

        @Override
        public void older() {
            loadOlder();
        }
    }

    private final class DetailActs implements EntryDetail.Acts {
        @Override
        public void user(String id) {
            tools.navigator().openUser(id);
        }

        @Override
        public void undo(Entry entry) {
            AuditEntry audit = entry.audit();
            if (audit != null && audit.userId() != null) {
                UndoDialog.ask(
                        audit,
                        new Target(audit.userId(), entry.user(), 0),
                        entry.toldApart(),
                        tools.permissions().permit(Ability.ACT),
                        tools.stage(),
                        tools.commands());
            }
        }

        @Override
        public void trail(String auditId) {
            model.kindProperty().set(Kind.AUDIT);
            EntryList audit = model.list(Kind.AUDIT);
            audit.kept().stream()
                    .filter(entry -> entry.key().equals(auditId))
                    .findFirst()
                    .ifPresentOrElse(
                            audit::open,
                            () -> tools.toasts().news(text("activity.trail.older", Text.visible(auditId))));
        }

        @Override
        public void policies() {
            tools.navigator().open(Page.POLICIES);
        }

        @Override
        public String whyNot(AuditEntry entry) {
            List<AuditEntry> known = model.list(Kind.AUDIT).kept().stream()
                    .map(Entry::audit)
                    .filter(Objects::nonNull)
                    .toList();
            return UndoRule.whyNot(entry, known, nowMs(), times);
        }
    }
}
