package dev.ratewarden.dashboard.connections;

/**
 * Why a profile cannot be used.
 *
 * @param field what is wrong
 * @param words one sentence: what is wrong, and what would be right
 */
public record ProfileProblem(ProfileField field, String words) {}
