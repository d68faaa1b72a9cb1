package dev.ratewarden.dashboard;

/**
 * How to open the window.
 *
 * @param theme its colours at first
 * @param page the page at first
 * @param zoomPercent how large everything is, 80 to 200; 0 for what the settings say
 */
public record DashboardOptions(Theme theme, Page page, int zoomPercent) {

    /** The Overview in the colours of the operating system. */
    public static final DashboardOptions DEFAULT = new DashboardOptions(Theme.SYSTEM, Page.OVERVIEW, 0);

    public enum Theme {
        LIGHT,
        DARK,
        /** As the operating system. */
        SYSTEM
    }
}
