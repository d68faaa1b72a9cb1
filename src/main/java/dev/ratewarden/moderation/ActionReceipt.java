package dev.ratewarden.moderation;

/**
 * Proof that an action was done.
 *
 * @param entry its entry in the audit trail
 * @param after the user after it
 */
public record ActionReceipt(AuditEntry entry, UserSummary after) {}
