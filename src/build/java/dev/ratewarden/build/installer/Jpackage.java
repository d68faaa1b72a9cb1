package dev.ratewarden.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Packages that jpackage makes of an image, under our names for files. */
final class Jpackage {

    private Jpackage() {}

    /**
     * @param ending of the package, such as {@code .msi}
     * @param options jpackage's, for the folder into which it writes
     */
    static void make(Packager.Job job, Os os, String ending, Function<Path, List<String>> options) throws IOException {
        Path made = Folders.fresh(job.work().resolve("jpackage"));
        Tools.jdk("jpackage", options.apply(made));
        Path file = job.results().resolve(job.product().file(os, job.architecture(), ending));
        Files.copy(Folders.files(made, ending).getFirst(), file);
    }
}
