package dev.ratewarden.cli;

import org.jspecify.annotations.Nullable;

/**
 * A ban as it is to be imported.
 *
 * @param place where it stands, such as {@code line 7}
 * @param reason may be empty
 * @param untilMs its end, epoch ms; null for good, or with a length
 * @param lengthMs how long from now, ms; null if an end is given, or for good
 */
record BanRow(
        String place,
        String id,
        String reason,
        @Nullable Long untilMs,
        @Nullable Long lengthMs) {}
