package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** Chooses the kind of entries, and the place, from those that the history names. */
final class FilterBar extends HBox {

    private final ObjectProperty<HistoryFilter> filter = new SimpleObjectProperty<>(HistoryFilter.NONE);
    private final MenuButton kinds = new MenuButton();
    private final MenuButton places = new MenuButton();
    private List<String> known = List.of();

    /** @param id begins the ids of its parts */
    FilterBar(String id) {
        super(4);
        setId(id);
        setAlignment(Pos.CENTER_RIGHT);
        kinds.setId(id + "-kind");
        places.setId(id + "-where");
        kinds.setAccessibleText(text("filter.kind"));
        places.setAccessibleText(text("filter.where"));
        for (MenuButton button : List.of(kinds, places)) {
            button.getStyleClass().addAll("flat", "small-target", "filter-menu");
            button.setMinWidth(0);
            button.setMnemonicParsing(false);
        }
        kinds.setMinWidth(USE_PREF_SIZE);
        fill(
                kinds,
                List.of(HistoryFilter.Kind.values()),
                FilterBar::words,
                kind -> filter.set(filter.get().with(kind)),
                () -> filter.get().kind());
        getChildren().addAll(places, kinds);
        show(List.of());
        filter.addListener((o, before, now) -> name());
        name();
    }

    ObjectProperty<HistoryFilter> filterProperty() {
        return filter;
    }

    /** A place that is not named any more is not chosen any more either. */
    void show(List<String> now) {
        String chosen = filter.get().where();
        if (chosen != null && !now.contains(chosen)) {
            filter.set(filter.get().in(null));
        }
        if (!known.equals(now) || places.getItems().isEmpty()) {
            known = List.copyOf(now);
            List<@Nullable String> choices = new ArrayList<>();
            choices.add(null);
            choices.addAll(now);
            fill(
                    places,
                    choices,
                    FilterBar::place,
                    place -> filter.set(filter.get().in(place)),
                    () -> filter.get().where());
        }
        dev.ratewarden.dashboard.parts.Ui.show(places, !now.isEmpty());
    }

    private void name() {
        kinds.setText(words(filter.get().kind()));
        places.setText(place(filter.get().where()));
    }

    private <T extends @Nullable Object> void fill(
            MenuButton button,
            List<T> choices,
            Function<T, String> words,
            java.util.function.Consumer<T> choose,
            java.util.function.Supplier<T> chosen) {
        ToggleGroup group = new ToggleGroup();
        List<MenuItem> items = new ArrayList<>();
        for (T choice : choices) {
            RadioMenuItem item = new RadioMenuItem(words.apply(choice));
            item.setId(button.getId() + "-" + items.size());
            item.setMnemonicParsing(false);
            item.setToggleGroup(group);
            item.setOnAction(e -> choose.accept(choice));
            items.add(item);
        }
        button.getItems().setAll(items);
        button.setOnShowing(e -> {
            for (int i = 0; i < items.size(); i++) {
                boolean now = java.util.Objects.equals(choices.get(i), chosen.get());
                ((RadioMenuItem) items.get(i)).setSelected(now);
            }
        });
    }

    private static String words(HistoryFilter.Kind kind) {
        return text("filter.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    private static String place(@Nullable String where) {
        return where == null ? text("filter.where.any") : text("history.where", Text.visible(where));
    }
}
