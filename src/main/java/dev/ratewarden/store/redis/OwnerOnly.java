package dev.ratewarden.store.redis;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that their owner alone may open, where the file system knows that. */
final class OwnerOnly {

    private static final Set<PosixFilePermission> OTHERS_READ =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private OwnerOnly() {}

    /** For a file that is made. */
    static FileAttribute<?>[] file() {
        return attributes("rw-------");
    }

    /** For a directory that is made. */
    static FileAttribute<?>[] directory() {
        return attributes("rwx------");
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** Makes it, empty, unless it is there. */
    static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, file());
        }
    }

    /** False where nobody knows. */
    static boolean othersMayRead(Path file) {
        try {
            return posix() && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS_READ::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
