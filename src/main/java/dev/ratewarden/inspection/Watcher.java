package dev.ratewarden.inspection;

/**
 * Who runs the background work.
 *
 * @param untilMs when its lease ends unless it renews it, epoch ms
 */
public record Watcher(String holder, long untilMs) {}
