package dev.ratewarden.inspection;

import org.jspecify.annotations.Nullable;

/**
 * What one look at a Redis found.
 *
 * @param community null if the keyspace could not be read
 * @param problem why it could not, with the remedy; null if it could
 */
public record Inspection(
        ServerReport server,
        @Nullable CommunityReport community,
        @Nullable String problem) {}
