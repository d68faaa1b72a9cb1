package dev.ratewarden.dashboard.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.ratewarden.dashboard.DashboardOptions.Theme;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Scene;

/** Light or dark, for the whole window. For the FX thread. */
public final class Appearance {

    /** In the order in which they override each other. */
    static final List<String> SHEETS = List.of(
            "base",
            "parts",
            "shell",
            "overview",
            "user",
            "act",
            "users",
            "activity",
            "policies",
            "connections",
            "settings",
            "charts",
            "handover");

    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
    private final Scene scene;
    private boolean followsSystem;

    public Appearance(Scene scene, Theme theme) {
        this.scene = scene;
        this.followsSystem = theme == Theme.SYSTEM;
        Platform.Preferences system = Platform.getPreferences();
        system.colorSchemeProperty().addListener((o, before, now) -> {
            if (followsSystem) {
                apply(now == ColorScheme.DARK);
            }
        });
        apply(followsSystem ? system.getColorScheme() == ColorScheme.DARK : theme == Theme.DARK);
    }

    public ReadOnlyBooleanProperty darkProperty() {
        return dark.getReadOnlyProperty();
    }

    /** The other one, from now on whatever the system says. */
    public void toggle() {
        followsSystem = false;
        apply(!dark.get());
    }

    private void apply(boolean nowDark) {
        dark.set(nowDark);
        Application.setUserAgentStylesheet(
                nowDark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        // Popups inherit the scene's sheets, but not the classes of its root: so a sheet for each, and no ".dark"
        // class.
        scene.getStylesheets().setAll(sheet(nowDark ? "dark" : "light"));
        SHEETS.forEach(name -> scene.getStylesheets().add(sheet(name)));
    }

    /** The address of one of the window's style sheets. */
    public static String sheet(String name) {
        String path = "/dev/ratewarden/dashboard/css/" + name + ".css";
        return Objects.requireNonNull(Appearance.class.getResource(path), path).toExternalForm();
    }
}
