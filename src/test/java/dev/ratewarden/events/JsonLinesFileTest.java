package dev.ratewarden.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ratewarden.events.JsonLinesFile.Reading;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.store.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One whole line an event, in files that come and go by day and size. */
class JsonLinesFileTest {

    private final ManualClock clock =
            new ManualClock(Instant.parse("2026-01-30T23:59:00Z").toEpochMilli());

    @TempDir
    Path directory;

    private static SecurityEvent event(String user) {
        return new SecurityEvent(
                1_800_000_000_123L,
                EventTypes.USER_BANNED,
                Severity.INFO,
                user,
                "play",
                "guild 7",
                12.5,
                3,
                Map.of("reason", "spam"));
    }

    private JsonLinesFile open(long fileBytes, int days, long totalBytes) {
        return new JsonLinesFile(directory, clock, fileBytes, days, totalBytes);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private List<SecurityEvent> read() {
        List<SecurityEvent> events = new ArrayList<>();
        JsonLinesFile.read(directory, events::add);
        return events;
    }

    @Test
    void whatItCreatesItsOwnerAloneCanRead() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path below = directory.resolve("a/b");
        try (JsonLinesFile sink = new JsonLinesFile(below, clock, 1 << 20, 30, 1 << 21)) {
            sink.accept(List.of(event("ann")), 0);
        }
        assertThat(Files.getPosixFilePermissions(below)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        for (String name : List.of("events-2026-01-30.jsonl", "events.lock")) {
            assertThat(Files.getPosixFilePermissions(below.resolve(name)))
                    .as(name)
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void onlyFilesAreDeletedAndOneThatStaysKeepsNoOther() throws IOException {
        Files.createDirectories(file("events-2025-01-01.jsonl/inside"));
        Path elsewhere = Files.createTempFile(directory, "elsewhere", ".txt");
        Files.createSymbolicLink(file("events-2025-01-02.jsonl"), elsewhere);
        Files.writeString(file("events-2025-01-03.jsonl"), "{}");
        try (JsonLinesFile sink = open(1 << 20, 30, 1 << 21)) {
            assertThat(sink.accept(List.of(event("ann")), 0)).isZero();
        }
        assertThat(files())
                .containsExactly("events-2025-01-01.jsonl", "events-2025-01-02.jsonl", "events-2026-01-30.jsonl");
    }

    @Test
    void anEventIsALineWithAllThatItTells() throws IOException {
        try (JsonLinesFile sink = open(1 << 20, 30, 1 << 21)) {
            assertThat(sink.accept(List.of(event("ann")), 0)).isZero();
        }
        assertThat(Files.readString(file("events-2026-01-30.jsonl")))
                .isEqualTo("{\"time\":\"2027-01-15T08:00:00.123Z\",\"atMs\":1800000000123,\"type\":\"USER_BANNED\","
                        + "\"severity\":\"INFO\",\"userId\":\"ann\",\"action\":\"play\",\"where\":\"guild 7\",\"score\":12.5,"
                        + "\"folded\":3,\"figures\":{\"reason\":\"spam\"}}\n");
        assertThat(read()).containsExactly(event("ann"));
    }

    @Test
    void namesForgeNoLineAndMoveNoCursor() throws IOException {
        String evil = "a\n{\"type\":\"X\"}\r\u0085\u2028\u001b[2J\u009b2J\u202e\ud83d\ude00\"\\";
        try (JsonLinesFile sink = open(1 << 20, 30, 1 << 21)) {
            sink.accept(List.of(event(evil)), 0);
        }
        String text = Files.readString(file("events-2026-01-30.jsonl"));
        assertThat(text.lines()).hasSize(1);
        assertThat(text.strip().chars().noneMatch(c -> c < 32 || c == 0x85 || c == 0x9b || c == 0x202e || c == 0x2028))
                .isTrue();
        assertThat(read()).containsExactly(event(evil));
    }

    @Test
    void aNewFileBeginsWithTheDayAndWhenOneIsFull() throws IOException {
        int line = Math.toIntExact(EventJson.line(event("ann")).length() + 1L);
        try (JsonLinesFile sink = open(2L * line, 30, 1 << 21)) {
            for (int i = 0; i < 5; i++) {
                sink.accept(List.of(event("ann")), 0);
            }
            clock.advance(Duration.ofMinutes(1));
            sink.accept(List.of(event("bob")), 0);
        }
        assertThat(files())
                .containsExactly(
                        "events-2026-01-30.2.jsonl",
                        "events-2026-01-30.3.jsonl",
                        "events-2026-01-30.jsonl",
                        "events-2026-01-31.jsonl");
        try (JsonLinesFile again = open(2L * line, 30, 1 << 21)) {
            again.accept(List.of(event("cid"), event("dan")), 0);
        }
        assertThat(files()).contains("events-2026-01-31.2.jsonl").hasSize(5);
        assertThat(read())
                .extracting(SecurityEvent::userId)
                .containsExactly("ann", "ann", "ann", "ann", "ann", "bob", "cid", "dan");
    }

    @Test
    void oldFilesGoAndNobodyElses() throws IOException {
        Files.writeString(file("events-2025-12-31.jsonl"), "{}\n");
        Files.writeString(file("events-2026-01-01.7.jsonl"), "{}\n");
        Files.writeString(file("events-2026-01-02.jsonl"), "{}\n");
        Files.writeString(file("events-2020-99-99.jsonl"), "no day\n");
        Files.writeString(file("notes-2020-01-01.jsonl"), "mine\n");
        clock.set(Instant.parse("2026-01-31T12:00:00Z").toEpochMilli());
        try (JsonLinesFile sink = open(1 << 20, 30, 1 << 21)) {
            sink.accept(List.of(event("ann")), 0);
        }
        assertThat(files())
                .containsExactly(
                        "events-2020-99-99.jsonl",
                        "events-2026-01-02.jsonl",
                        "events-2026-01-31.jsonl",
                        "notes-2020-01-01.jsonl");
    }

    @Test
    void allTogetherStayUnderTheirLimitTheOldestGoFirst() throws IOException {
        int line = EventJson.line(event("ann")).length() + 1;
        try (JsonLinesFile sink = open(line, 30, 3L * line)) {
            for (int i = 0; i < 10; i++) {
                sink.accept(List.of(event("an" + i)), 0);
            }
        }
        assertThat(files())
                .containsExactly(
                        "events-2026-01-30.10.jsonl", "events-2026-01-30.8.jsonl", "events-2026-01-30.9.jsonl");
    }

    @Test
    void aLineTornByACrashIsEndedAndSkipped() throws IOException {
        Files.writeString(file("events-2026-01-30.jsonl"), EventJson.line(event("ann")) + "\n{\"time\":\"20");
        try (JsonLinesFile sink = open(1 << 20, 30, 1 << 21)) {
            sink.accept(List.of(event("bob")), 0);
        }
        List<SecurityEvent> events = new ArrayList<>();
        Reading reading = JsonLinesFile.read(directory, events::add);
        assertThat(events).extracting(SecurityEvent::userId).containsExactly("ann", "bob");
        assertThat(reading).isEqualTo(new Reading(2, 1, List.of("events-2026-01-30.jsonl:2")));
    }

    @Test
    void whatOthersWroteIsSkippedCountedAndNamed() throws IOException {
        Path file = file("some.jsonl");
        List<String> lines = new ArrayList<>(List.of(
                EventJson.line(event("ann")),
                "",
                "[]",
                "{\"atMs\":1,\"type\":\"X\",\"severity\":\"LOUD\"}",
                "{\"atMs\":\"1\"}"));
        for (int i = 0; i < 20; i++) {
            lines.add("rubbish");
        }
        lines.add("x".repeat(3 << 20));
        lines.add(EventJson.line(event("bob")));
        Files.write(file, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        Files.write(file, new byte[] {'\n', (byte) 0xff, (byte) 0xfe, 0}, StandardOpenOption.APPEND);

        List<SecurityEvent> events = new ArrayList<>();
        Reading reading = JsonLinesFile.read(file, events::add);
        assertThat(events).extracting(SecurityEvent::userId).containsExactly("ann", "bob");
        assertThat(reading.malformed()).isEqualTo(26);
        assertThat(reading.examples()).hasSize(10).startsWith("some.jsonl:2", "some.jsonl:3");
    }

    @Test
    void oneAtATimeHasADirectory() {
        try (JsonLinesFile first = open(1 << 20, 30, 1 << 21)) {
            assertThat(first.name()).contains(directory.toString());
            assertThatThrownBy(() -> open(1 << 20, 30, 1 << 21))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("another process");
        }
        open(1 << 20, 30, 1 << 21).close();
    }

    @Test
    void aFullDiskLosesEventsCountsThemAndRecovers() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "needs a device that is always full");
        Path link = Files.createSymbolicLink(file("events-2026-01-30.jsonl"), full);
        try (JsonLinesFile sink = open(1 << 20, 30, 1 << 21)) {
            assertThat(sink.accept(List.of(event("ann"), event("bob")), 0)).isEqualTo(2);
            assertThat(sink.accept(List.of(event("ann")), 0)).isEqualTo(1);
            Files.delete(link);
            assertThat(sink.accept(List.of(event("cid")), 0)).isZero();
        }
        assertThat(read()).extracting(SecurityEvent::userId).containsExactly("cid");
    }

    @Test
    void aDirectoryThatCannotBeIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(file("a-file"), "");
        assertThatThrownBy(() -> JsonLinesFile.in(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("a-file");
        assertThatThrownBy(() -> JsonLinesFile.read(file("nowhere"), event -> {}))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("nowhere");
    }
}
