package dev.ratewarden.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that survive: what was appended is read back, and nothing that was damaged is. */
class LineLogTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasAppendedIsReadBackInPartsFromAnyLineOn(boolean inFile) throws IOException {
        try (LineLog log = inFile ? open("a.journal") : new HeapLineLog()) {
            for (int i = 1; i <= 1_000; i++) {
                log.append(i, "[\"n°" + i + "\"]");
            }
            List<Lines.Line> read = new ArrayList<>();
            long at = 0;
            while (at < log.size()) {
                Lines.Chunk chunk = log.read(at, 7);
                assertThat(chunk.lines()).hasSizeLessThanOrEqualTo(7);
                assertThat(chunk.unreadable()).isZero();
                read.addAll(chunk.lines());
                at = chunk.next();
            }
            assertThat(read).hasSize(1_000);
            assertThat(read.get(41)).isEqualTo(new Lines.Line(42, "[\"n°42\"]"));

            log.clear();
            assertThat(log.size()).isZero();
            log.append(1_001, "[]");
            assertThat(all(log)).containsExactly(new Lines.Line(1_001, "[]"));
        }
    }

    @Test
    void aTornTailIsCutAndWritingGoesOnBehindTheLastWholeLine() throws IOException {
        try (LineLog log = open("a.journal")) {
            log.append(1, "[1]");
            log.append(2, "[2]");
        }
        Path file = directory.resolve("a.journal");
        byte[] bytes = Files.readAllBytes(file);
        for (int torn = 1; torn < bytes.length / 2; torn++) {
            Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - torn));
            try (FileLineLog log = open("a.journal")) {
                assertThat(log.cutTornTail()).isTrue();
                log.append(3, "[3]");
                assertThat(all(log)).containsExactly(new Lines.Line(1, "[1]"), new Lines.Line(3, "[3]"));
            }
        }
    }

    @Test
    void aDamagedLineHidesNoOther() throws IOException {
        try (LineLog log = open("a.journal")) {
            for (int i = 1; i <= 20; i++) {
                log.append(i, "[" + i + "]");
            }
        }
        Path file = directory.resolve("a.journal");
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            byte[] damaged = bytes.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(7));
            Files.write(file, damaged);
            try (LineLog log = open("a.journal")) {
                List<Lines.Line> read = all(log);
                // A damaged line feed joins two lines, and a new one divides one.
                assertThat(read).as("bit of byte %d", at).hasSizeBetween(18, 19);
                assertThat(read).allSatisfy(line -> assertThat(line.json()).isEqualTo("[" + line.sequence() + "]"));
            }
        }
    }

    @Test
    void aStrangersBytesAreNoLines() throws IOException {
        Path file = directory.resolve("a.journal");
        Random random = new Random(11);
        for (int round = 0; round < 100; round++) {
            byte[] rubbish = new byte[random.nextInt(2_000)];
            random.nextBytes(rubbish);
            Files.write(file, rubbish);
            try (FileLineLog log = open("a.journal")) {
                log.cutTornTail();
                assertThat(all(log)).isEmpty();
            }
        }
    }

    @Test
    void aFileHasOneOwner() throws IOException {
        try (LineLog log = open("a.journal")) {
            assertThat(FileLineLog.open(directory.resolve("a.journal"))).isNull();
            assertThat(FileLineLog.open(directory.resolve("x/../a.journal"))).isNull();
            log.append(1, "[]");
        }
        try (LineLog log = open("a.journal")) {
            assertThat(all(log)).hasSize(1);
        }
    }

    @Test
    void aLongLineIsReadWhole() throws IOException {
        String json = "[\"" + "x".repeat(100_000) + "\"]";
        try (LineLog log = open("a.journal")) {
            log.append(1, json);
            log.append(2, json);
            assertThat(all(log)).containsExactly(new Lines.Line(1, json), new Lines.Line(2, json));
        }
        Files.write(
                directory.resolve("a.journal"),
                "y".repeat(600_000).getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.TRUNCATE_EXISTING);
        try (LineLog log = open("a.journal")) {
            assertThat(all(log)).isEmpty();
        }
    }

    private FileLineLog open(String name) throws IOException {
        FileLineLog log = FileLineLog.open(directory.resolve(name));
        assertThat(log).isNotNull();
        return java.util.Objects.requireNonNull(log);
    }

    private static List<Lines.Line> all(LineLog log) throws IOException {
        List<Lines.Line> lines = new ArrayList<>();
        long at = 0;
        while (at < log.size()) {
            Lines.Chunk chunk = log.read(at, 1_000);
            lines.addAll(chunk.lines());
            if (chunk.next() == at) {
                break;
            }
            at = chunk.next();
        }
        return lines;
    }
}
