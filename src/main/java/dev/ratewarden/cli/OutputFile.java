package dev.ratewarden.cli;

import dev.ratewarden.events.WholeFile;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that a command writes: beside its place at first, so that nothing half-written ever stands there. For its owner's eyes. */
final class OutputFile {

    /** Writes the content. */
    @FunctionalInterface
    interface Content {
        void to(Appendable out) throws IOException;
    }

    private OutputFile() {}

    /**
     * Looks before anything is done.
     *
     * @throws InvalidRequestException if it is there and not to be replaced, or its folder is not there
     */
    static void check(Path file, boolean force) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw wrong(file, "is a folder; name a file");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw wrong(file, "its folder is not there; create it first");
        }
        if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw wrong(file, "is already there; choose another name, or replace it with --force");
        }
    }

    /** @throws UncheckedIOException if it cannot be written; then nothing stays */
    static void write(Path file, boolean force, Content content) {
        check(file, force);
        try (WholeFile whole = WholeFile.at(file)) {
            fill(whole.half(), content);
            // Somebody may have put a file there meanwhile.
            check(file, force);
            whole.replace();
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /**
     * Replaces whatever is there, and leaves the usual permissions: for other programs to read.
     *
     * @throws UncheckedIOException if it cannot be written; then the old one stays
     */
    static void replace(Path file, Content content) {
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try {
                fill(beside, content);
                Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    private static void fill(Path beside, Content content) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(beside)) {
            content.to(writer);
        }
    }

    private static UncheckedIOException unwritten(Path file, IOException e) {
        return new UncheckedIOException("%s cannot be written: %s".formatted(Inputs.quote(file.toString()), e), e);
    }

    private static InvalidRequestException wrong(Path file, String what) {
        return new InvalidRequestException("--output %s: %s".formatted(Inputs.quote(file.toString()), what));
    }
}
