package dev.ratewarden.inspection;

/**
 * Who runs the background work.
 *
 * @param untilMs when its lease ends unless it renews it, epoch ms
 */
public record WatchHolder(String holder, long untilMs) {}
