package dev.ratewarden.dashboard.settings;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Copy;
import dev.ratewarden.dashboard.parts.Ui;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** Which Ratewarden this is, on what it runs, and what it is made of. */
public final class AboutDialog extends VBox {

    private static final double WIDTH = 480;

    private final Button close;

    public AboutDialog(AboutFacts facts, Runnable onClose) {
        super(16);
        setId("about-dialog");
        getStyleClass().add("dialog");
        setAccessibleRole(AccessibleRole.DIALOG);
        setAccessibleText(text("about.title"));
        setMinWidth(WIDTH);
        setMaxSize(WIDTH, USE_PREF_SIZE);
        Map<String, String> rows = rows(facts);
        GridPane grid = new GridPane(16, 8);
        rows.forEach((name, value) -> grid.addRow(grid.getRowCount(), name(name), value(name, value)));
        Label copied = Ui.label("", "muted", "small");
        copied.setId("about-copied");
        Button copy = Ui.button("about-copy", text("about.copy"), () -> {
            Copy.words(words(rows));
            copied.setText(text("about.copied"));
        });
        close = Ui.button("about-close", text("keys.done"), onClose, "primary");
        Label purpose = Ui.label(text("about.purpose"), "muted");
        purpose.setWrapText(true);
        purpose.setMinHeight(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        Ui.column(4, Ui.label(text("app.name"), "name"), purpose),
                        grid,
                        Ui.row(8, copy, copied, Ui.spring(), close));
    }

    /** What gets the focus. */
    public Node first() {
        return close;
    }

    private static Map<String, String> rows(AboutFacts facts) {
        Path settings = facts.settings();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("version", facts.version());
        rows.put("licence", text("about.licence.words"));
        rows.put("libraries", text("about.libraries.words"));
        rows.put("settings", settings == null ? text("settings.file.none") : settings.toString());
        rows.put("java", facts.java());
        rows.put("system", facts.system());
        return rows;
    }

    private static String words(Map<String, String> rows) {
        return text("app.name") + "\n"
                + rows.entrySet().stream()
                        .map(row -> text("about." + row.getKey()) + ": " + row.getValue())
                        .collect(Collectors.joining("\n"));
    }

    private static Label name(String name) {
        Label label = Ui.label(text("about." + name), "muted");
        label.setMinWidth(USE_PREF_SIZE);
        GridPane.setValignment(label, VPos.TOP);
        return label;
    }

    private static Label value(String name, String words) {
        Label label = Ui.label(words);
        label.setId("about-" + name);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
