package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.dashboard.shell.Ability;
import dev.ratewarden.dashboard.shell.PageTools;
import dev.ratewarden.dashboard.shell.PageView;
import dev.ratewarden.dashboard.shell.PaletteAction;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;

/** What is allowed: the policies, an editor, their history, and what holds for all. */
public final class PoliciesPage implements PageView {

    private final PageTools tools;
    private final Permit permit;
    private final PolicyDesk desk;
    private final PoliciesViewModel policies;
    private final EditorViewModel editor;
    private final RulesViewModel rules;
    private final PolicyReader reader;
    private final Extra<PolicyReading> extra;
    private final PolicyDesk.Listener told = new Told();
    private final PolicyQuestions questions;
    private final PolicyTable table;
    private final EditorView editorView;
    private final HistoryView historyView;
    private final RulesView rulesView;
    private final PoliciesView view;

    public PoliciesPage(PageTools tools) {
        this.tools = tools;
        permit = tools.permissions().permit(Ability.POLICIES);
        desk = new PolicyDesk(tools.moderation(), tools.background(), tools::explain);
        policies = new PoliciesViewModel(tools.times());
        editor = new EditorViewModel(policies, desk);
        rules = new RulesViewModel(policies);
        reader = new PolicyReader(policies, desk, tools.traffic());
        questions = new PolicyQuestions(tools.stage(), desk, told, permit);
        extra = new Extra<>(
                reader::read,
                now -> reader.accept(now, tools.link().storeMs()),
                e -> policies.failed(tools.explain(e)));
        tools.poller().add(extra);
        table = new PolicyTable(policies.rows(), this::open, editor.actionProperty()::get);
        PolicyListView list = new PolicyListView(
                policies,
                table,
                new PolicyListView.Ways(this::open, this::begin, this::history, this::openRules, this::export),
                permit);
        editorView = editorView();
        historyView = new HistoryView(
                new HistoryViewModel(policies), permit, tools.times(), policies::nowMs, this::restore, this::edit);
        rulesView = new RulesView(rules, permit, this::turn, this::saveRules, this::edit);
        view = new PoliciesView(list, editorView, historyView, rulesView);
        editor.actionProperty().addListener((o, before, now) -> table.follow(now));
        policies.readingProperty().addListener((o, before, now) -> firstReading(before));
    }

