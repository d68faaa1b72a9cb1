package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The left half: the policies, what denials are counted over, what has no policy, and what holds for all. */
final class PolicyListView extends VBox {

    /** What its buttons do. */
    record Ways(Consumer<String> open, Consumer<String> begin, Runnable history, Runnable rules, Runnable export) {}

    /** More of them would push the policies out of sight. */
    private static final int MOST = 5;

    private final PoliciesViewModel model;
    private final Ways ways;
    private final VBox unpoliced = Ui.column(4);
    private final Label switchWords = Ui.label("", "small");
    private final Label rulesWords = Ui.label("", "muted", "small");
    private final FlowPane key = new FlowPane(12, 4);
    final PolicyTable table;

    PolicyListView(PoliciesViewModel model, PolicyTable table, Ways ways, Permit permit) {
        this.model = model;
        this.ways = ways;
        this.table = table;
        getStyleClass().add("card");
        setMinWidth(0);
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.SOMETIMES);
        VBox.setVgrow(table, Priority.ALWAYS);
        unpoliced.setId("policies-unpoliced");
        unpoliced.getStyleClass().add("policies-part");
        getChildren().addAll(head(permit), table, note(permit), unpoliced, gap, foot());
        model.unpoliced().addListener((ListChangeListener<String>) change -> showUnpoliced());
        model.readingProperty().addListener((o, before, now) -> showAll(now));
        showUnpoliced();
        showAll(model.readingProperty().get());
    }

    private HBox head(Permit permit) {
        Button fresh = Ui.button(
                "policies-new", text("policies.new"), () -> ways.begin().accept(""));
        fresh.disableProperty().bind(permit.allowed().not());
        Label revision = Ui.label("", "muted", "small");
        revision.setId("policies-revision");
        revision.setMinWidth(0);
        revision.textProperty().bind(model.headProperty());
        Label title = Ui.label(text("page.policies"), "heading");
        title.setMinWidth(USE_PREF_SIZE);
        VBox heading = Ui.column(2, title, revision);
        heading.setMinWidth(0);
        heading.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        HBox head = Ui.row(
                8,
                heading,
                Ui.spring(),
                Ui.button("policies-history", text("policies.history"), ways.history()),
                fresh);
        head.getStyleClass().add("card-head");
        return head;
    }

    private VBox note(Permit permit) {
        Segments<PoliciesViewModel.Span> span = new Segments<>(
                "policies-span",
                List.of(
                        PoliciesViewModel.Span.HOURS_24,
                        PoliciesViewModel.Span.MINUTES_60,
                        PoliciesViewModel.Span.MINUTES_5),
                PoliciesViewModel.Span::words);
        span.valueProperty().bindBidirectional(model.spanProperty());
        span.setAccessibleText(text("policies.span.spoken"));
        Label words = Ui.label(text("policies.denied.note"), "muted", "small");
        words.setMinWidth(0);
        Label problem = Ui.label("", "danger-words", "small");
        problem.setId("policies-problem");
        problem.setWrapText(true);
        problem.textProperty()
                .bind(Bindings.when(model.problemProperty().isNotEmpty())
                        .then(model.problemProperty())
                        .otherwise(permit.why()));
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        HBox counted = Ui.row(8, words, span);
        VBox note = Ui.column(8, counted, key, problem);
        note.getStyleClass().add("policies-part");
        return note;
    }

    private VBox foot() {
        switchWords.setId("policies-switch-words");
        rulesWords.setId("policies-rules-words");
        rulesWords.setMinWidth(0);
        HBox buttons = Ui.row(
                8,
                Ui.button("policies-rules", text("policies.rules.open"), ways.rules()),
                Ui.button("policies-export", text("policies.export"), ways.export()));
        VBox foot = Ui.column(8, Ui.column(2, switchWords, rulesWords), buttons);
        foot.getStyleClass().addAll("policies-part", "policies-foot");
        foot.setMinHeight(USE_PREF_SIZE);
        return foot;
    }

    private void showUnpoliced() {
        unpoliced.getChildren().clear();
        Ui.show(unpoliced, !model.unpoliced().isEmpty());
        if (model.unpoliced().isEmpty()) {
            return;
        }
        unpoliced.getChildren().add(Ui.label(text("policies.unpoliced"), "small", "medium"));
        for (String action : model.unpoliced().stream().limit(MOST).toList()) {
            Label name = Ui.label(action, "mono");
            name.setMinWidth(0);
            unpoliced
                    .getChildren()
                    .add(Ui.row(
                            8,
                            name,
                            Ui.spring(),
                            Ui.button(
                                    "policies-add-" + action,
                                    text("policies.add"),
                                    () -> ways.begin().accept(action),
                                    "link")));
        }
        int more = model.unpoliced().size() - MOST;
        if (more > 0) {
            unpoliced.getChildren().add(Ui.label(text("policies.unpoliced.more", more), "muted", "small"));
        }
    }

    private void showAll(@Nullable PolicyReading reading) {
        if (reading == null) {
            return;
        }
        table.read();
        switchWords.setText(text(
                "policies.switch.is", PolicyWords.enforcement(reading.book().enforcement())));
        rulesWords.setText(PolicyWords.rules(reading.book().scoreRules()));
        Set<PolicyMark> marks = EnumSet.noneOf(PolicyMark.class);
        model.rows()
                .forEach(row -> marks.addAll(PolicyMark.of(row.stateProperty().get())));
        if (key.getChildren().size() != marks.size() || !marks.equals(key.getUserData())) {
            key.setUserData(marks);
            key.getChildren().setAll(marks.stream().map(PolicyMark::labelled).toList());
        }
        Ui.show(key, !marks.isEmpty());
    }
}
