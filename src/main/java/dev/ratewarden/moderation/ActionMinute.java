package dev.ratewarden.moderation;

/**
 * One action in one minute.
 *
 * @param startMs the minute's start, epoch ms, a multiple of 60,000
 * @param action its name
 * @param allowed checks allowed in it, whatever the reason
 * @param denied checks denied in it, whatever the reason
 * @param violations denials by a limit in it
 */
public record ActionMinute(long startMs, String action, long allowed, long denied, long violations) {}
