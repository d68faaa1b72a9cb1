package dev.ratewarden.dashboard.settings;

/** Opens what belongs to the window rather than to a page. For the FX thread. */
public interface Desk {

    /** The keys. */
    void cheatSheet();

    /** The tail of the log. */
    void log();

    void about();
}
