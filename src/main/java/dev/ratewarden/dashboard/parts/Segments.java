package dev.ratewarden.dashboard.parts;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** A choice of a few, all in sight; one is chosen, unless what holds is none of them. */
public final class Segments<T> extends HBox {

    private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");
    private static final PseudoClass LAST = PseudoClass.getPseudoClass("last");

    private final ObjectProperty<T> value;

    /**
     * @param id of the whole; its buttons are {@code id-0}, {@code id-1}, …
     * @param values the first is chosen at first
     */
    public Segments(String id, List<T> values, Function<T, String> words) {
        setId(id);
        getStyleClass().add("segments");
        setMaxHeight(USE_PREF_SIZE);
        value = new SimpleObjectProperty<>(values.getFirst());
        ToggleGroup group = new ToggleGroup();
        for (T each : values) {
            ToggleButton button = new ToggleButton(words.apply(each));
            button.setId(id + "-" + values.indexOf(each));
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setToggleGroup(group);
            button.setUserData(each);
            button.setSelected(each.equals(value.get()));
            // A second press must not leave nothing chosen.
            button.setOnAction(e -> {
                button.setSelected(true);
                value.set(each);
            });
            getChildren().add(button);
        }
        value.addListener((o, before, now) ->
                group.getToggles().forEach(toggle -> toggle.setSelected(Objects.equals(now, toggle.getUserData()))));
        getChildren().getFirst().pseudoClassStateChanged(FIRST, true);
        getChildren().getLast().pseudoClassStateChanged(LAST, true);
    }

    /** Null where it was set to that, since something else holds than any of them. */
    public ObjectProperty<T> valueProperty() {
        return value;
    }
}
