package dev.ratewarden.store.redis;

/** A chain of the audit trail, or its archive, is not as it was written: unlike a full disk, somebody changed it. Never leaves this package. */
final class BrokenChainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenChainException(String message) {
        super(message);
    }
}
