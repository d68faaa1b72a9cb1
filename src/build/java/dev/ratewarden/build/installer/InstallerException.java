package dev.ratewarden.build.installer;

/** What stops the making of installers; the message says what to do. */
final class InstallerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InstallerException(String message) {
        super(message);
    }

    InstallerException(String message, Throwable cause) {
        super(message, cause);
    }
}
