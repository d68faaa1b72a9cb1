package dev.ratewarden.store.redis;

import dev.ratewarden.events.OwnerOnly;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Seals that are kept outside the store, a line of JSON each, oldest first. */
final class SealFile {

    private final Path file;

    SealFile(Path file) {
        this.file = file;
    }

    /** @throws InvalidRequestException if it is there and is no file of seals */
    List<AuditSeal> seals(boolean mustExist) {
        List<AuditSeal> seals = new ArrayList<>();
        int number = 0;
        for (String line : lines(mustExist)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            AuditSeal seal = AuditSeal.read(line);
            if (seal == null) {
                throw wrong("line %d is no seal; mend or remove that line if it was torn".formatted(number));
            }
            seals.add(seal);
        }
        return seals;
    }

    private List<String> lines(boolean mustExist) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            if (!mustExist) {
                return List.of();
            }
            throw wrong("is not there; name the file into which --seal wrote");
        } catch (MalformedInputException e) {
            throw wrong("is no text; name the file into which --seal wrote");
        } catch (IOException e) {
            throw wrong("cannot be read; name a file that this user may read");
        }
    }

    /** Opens it, so that a file that cannot be written is known before anything is sealed. */
    FileChannel open() {
        try {
            return OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw wrong("cannot be written; name a file in a directory that is there and may be written");
        }
    }

    /** Adds a line that is on the disk when this returns. */
    static void append(FileChannel channel, AuditSeal seal) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((seal.json() + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(true);
    }

    InvalidRequestException wrong(String what) {
        return new InvalidRequestException("seal file %s: %s".formatted(Text.visible(file.toString()), what));
    }
}
