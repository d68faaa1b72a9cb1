package dev.ratewarden.events;

import dev.ratewarden.events.JsonLinesFile.Reading;
import dev.ratewarden.limiter.InvalidRequestException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of {@link JsonLinesFile} in a directory.
 *
 * @param directory or, for reading, a single file
 */
record EventFiles(Path directory) {

    private static final Logger LOG = System.getLogger(JsonLinesFile.class.getName());
    private static final Pattern NAME = Pattern.compile("events-(\\d{4}-\\d{2}-\\d{2})(?:\\.([1-9]\\d{0,6}))?\\.jsonl");
    private static final int LONGEST_LINE = 1 << 20;
    private static final int EXAMPLES = 10;

    /** One of ours. */
    private record Ours(Path path, LocalDate day, int part) {
        static final Comparator<Ours> OLDEST_FIRST =
                Comparator.comparing(Ours::day).thenComparing(Ours::part);
    }

    Path file(LocalDate day, int part) {
        return directory.resolve("events-" + day + (part == 1 ? "" : "." + part) + ".jsonl");
    }

    /** With which a day goes on; 1 if there is none. */
    int lastPart(LocalDate day) throws IOException {
        return ours().stream()
                .filter(one -> one.day().equals(day))
                .mapToInt(Ours::part)
                .max()
                .orElse(1);
    }

    private List<Ours> ours() throws IOException {
        List<Ours> ours = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Matcher name = NAME.matcher(path.getFileName().toString());
                if (name.matches() && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    try {
                        String part = name.group(2);
                        ours.add(new Ours(
                                path, LocalDate.parse(name.group(1)), part == null ? 1 : Integer.parseInt(part)));
                    } catch (DateTimeException e) {
                        // There is no such day, so it is none of ours.
                        continue;
                    }
                }
            }
        }
        ours.sort(Ours.OLDEST_FIRST);
        return ours;
    }

    /** After a crash the last line may lack its end. */
    void endTornLine(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() - 1);
            if (bytes.read() != '\n') {
                bytes.write('\n');
            }
        }
    }

    /** Those before a day, as this machine's clock has it, then the oldest until the rest is small enough; never the one in use. */
    void deleteOld(LocalDate firstKept, long totalBytes, Path inUse) {
        try {
            List<Ours> ours = ours();
            long total = 0;
            for (Ours one : ours) {
                total += size(one.path());
            }
            for (Ours one : ours) {
                boolean goes = one.day().isBefore(firstKept) || total > totalBytes;
                if (goes && !one.path().equals(inUse)) {
                    total -= delete(one.path());
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Old events in {0} cannot be deleted: {1}", directory, e);
        }
    }

    /** 0 for what is gone meanwhile. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** @return how many bytes were freed */
    private long delete(Path file) {
        long size = size(file);
        try {
            Files.deleteIfExists(file);
            return size;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Old events in {0} cannot be deleted: {1}", directory, e);
            return 0;
        }
    }

    Reading read(Consumer<SecurityEvent> each) {
        Tally tally = new Tally(each);
        try {
            List<Path> paths = Files.isDirectory(directory)
                    ? ours().stream().map(Ours::path).toList()
                    : List.of(directory);
            for (Path path : paths) {
                read(path, tally);
            }
        } catch (IOException e) {
            throw new InvalidRequestException("events in %s: cannot be read (%s)".formatted(directory, e));
        }
        return new Reading(tally.events, tally.malformed, tally.examples);
    }

    private static void read(Path path, Tally tally) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean tooLong = false;
            long number = 1;
            for (int b = in.read(); b >= 0 || line.size() > 0; b = in.read()) {
                if (b >= 0 && b != '\n') {
                    tooLong |= line.size() >= LONGEST_LINE;
                    if (!tooLong) {
                        line.write(b);
                    }
                    continue;
                }
                tally.line(path, number++, tooLong ? "" : line.toString(StandardCharsets.UTF_8));
                line.reset();
                tooLong = false;
            }
        }
    }

    private static final class Tally {
        private final Consumer<SecurityEvent> each;
        private final List<String> examples = new ArrayList<>();
        private long events;
        private long malformed;

        Tally(Consumer<SecurityEvent> each) {
            this.each = each;
        }

        void line(Path path, long number, String line) {
            SecurityEvent event = EventJson.read(line);
            if (event != null) {
                events++;
                each.accept(event);
                return;
            }
            malformed++;
            if (examples.size() < EXAMPLES) {
                examples.add(path.getFileName() + ":" + number);
            }
        }
    }
}
