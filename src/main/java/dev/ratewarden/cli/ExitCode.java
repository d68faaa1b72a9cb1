package dev.ratewarden.cli;

/** What the command's exit status says. Scripts rely on these numbers. */
public final class ExitCode {
    /** Fine, or the check was allowed. */
    public static final int OK = 0;
    /** The store is away, or refused. */
    public static final int FAILURE = 1;
    /** The command line was wrong; nothing was written. */
    public static final int USAGE = 2;
    /** The check was denied. */
    public static final int DENIED = 3;

    private ExitCode() {}
}
