package dev.ratewarden.moderation;

/**
 * What a moderator noted about a user.
 *
 * @param text may contain line feeds
 * @param operator who wrote it
 * @param atMs when, epoch ms
 */
public record Note(String text, String operator, long atMs) {}
