package dev.ratewarden.dashboard.feed;

import org.jspecify.annotations.Nullable;

/**
 * What the window shows, and so what to read.
 *
 * @param filter which users to list
 * @param openUserId whose detail is open; null for nobody
 */
public record Request(UserFilter filter, @Nullable String openUserId) {}
