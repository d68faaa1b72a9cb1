package dev.ratewarden.dashboard.settings;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Copy;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.settings.LogTail.Line;
import dev.ratewarden.limiter.Text;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.logging.Level;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The latest log records of this process, live: filtered by level and words, copied, saved. */
public final class LogDialog extends VBox {

    private static final double WIDTH = 780;
    private static final double HEIGHT = 480;

    private final LogViewModel model;
    private final ListView<Line> list = new ListView<>();
    private final TextField filter = new TextField();
    private final Label told = Ui.label("", "muted", "small");

    /** @param save writes the given text to a file that the person chooses, and says what came of it */
    public LogDialog(LogTail tail, ZoneId zone, Executor fxThread, Consumer<String> save, Runnable onClose) {
        super(12);
        setId("log-dialog");
        getStyleClass().addAll("dialog", "log-dialog");
        setAccessibleRole(AccessibleRole.DIALOG);
        setAccessibleText(text("log.title"));
        setMaxSize(WIDTH, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        model = new LogViewModel(tail, zone, fxThread);
        sceneProperty().addListener((o, before, now) -> {
            if (now == null) {
                model.close();
            }
        });
        list.setId("log-list");
        list.setAccessibleText(text("log.title"));
        list.setItems(model.lines());
        list.setCellFactory(l -> new Row());
        list.setPlaceholder(Ui.label(text("log.empty"), "muted"));
        VBox.setVgrow(list, Priority.ALWAYS);
        Label note = Ui.label(text("log.note"), "muted", "small");
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        Ui.column(4, Ui.label(text("log.title"), "name"), note),
                        filters(),
                        list,
                        buttons(save, onClose));
        list.scrollTo(Math.max(0, model.lines().size() - 1));
    }

    /** What gets the focus. */
    public Node first() {
        return filter;
    }

    private Node filters() {
        Segments<LogViewModel.Least> least = new Segments<>(
                "log-level", Arrays.asList(LogViewModel.Least.values()), each -> text("log.level." + each.word()));
        least.valueProperty().bindBidirectional(model.leastProperty());
        filter.setId("log-filter");
        filter.setPromptText(text("log.filter"));
        filter.setAccessibleText(text("log.filter"));
        filter.textProperty().bindBidirectional(model.filterProperty());
        Label count = Ui.label("", "muted", "small");
        count.setId("log-count");
        count.setMinWidth(USE_PREF_SIZE);
        count.textProperty().bind(model.countProperty());
        return Ui.row(12, least, filter, Ui.spring(), count);
    }

    private Node buttons(Consumer<String> save, Runnable onClose) {
        told.setId("log-told");
        return Ui.row(
                8,
                Ui.button("log-copy", text("log.copy"), () -> {
                    Copy.words(model.words());
                    told.setText(text("log.copied"));
                }),
                Ui.button("log-save", text("log.save"), () -> save.accept(model.words())),
                told,
                Ui.spring(),
                Ui.button("log-close", text("keys.done"), onClose, "primary"));
    }

    private final class Row extends ListCell<Line> {
        private static final List<String> LEVELS = List.of("error", "warning", "info");
        private static final double LEVEL_WIDTH = 56;
        private static final double SCROLL_BAR = 12;

        private final Label time = Ui.label("", "mono", "muted");
        private final Label level = Ui.label("", "log-level", "tiny");
        private final Label logger = Ui.label("", "medium", "small");
        private final Label words = Ui.label("", "small");
        private final VBox all = Ui.column(2, Ui.row(8, time, level, logger), words);

        Row() {
            setPrefWidth(0);
            words.setWrapText(true);
            words.setMinHeight(Region.USE_PREF_SIZE);
            time.setMinWidth(USE_PREF_SIZE);
            level.setMinWidth(LEVEL_WIDTH);
        }

        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            String severity = severity(line.level());
            level.getStyleClass().removeAll(LEVELS);
            level.getStyleClass().add(severity);
            level.setText(text("log.severity." + severity));
            time.setText(model.time(line));
            logger.setText(line.logger());
            words.setText(
                    String.join("\n", line.words().lines().map(Text::visible).toList()));
            setAccessibleText(level.getText() + ", " + logger.getText() + ", " + words.getText());
            setGraphic(all);
        }

        /** As high as the words need at the list's width: by itself a cell measures them on one line. */
        @Override
        protected double computePrefHeight(double width) {
            if (getGraphic() == null) {
                return super.computePrefHeight(width);
            }
            double room = getListView().getWidth() - snappedLeftInset() - snappedRightInset() - SCROLL_BAR;
            return snappedTopInset() + snappedBottomInset() + Math.ceil(all.prefHeight(room));
        }

        private static String severity(Level level) {
            return level.intValue() >= Level.SEVERE.intValue()
                    ? "error"
                    : level.intValue() >= Level.WARNING.intValue() ? "warning" : "info";
        }
    }
}
