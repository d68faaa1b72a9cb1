package dev.ratewarden.guard;

import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.Inputs;

/**
 * What the future of a protected method fails with when the limiter said no. It is an answer rather than a fault, and a spammer may cause
 * many: it has no stack trace.
 */
public final class DeniedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Denial denial;

    public DeniedException(Denial denial) {
        super(
                "user %s was denied %s: %s"
                        .formatted(
                                Inputs.quote(denial.userId()),
                                denial.action(),
                                denial.decision().explanation()),
                null,
                false,
                false);
        this.denial = denial;
    }

    public Denial denial() {
        return denial;
    }

    public Decision decision() {
        return denial.decision();
    }
}
