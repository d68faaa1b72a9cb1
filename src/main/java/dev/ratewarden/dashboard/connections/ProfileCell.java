package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.connections.ConnectionsViewModel.Link;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One profile: its name, where it leads, and whether the window is there. */
final class ProfileCell extends ListCell<String> {

    private final ConnectionsViewModel model;
    private final Label name = Ui.label("", "medium");
    private final Label address = Ui.label("", "muted", "small");
    private final Label marks = Ui.label("", "muted", "small");
    private final Label looking = Ui.label(text("connections.looking"), "muted", "small");
    private final Label here = Ui.label("", "small", "here");
    private final HBox row;

    ProfileCell(ConnectionsViewModel model) {
        this.model = model;
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        here.setMinWidth(USE_PREF_SIZE);
        looking.setMinWidth(USE_PREF_SIZE);
        marks.setMinWidth(USE_PREF_SIZE);
        address.setMinWidth(0);
        address.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(address, Priority.ALWAYS);
        VBox lines = Ui.column(2, Ui.row(8, name, marks), Ui.row(8, address, looking, here));
        lines.setMinWidth(0);
        HBox.setHgrow(lines, Priority.ALWAYS);
        row = Ui.row(0, lines);
        row.setMinWidth(0);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable String item, boolean empty) {
        super.updateItem(item, empty);
        ConnectionProfile profile = empty || item == null ? null : model.profile(item);
        if (profile == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        Link link = model.link(item);
        name.setText(Text.visible(profile.name()));
        address.setText(Text.visible(profile.address()));
        marks.setText(
                profile.expected() == Environment.UNSTATED
                        ? ""
                        : text("environment." + profile.expected().word()));
        Ui.show(looking, profile.readOnly());
        Ui.show(here, link != Link.NONE);
        here.setText(text(
                switch (link) {
                    case SILENT -> "connections.here.silent";
                    case OUTDATED -> "connections.here.short";
                    case NONE, HERE -> "connections.here";
                }));
        setAccessibleText(text(spoken(link), name.getText(), address.getText()));
        setGraphic(row);
    }

    private static String spoken(Link link) {
        return switch (link) {
            case NONE -> "connections.cell.spoken";
            case HERE -> "connections.cell.spoken.here";
            case SILENT -> "connections.cell.spoken.silent";
            case OUTDATED -> "connections.cell.spoken.outdated";
        };
    }
}
