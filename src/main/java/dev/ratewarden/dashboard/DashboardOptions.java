package dev.ratewarden.dashboard;

/**
 * How to open the window.
 *
 * @param theme its colours at first
 * @param page the page at first
 */
public record DashboardOptions(Theme theme, Page page) {

    /** The Overview in the colours of the operating system. */
    public static final DashboardOptions DEFAULT = new DashboardOptions(Theme.SYSTEM, Page.OVERVIEW);

    public enum Theme {
        LIGHT,
        DARK,
        /** As the operating system. */
        SYSTEM
    }

    public enum Page {
        OVERVIEW
    }
}
