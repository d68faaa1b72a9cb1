package dev.ratewarden.dashboard.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.ratewarden.dashboard.DashboardOptions.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.Scene;
import javafx.util.Subscription;

/** Light or dark, for the whole window, and how large what pops up over it is. For the FX thread. */
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
    private final ObjectProperty<Theme> theme;
    private final ObservableDoubleValue zoom;
    private final Subscription system;

    /**
     * @param theme what is wanted; followed
     * @param zoom 1 for 100 %; followed
     */
    public Appearance(Scene scene, ObjectProperty<Theme> theme, ObservableDoubleValue zoom) {
        this.scene = scene;
        this.theme = theme;
        this.zoom = zoom;
        system = Platform.getPreferences().colorSchemeProperty().subscribe((before, now) -> {
            if (theme.get() == Theme.SYSTEM) {
                apply();
            }
        });
        theme.addListener((o, before, now) -> apply());
        zoom.addListener((o, before, now) -> sheets());
        apply();
    }

    /** Follows the system no more, which outlives every window. */
    public void close() {
        system.unsubscribe();
    }

    public ReadOnlyBooleanProperty darkProperty() {
        return dark.getReadOnlyProperty();
    }

    /** The other one, from now on whatever the system says. */
    public void toggle() {
        theme.set(dark.get() ? Theme.LIGHT : Theme.DARK);
    }

    private void apply() {
        boolean nowDark = switch (theme.get()) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        dark.set(nowDark);
        Application.setUserAgentStylesheet(
                nowDark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        sheets();
    }

    private void sheets() {
        // Popups inherit the scene's sheets, but not the classes of its root: so a sheet for each, and no ".dark"
        // class.
        List<String> sheets = new ArrayList<>();
        sheets.add(sheet(dark.get() ? "dark" : "light"));
        SHEETS.forEach(name -> sheets.add(sheet(name)));
        sheets.add(PopupSheet.at(zoom.get()));
        scene.getStylesheets().setAll(sheets);
    }

    /** The address of one of the window's style sheets. */
    public static String sheet(String name) {
        String path = "/dev/ratewarden/dashboard/css/" + name + ".css";
        return Objects.requireNonNull(Appearance.class.getResource(path), path).toExternalForm();
    }
}
