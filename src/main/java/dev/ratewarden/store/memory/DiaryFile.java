package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.store.FileLineLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that was opened for a {@link Diary}.
 *
 * @param file where it is
 * @param owner keeps others away, also while one file takes another's place
 * @param log takes lines; begins with a header and ends with a whole line
 * @param told what it told until now
 */
record DiaryFile(Path file, FileLineLog owner, FileLineLog log, Told told) {

    private static final Logger LOG = System.getLogger(DiaryFile.class.getName());

    /** @throws InvalidRequestException if the file cannot be used, is none of ours, or somebody else has it */
    static DiaryFile open(Path file) {
        FileLineLog owner = null;
        FileLineLog log = null;
        DiaryFile opened = null;
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            owner = owned(beside(file, ".lock"));
            log = owned(file);
            if (log.size() == 0) {
                log.append(0, Told.HEADER);
                log.force();
            }
            Told told = Told.read(log);
            if (told.unreadable() > 0) {
                keepAsItWas(file, told.unreadable());
                log.cutTornTail();
            }
            opened = new DiaryFile(file, owner, log, told);
            return opened;
        } catch (IOException e) {
            throw new InvalidRequestException(
                    "file %s: cannot be used (%s); name another one".formatted(file, reason(e)));
        } finally {
            if (opened == null) {
                close(log);
                close(owner);
            }
        }
    }

    private static void keepAsItWas(Path file, int unreadable) throws IOException {
        Path copy = beside(file, ".damaged");
        for (int i = 2; Files.exists(copy); i++) {
            copy = beside(file, ".damaged-" + i);
        }
        Files.copy(file, copy);
        LOG.log(
                Level.WARNING,
                "File {0}: lines that could not be read and are left out: {1}; the file as it was is {2}",
                file,
                unreadable,
                copy);
    }

    static void close(@Nullable FileLineLog log) {
        if (log != null) {
            log.close();
        }
    }

    static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** @throws IOException also if somebody else has it */
    static FileLineLog owned(Path file) throws IOException {
        FileLineLog log = FileLineLog.open(file);
        if (log == null) {
            throw new IOException("another process or store has it");
        }
        return log;
    }

    /** What went wrong, in a few words. */
    static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass() == IOException.class && message != null ? message : e.toString();
    }
}
