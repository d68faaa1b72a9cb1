package dev.ratewarden.dashboard.shell;

import java.nio.file.Path;
import java.util.Optional;

/** Asks people for files. For the FX thread; returns when they have chosen. */
public interface FileDialogs {

    /** @param name suggested, with its ending */
    Optional<Path> save(String title, String name);

    /** @param endings such as {@code *.rwprofile} */
    Optional<Path> open(String title, String... endings);
}
