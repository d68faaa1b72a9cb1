package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.moderation.UserSummary;

/** A line of the command palette. */
sealed interface PaletteRow {

    /** Names what stands below it; cannot be chosen. */
    record Heading(String words) implements PaletteRow {}

    record User(UserSummary user) implements PaletteRow {}

    record Place(Page page, String words) implements PaletteRow {}

    record Act(PaletteAction action) implements PaletteRow {}
}
