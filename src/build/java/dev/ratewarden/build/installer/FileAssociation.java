package dev.ratewarden.build.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** That a double click on a connection's file opens the window; Linux has its own file for that, see {@link LinuxTree}. */
final class FileAssociation {

    private FileAssociation() {}

    /** A file for jpackage. */
    static Path write(Os os, Packager.Job job) throws IOException {
        Path icon = job.project().resolve("assets").resolve(AppImage.icon(os));
        String text = Files.readString(job.project().resolve("installer/profile.properties"))
                // A backslash would be an escape.
                + "icon=" + icon.toString().replace('\\', '/') + "\n";
        return Files.writeString(job.work().resolve("profile.properties"), text);
    }
}
