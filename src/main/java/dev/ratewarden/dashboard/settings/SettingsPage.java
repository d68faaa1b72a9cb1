package dev.ratewarden.dashboard.settings;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.shell.PageView;
import javafx.scene.Node;

/** The page of what a person wants of the window. One for each window, whichever community it shows. */
public final class SettingsPage implements PageView {

    private final SettingsView view;

    public SettingsPage(WindowSettings settings, AboutFacts facts, Desk desk) {
        view = new SettingsView(settings, facts, desk);
    }

    @Override
    public Page page() {
        return Page.SETTINGS;
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public Node first() {
        return view.first();
    }
}
