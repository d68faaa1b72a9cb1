package dev.ratewarden.dashboard.users;

import dev.ratewarden.dashboard.table.UserCsv;
import dev.ratewarden.events.WholeFile;
import dev.ratewarden.moderation.UserSummary;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes users to a file: whole, or not at all. */
final class UserFile {

    /** How they are written. */
    enum Format {
        CSV,
        JSON;

        /** The end of a file's name. */
        String ending() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where the users come from. */
    interface Source {

        /** Some more; null when there are no more. May block. */
        @Nullable
        List<UserSummary> next();
    }

    private UserFile() {}

    /**
     * Blocks.
     *
     * @param written is told how many so far
     * @return how many were written; -1 if it was cancelled, and then nothing is left of it
     */
    static long write(Path file, Format format, Source source, LongConsumer written, BooleanSupplier cancelled)
            throws IOException {
        try (WholeFile whole = WholeFile.at(file)) {
            long count = fill(whole.half(), format, source, written, cancelled);
            if (count >= 0) {
                whole.replace();
            }
            return count;
        }
    }

    private static long fill(Path half, Format format, Source source, LongConsumer written, BooleanSupplier cancelled)
            throws IOException {
        long count = 0;
        try (Writer out = Files.newBufferedWriter(half)) {
            out.write(format == Format.CSV ? UserCsv.head() : "[");
            for (List<UserSummary> some = source.next(); some != null; some = source.next()) {
                for (UserSummary user : some) {
                    out.write(
                            format == Format.CSV
                                    ? UserCsv.line(user)
                                    : (count == 0 ? "\n" : ",\n") + UserJson.of(user));
                    count++;
                }
                written.accept(count);
                if (cancelled.getAsBoolean()) {
                    return -1;
                }
            }
            out.write(format == Format.CSV ? "" : "\n]\n");
        }
        return count;
    }
}
