package dev.ratewarden.simulation;

import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param id a snowflake or a short number
 * @param name display name; null for one that the bot never learnt
 */
record Identity(String id, @Nullable String name) {}
