package dev.ratewarden.moderation;

import java.util.List;

/**
 * What the log of checks holds.
 *
 * @param checks newest first
 * @param unreadable how many entries were met that cannot be read, and left out
 */
public record CheckPage(List<LoggedCheck> checks, long unreadable) {

    public static final CheckPage EMPTY = new CheckPage(List.of(), 0);

    public CheckPage {
        checks = List.copyOf(checks);
    }
}
