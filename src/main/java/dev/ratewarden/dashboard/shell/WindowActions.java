package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.settings.Settings;
import dev.ratewarden.dashboard.settings.WindowSettings;
import java.util.List;

/** What can be done with the window itself, whatever it shows: by keys, and from the palette. For the FX thread. */
final class WindowActions {

    private final WindowParts parts;

    WindowActions(WindowParts parts) {
        this.parts = parts;
    }

    List<Shortcut> shortcuts(Runnable undo) {
        WindowSettings settings = parts.settings();
        return List.of(
                key("undo", Shortcut.Group.USER, undo, "Shortcut+U"),
                look("theme", parts.appearance()::toggle, "Shortcut+T"),
                look(
                        "zoom.in",
                        settings::zoomIn,
                        "Shortcut+Plus",
                        "Shortcut+Equals",
                        "Shortcut+Shift+Equals",
                        "Shortcut+Add"),
                look("zoom.out", settings::zoomOut, "Shortcut+Minus", "Shortcut+Subtract"),
                look("zoom.reset", settings::zoomReset, "Shortcut+0", "Shortcut+Numpad 0"),
                key("help", Shortcut.Group.WINDOW, parts.desk()::cheatSheet, "F1", "?"));
    }

    List<PaletteAction> palette() {
        WindowSettings settings = parts.settings();
        return List.of(
                new PaletteAction(
                        "theme",
                        text(parts.appearance().darkProperty().get() ? "theme.light" : "theme.dark"),
                        parts.appearance()::toggle),
                new PaletteAction(
                        "zoom.in",
                        text("keys.zoom.in"),
                        settings.zoomProperty().lessThan(Settings.ZOOMS.getLast()),
                        settings::zoomIn),
                new PaletteAction(
                        "zoom.out",
                        text("keys.zoom.out"),
                        settings.zoomProperty().greaterThan(Settings.ZOOMS.getFirst()),
                        settings::zoomOut),
                new PaletteAction(
                        "zoom.reset",
                        text("keys.zoom.reset"),
                        settings.zoomProperty().isNotEqualTo(Settings.DEFAULT.zoomPercent()),
                        settings::zoomReset),
                new PaletteAction("help", text("keys.help"), parts.desk()::cheatSheet),
                new PaletteAction("log", text("log.open"), parts.desk()::log),
                new PaletteAction("about", text("about.open"), parts.desk()::about));
    }

    private static Shortcut key(String id, Shortcut.Group group, Runnable run, String... keys) {
        return new Shortcut(id, group, text("keys." + id), false, List.of(keys), run);
    }

    /** Changes how the window looks and nothing else, so a dialog does not mind. */
    private static Shortcut look(String id, Runnable run, String... keys) {
        return new Shortcut(id, Shortcut.Group.WINDOW, text("keys." + id), true, List.of(keys), run);
    }
}