    @Override
    public Page page() {
        return Page.POLICIES;
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public Node first() {
        return table;
    }

    @Override
    public List<PaletteAction> actions() {
        return List.of(
                new PaletteAction("palette-new-policy", text("policies.new"), permit.allowed(), () -> {
                    tools.navigator().open(Page.POLICIES);
                    begin("");
                }),
                new PaletteAction(
                        "palette-policy-rules",
                        text("policies.rules.open"),
                        tools.link().actableProperty(),
                        () -> {
                            tools.navigator().open(Page.POLICIES);
                            openRules();
                        }));
    }

    @Override
    public void shown(boolean now) {
        extra.want(now);
        reader.shown(now);
        if (now) {
            tools.poller().refresh();
        }
    }

    private EditorView editorView() {
        TrialView trial = new TrialView(
                editor, policies, new TrialView.Ways(this::enforceTrial, this::endTrial, this::editTrial), permit);
        EditorView.Ways ways = new EditorView.Ways(
                () -> editor.save(PolicyMode.ENFORCE, told),
                () -> editor.save(PolicyMode.SHADOW, told),
                editor::discard,
                this::remove);
        PolicyForm form = new PolicyForm(editor, new CascadeField(editor.draft.cascadesTo, this::cascadable));
        return new EditorView(
                editor,
                ways,
                permit,
                desk.busyProperty(),
                form,
                List.of(trial, new CodeView(editor, policies, this::write, permit)));
    }

    /** Shows the first policy, so that the right half is never empty without need. */
    private void firstReading(@org.jspecify.annotations.Nullable PolicyReading before) {
        if (before == null
                && editor.openedProperty().get() == EditorViewModel.Opened.NOTHING
                && !policies.rows().isEmpty()) {
            editor.open(policies.rows().getFirst().action());
        }
    }

    private List<String> cascadable() {
        String own = editor.draft.action.get();
        return Stream.concat(policies.book().policies().keySet().stream(), policies.unpoliced().stream())
                .filter(action -> !action.equals(own))
                .distinct()
                .sorted()
                .toList();
    }

    private void open(String action) {
        if (action.equals(editor.actionProperty().get())) {
            edit();
        } else {
            unlessWritten(() -> {
                editor.open(action);
                edit();
            });
        }
    }

    private void begin(String name) {
        unlessWritten(() -> {
            editor.begin(name);
            edit();
            editorView.write();
        });
    }

    /** Goes on at once where nothing would be lost. */
    private void unlessWritten(Runnable further) {
        if (editor.dirtyProperty().get()) {
            questions.leave(editor.actionProperty().get(), further);
        } else {
            further.run();
        }
    }

    private void edit() {
        view.show(editorView);
    }

    private void history() {
        view.show(historyView);
        historyView.list().requestFocus();
    }

    private void openRules() {
        view.show(rulesView);
        rulesView.first().requestFocus();
    }

    private void remove() {
        questions.remove(
                editor.actionProperty().get(), editor.enforced() != null, editor.trial() != null, editor.revision());
    }

    private void enforceTrial() {
        Policy trial = editor.trial();
        if (trial != null) {
            questions.enforceTrial(Trials.asEnforced(trial, editor.enforced()), editor.revision());
        }
    }

    private void endTrial() {
        questions.endTrial(editor.actionProperty().get(), editor.revision());
    }

    private void editTrial() {
        Policy trial = editor.trial();
        if (trial != null) {
            write(trial);
        }
    }

    private void write(Policy other) {
        editor.load(other);
        editorView.write();
    }

    private void turn() {
        questions.turn(rules.enforcement.get(), community(), policies.book().revision());
    }

    private void saveRules() {
        ScoreRules wanted = rules.stateProperty().get().wanted();
        if (wanted != null) {
            questions.rules(
                    rules.inForce(), wanted, community(), policies.book().revision());
        }
    }

    private void restore(Restorable state, String side) {
        PolicyChange change = state.change();
        if (change != null) {
            questions.restore(
                    change,
                    new PolicyDialog.Words(
                            text("policies.restore.title", subject(change), side),
                            text("policies.restore.effect", state.words(), community()),
                            text("policies.restore.confirm"),
                            "primary"),
                    text("policies.restored", subject(change), state.words()),
                    policies.book().revision());
        }
    }

    private static String subject(PolicyChange change) {
        return HistoryViewModel.subject(
                switch (change) {
                    case PolicyChange.Put put -> put.policy().key();
                    case PolicyChange.Rules rules -> "rules";
                    case PolicyChange.Enforce enforce -> "enforcement";
                    case PolicyChange.Remove remove -> remove.action();
                });
    }

    private void export() {
        PolicyBook book = policies.book();
        tools.files()
                .save(text("policies.export"), text("policies.export.file"))
                .ifPresent(file -> tools.background()
                        .run(
                                () -> PolicyExport.write(book, file),
                                count -> tools.toasts().done(text("policies.exported", count, file.getFileName())),
                                e -> tools.toasts().failed(String.valueOf(e.getMessage()))));
    }

    private String community() {
        return tools.identity().nameProperty().get();
    }

    /** After an order the picture is old, however it went. */
    private final class Told implements PolicyDesk.Listener {

        @Override
        public void done(PolicyBook book, String saidSo) {
            tools.toasts().done(saidSo);
            tools.poller().refresh();
        }

        @Override
        public void failed(String why) {
            tools.toasts().failed(why);
            tools.poller().refresh();
        }
    }
}
