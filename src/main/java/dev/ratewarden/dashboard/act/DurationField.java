package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.InvalidRequestException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** How long: picked or written. What is wrong with it is said below. */
public final class DurationField extends VBox {

    private static final List<String> PRESETS = List.of("1h", "24h", "7d", "30d", "");

    private final TextField entry = new TextField();
    private final Label problem = Ui.label("", "danger-words", "small");
    private final Consumer<Duration> check;
    private Runnable changed = () -> {};
    private Runnable entered = () -> {};

    /**
     * @param first the preset that is chosen at first
     * @param check throws {@link InvalidRequestException} for a duration that would be refused
     */
    public DurationField(String label, String first, Consumer<Duration> check) {
        super(4);
        this.check = check;
        entry.setText(written(first));
        entry.setId("dialog-duration");
        entry.setAccessibleText(label);
        entry.setPrefColumnCount(7);
        HBox.setHgrow(entry, Priority.ALWAYS);
        problem.setId("dialog-problem");
        problem.setWrapText(true);
        problem.setMinHeight(USE_PREF_SIZE);
        Segments<String> presets = new Segments<>("dialog-preset", PRESETS, DurationField::words);
        presets.getStyleClass().add("tall");
        presets.valueProperty().set(first);
        presets.valueProperty().addListener((o, before, now) -> {
            if (now != null && !now.equals(preset())) {
                entry.setText(written(now));
            }
        });
        Label above = Ui.label(label, "small", "medium");
        above.setLabelFor(entry);
        getChildren().addAll(above, Ui.row(8, presets, entry), problem);
        entry.textProperty().addListener((o, before, now) -> {
            presets.valueProperty().set(preset());
            show();
        });
        entry.setOnAction(e -> entered.run());
        show();
    }

    /** @param action whenever another duration stands in it, or none that is one */
    public void onChange(Runnable action) {
        changed = action;
    }

    /** @param action when Enter is pressed in it */
    public void onEnter(Runnable action) {
        entered = action;
    }

    public boolean isValid() {
        return !problem.isVisible();
    }

    /**
     * Null for good.
     *
     * @throws InvalidRequestException if what stands in it is no duration, or too long
     */
    public @Nullable Duration duration() {
        String typed = entry.getText().strip();
        if (typed.equalsIgnoreCase(written(""))) {
            return null;
        }
        if (typed.isEmpty()) {
            throw new InvalidRequestException(text("dialog.duration.empty", written("")));
        }
        Duration duration = Durations.parse(typed);
        try {
            // Says now, not after the press, that it would be refused.
            check.accept(duration);
        } catch (InvalidRequestException e) {
            // Its words are for code and commands.
            throw new InvalidRequestException(text("dialog.duration.long", written("")));
        }
        return duration;
    }

    /** How a preset stands in the field. */
    private static String written(String preset) {
        return preset.isEmpty() ? text("dialog.ban.good") : preset;
    }

    /** The preset that stands in the field; null if none does. */
    private @Nullable String preset() {
        String typed = entry.getText().strip();
        return PRESETS.stream()
                .filter(preset -> typed.equalsIgnoreCase(written(preset)))
                .findFirst()
                .orElse(null);
    }

    /** {@code for 24 hours}, {@code for 7 days}, {@code for good}; two units where one does not do. */
    public static String spelled(@Nullable Duration duration) {
        return duration == null ? text("dialog.ban.forGood") : text("dialog.ban.for", units(duration));
    }

    /** {@code 24 h}; a preset without a length is for good. */
    static String words(String preset) {
        return preset.isEmpty() ? text("dialog.ban.good") : preset.replaceAll("([0-9]+)", "$1 ");
    }

    private void show() {
        String wrong = "";
        try {
            duration();
        } catch (InvalidRequestException e) {
            wrong = String.valueOf(e.getMessage());
        }
        problem.setText(wrong);
        Ui.show(problem, !wrong.isEmpty());
        entry.getStyleClass().remove("wrong");
        if (!wrong.isEmpty()) {
            entry.getStyleClass().add("wrong");
        }
        changed.run();
    }

    private static String units(Duration duration) {
        long hours = duration.toHours();
        if (hours == 0 || !duration.equals(Duration.ofHours(hours))) {
            return Durations.words(duration.toMillis());
        }
        if (hours >= 48 && hours % 24 == 0) {
            return text("dialog.ban.days", hours / 24);
        }
        return hours == 1 ? text("dialog.ban.hour") : text("dialog.ban.hours", hours);
    }
}
