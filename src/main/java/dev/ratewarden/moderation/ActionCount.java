package dev.ratewarden.moderation;

/**
 * One action in figures, ever.
 *
 * @param action its name
 * @param allowed checks allowed, whatever the reason
 * @param denied checks denied, whatever the reason
 * @param violations denials by a limit
 * @param wouldDeny checks that a limit on trial would have denied
 */
public record ActionCount(String action, long allowed, long denied, long violations, long wouldDeny) {}
