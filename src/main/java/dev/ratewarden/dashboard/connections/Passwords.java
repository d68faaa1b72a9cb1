package dev.ratewarden.dashboard.connections;

/**
 * What somebody typed to log in; kept in memory for as long as the connection lives. Never shows in {@link #toString}.
 *
 * @param redis empty for none
 * @param sentinel for the sentinels; empty for none
 */
public record Passwords(String redis, String sentinel) {

    public static final Passwords NONE = new Passwords("", "");

    @Override
    public String toString() {
        return "***";
    }
}
