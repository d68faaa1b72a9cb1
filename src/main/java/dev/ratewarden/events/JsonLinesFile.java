package dev.ratewarden.events;

import dev.ratewarden.limiter.InvalidRequestException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes each event as a line of JSON into {@code events-2026-01-31.jsonl} of a directory; a new file begins with each day (UTC), and when
 * one is full: {@code events-2026-01-31.2.jsonl} and so on. Old ones are deleted, and nothing else. If the disk refuses, events are lost,
 * which is counted and logged, until it takes them again. One process at a time has a directory. What it creates its user alone can read, where
 * the file system knows such rights. Old is what the machine's clock says: one that jumps ahead for more than the days to keep deletes all.
 */
public final class JsonLinesFile implements EventSink {

    /** A file is full with this, in bytes: 64 MiB. */
    public static final long DEFAULT_FILE_BYTES = 64L << 20;

    /** All files together, in bytes: 1 GiB. */
    public static final long DEFAULT_TOTAL_BYTES = 1L << 30;

    public static final int DEFAULT_DAYS = 30;

    private static final Logger LOG = System.getLogger(JsonLinesFile.class.getName());

    private final EventFiles files;
    private final InstantSource clock;
    private final long fileBytes;
    private final int days;
    private final long totalBytes;
    private final FileChannel lockChannel;

    private @Nullable FileChannel current;
    private LocalDate day = LocalDate.MIN;
    private int part;

    /** How many events were lost since the disk refused; 0 while all is well. */
    private long lost;

    /** With the usual limits. */
    public static JsonLinesFile in(Path directory) {
        return new JsonLinesFile(
                directory, InstantSource.system(), DEFAULT_FILE_BYTES, DEFAULT_DAYS, DEFAULT_TOTAL_BYTES);
    }

    /**
     * @param directory created if it is not there
     * @param fileBytes when a file is full, in bytes, at least 1
     * @param days for how many days files are kept, at least 1
     * @param totalBytes how large all files together may get, at least {@code fileBytes}
     * @throws InvalidRequestException if the directory cannot be used, or another process has it
     */
    public JsonLinesFile(Path directory, InstantSource clock, long fileBytes, int days, long totalBytes) {
        if (fileBytes < 1 || days < 1 || totalBytes < fileBytes) {
            throw new InvalidRequestException(
                    "events in %s: a file must have at least 1 byte, be kept a day, and all at least a file's bytes"
                            .formatted(directory));
        }
        this.files = new EventFiles(directory);
        this.clock = clock;
        this.fileBytes = fileBytes;
        this.days = days;
        this.totalBytes = totalBytes;
        this.lockChannel = locked(directory);
    }

    private static FileChannel locked(Path directory) {
        try {
            OwnerOnly.createDirectories(directory);
            FileChannel channel = OwnerOnly.open(
                    directory.resolve("events.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // Somebody in this process has it.
            }
            if (lock == null) {
                channel.close();
                throw new InvalidRequestException(
                        "events in %s: another process writes there; name another directory".formatted(directory));
            }
            return channel;
        } catch (IOException e) {
            throw new InvalidRequestException("events in %s: cannot be written (%s)".formatted(directory, e));
        }
    }

    @Override
    public String name() {
        return "files in " + files.directory();
    }

    @Override
    public int accept(List<SecurityEvent> events, long dropped) {
        int gaveUp = 0;
        for (SecurityEvent event : events) {
            byte[] line = (EventJson.line(event) + '\n').getBytes(StandardCharsets.UTF_8);
            try {
                write(line);
                recovered();
            } catch (IOException e) {
                gaveUp++;
                failed(e);
            }
        }
        return gaveUp;
    }

    private void write(byte[] line) throws IOException {
        FileChannel channel = fitting(line.length);
        long before = channel.size();
        try {
            for (ByteBuffer bytes = ByteBuffer.wrap(line); bytes.hasRemaining(); ) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            takeBack(channel, before);
            throw e;
        }
    }

    /** A part of a line is no line. If it cannot be taken back, it is ended when the file is opened again. */
    private void takeBack(FileChannel channel, long size) {
        try (channel) {
            channel.truncate(size);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A part of a line stays in {0}", files.directory());
        } finally {
            current = null;
        }
    }

    private FileChannel fitting(int bytes) throws IOException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        FileChannel channel = current;
        if (channel == null || !today.equals(day)) {
            if (channel != null) {
                current = null;
                channel.close();
            }
            day = today;
            part = files.lastPart(today);
            channel = open();
        }
        if (channel.size() > 0 && channel.size() + bytes > fileBytes) {
            current = null;
            channel.close();
            part++;
            channel = open();
        }
        return channel;
    }

    private FileChannel open() throws IOException {
        Path file = files.file(day, part);
        files.endTornLine(file);
        FileChannel channel =
                OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        current = channel;
        // The new one will grow.
        files.deleteOld(day.minusDays(days - 1L), totalBytes - fileBytes, file);
        return channel;
    }

    private void failed(IOException e) {
        if (lost++ == 0) {
            LOG.log(Level.WARNING, "Events cannot be written to {0}: {1}; they are lost until they can", name(), e);
        }
    }

    private void recovered() {
        if (lost > 0) {
            LOG.log(Level.WARNING, "Events can be written to {0} again; {1} were lost", name(), Long.toString(lost));
            lost = 0;
        }
    }

    @Override
    public void close() {
        try (lockChannel;
                FileChannel open = current) {
            if (open != null) {
                open.force(true);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Events in {0}: the last ones may be missing ({1})", files.directory(), e);
        }
    }

    /**
     * Reads such files, in their order. Lines that others wrote or damaged are skipped and counted.
     *
     * @param path a file, or a directory with such files
     * @param each takes the events
     * @throws InvalidRequestException if it cannot be read
     */
    public static Reading read(Path path, Consumer<SecurityEvent> each) {
        return new EventFiles(path).read(each);
    }

    /**
     * What was read.
     *
     * @param events how many
     * @param malformed how many lines were no events
     * @param examples where the first of these stand, such as {@code events-2026-01-31.jsonl:17}, at most 10
     */
    public record Reading(long events, long malformed, List<String> examples) {
        public Reading {
            examples = List.copyOf(examples);
        }
    }
}
