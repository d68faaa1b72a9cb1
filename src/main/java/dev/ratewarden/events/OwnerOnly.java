package dev.ratewarden.events;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Creates directories and files that only their owner can read, where the file system knows such rights. What is there stays as it is. */
public final class OwnerOnly {

    private static final FileAttribute<?> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> OTHERS_READ =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private OwnerOnly() {}

    public static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, where(directory, DIRECTORY));
    }

    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), where(file, FILE));
    }

    /** Makes it, empty, unless it is there. */
    public static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, where(file, FILE));
        }
    }

    /** False where nobody knows. */
    public static boolean othersMayRead(Path file) {
        try {
            return isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS_READ::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static FileAttribute<?>[] where(Path path, FileAttribute<?> rights) {
        return isPosix(path) ? new FileAttribute<?>[] {rights} : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
