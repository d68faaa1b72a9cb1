package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.activity.EntryFilter.Span;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What is listed. */
final class FilterBar extends FlowPane {

    /** Whoever types is done by then; each letter would ask the store. */
    private static final Duration TYPED = Duration.millis(300);

    private static final double FIELD_WIDTH = 116;

    private final ActivityViewModel model;
    private final ToggleGroup types = new ToggleGroup();

    FilterBar(ActivityViewModel model, EntryTimes times) {
        super(8, 8);
        this.model = model;
        setId("activity-filters");
        getStyleClass().add("activity-filters");
        setMinHeight(USE_PREF_SIZE);
        Segments<Span> span = new Segments<>(
                "activity-span",
                List.of(Span.ALL, Span.HOUR, Span.DAY, Span.WEEK),
                each -> text("activity.span." + each.name().toLowerCase(Locale.ROOT)));
        span.getStyleClass().add("tall");
        span.valueProperty().addListener((o, before, now) -> change(filter().withSpan(now)));
        Button clear = Ui.iconButton(
                "activity-clear",
                Ui.icon("fth-x", "muted"),
                text("activity.clear"),
                () -> change(EntryFilter.NONE),
                "flat");
        clear.disableProperty().bind(model.filterProperty().isEqualTo(EntryFilter.NONE));
        Button since = Ui.button("activity-since", "", () -> change(filter().withFrom(null)));
        since.setGraphic(Ui.icon("fth-x", "muted"));
        since.setContentDisplay(ContentDisplay.RIGHT);
        since.setMinWidth(Region.USE_PREF_SIZE);
        Ui.tip(since, text("activity.since.tip"));
        Ui.show(since, false);
        model.filterProperty().addListener((o, before, now) -> {
            Long from = now.fromMs();
            Ui.show(since, from != null);
            Ui.show(span, from == null);
            if (from == null) {
                span.valueProperty().set(now.span());
            } else {
                since.setText(text("activity.since", times.at(from, model.nowMs())));
            }
        });
        getChildren()
                .addAll(
                        severities(),
                        typeMenu(),
                        field("user", EntryFilter::user, EntryFilter::withUser),
                        field("operator", EntryFilter::operator, EntryFilter::withOperator),
                        field("where", EntryFilter::where, EntryFilter::withWhere),
                        span,
                        since,
                        clear);
    }

    private TextField field(
            String name, Function<EntryFilter, String> value, BiFunction<EntryFilter, String, EntryFilter> with) {
        TextField field = new TextField();
        field.setId("activity-" + name);
        field.setPromptText(text("activity.filter." + name));
        field.setAccessibleText(text("activity.filter." + name));
        Ui.tip(field, text("activity.filter." + name + ".tip"));
        field.setPrefWidth(FIELD_WIDTH);
        PauseTransition typed = new PauseTransition(TYPED);
        Runnable take = () -> {
            typed.stop();
            change(with.apply(filter(), field.getText()));
        };
        typed.setOnFinished(e -> take.run());
        field.setOnAction(e -> take.run());
        field.textProperty().addListener((o, before, now) -> typed.playFromStart());
        model.filterProperty().addListener((o, before, now) -> {
            if (!value.apply(now).equals(field.getText().strip())
                    && !value.apply(now).equals(value.apply(before))) {
                field.setText(value.apply(now));
                typed.stop();
            }
        });
        return field;
    }

    private MenuButton severities() {
        MenuButton button = new MenuButton(severityWords(null));
        button.setId("activity-severity");
        button.setMinWidth(Region.USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (Severity each : new @Nullable Severity[] {null, Severity.WARNING, Severity.CRITICAL, Severity.EMERGENCY}) {
            RadioMenuItem item = new RadioMenuItem(severityWords(each));
            item.setId(
                    "activity-severity-" + (each == null ? "any" : each.name().toLowerCase(Locale.ROOT)));
            item.setToggleGroup(group);
            item.setSelected(each == null);
            item.setOnAction(e -> change(filter().withLeast(each)));
            model.filterProperty().addListener((o, before, now) -> item.setSelected(now.least() == each));
            button.getItems().add(item);
        }
        model.filterProperty().addListener((o, before, now) -> button.setText(severityWords(now.least())));
        return button;
    }

    private static String severityWords(@Nullable Severity least) {
        return text("activity.least." + (least == null ? "any" : least.name().toLowerCase(Locale.ROOT)));
    }

    private MenuButton typeMenu() {
        MenuButton button = new MenuButton(TypeWords.of(Set.of()));
        button.setId("activity-type");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.getItems().addAll(typeItem(null), new SeparatorMenuItem());
        TypeWords.GROUPS.forEach((group, members) -> {
            Menu menu = new Menu(text("activity.types." + group));
            members.forEach(type -> menu.getItems().add(typeItem(type)));
            button.getItems().add(menu);
        });
        model.filterProperty().addListener((o, before, now) -> button.setText(TypeWords.of(now.types())));
        return button;
    }

    private RadioMenuItem typeItem(@Nullable String type) {
        RadioMenuItem item = new RadioMenuItem(TypeWords.of(type));
        item.setId("activity-type-" + (type == null ? "any" : type));
        item.setToggleGroup(types);
        item.setSelected(type == null);
        item.setOnAction(e -> change(filter().withType(type)));
        model.filterProperty()
                .addListener((o, before, now) ->
                        item.setSelected(now.types().equals(type == null ? Set.of() : Set.of(type))));
        return item;
    }

    private EntryFilter filter() {
        return model.filterProperty().get();
    }

    private void change(EntryFilter wanted) {
        model.filterProperty().set(wanted);
    }
}
