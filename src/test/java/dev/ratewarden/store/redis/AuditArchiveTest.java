package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.await;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.timeMs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.moderation.AuditReport.Kind;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.store.redis.AuditVerifier.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** What is trimmed is in a file first, and the trail can be verified across the seam. */
class AuditArchiveTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final int SHARD = new Keys(PREFIX, 16).shardOf("ann");
    private static final String STREAM = "%s{s%d}:audit".formatted(PREFIX, SHARD);
    private static final String HEAD = STREAM + "-head";
    private static final SealKey KEY = new SealKey(new byte[32]);

    @TempDir
    Path temporary;

    private RedisStore store;
    private Jedis jedis;
    private Path directory;
    private Path file;

    @BeforeEach
    void tenBans() {
        store = bot(REDIS, ONCE);
        jedis = REDIS.jedis();
        directory = temporary.resolve("archive");
        file = directory.resolve("audit-%d.jsonl".formatted(SHARD));
        ban(10);
    }

    @AfterEach
    void close() {
        store.close();
        jedis.close();
    }

    private void ban(int times) {
        for (int i = 0; i < times; i++) {
            store.act("ann", new ModeratorAction.Ban(null), "lee", "reason");
        }
    }

    /** Old is what is older than no time at all: what was written in this very millisecond is not. */
    private AuditArchive archive(long newest) {
        long writtenMs = timeMs(jedis);
        await("the next millisecond of Redis", () -> timeMs(jedis) > writtenMs);
        return store.auditArchive(directory, Duration.ZERO, newest);
    }

    private AuditReport verify() {
        return store.auditVerifier().verify(new Evidence(null, null, directory));
    }

    private AuditReport.Break broken() {
        AuditReport report = verify();
        assertThat(report.breaks()).hasSize(1);
        return report.breaks().getFirst();
    }

    private static String entry(int sequence) {
        return SHARD + "-" + sequence;
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file));
    }

    @Test
    void whatIsOldAndNotAmongTheNewestIsTrimmedOnceItIsInAFile() throws IOException {
        String first = AuditChainTest.chain(jedis, "ann").getFirst().json();

        assertThat(archive(4).run()).isEqualTo("archived 10 audit entries, trimmed 6 that were archived before");

        assertThat(lines()).hasSize(10);
        assertThat(StoredJson.JSON.readTree(lines().getFirst()).get("entry").stringValue())
                .isEqualTo(first);
        assertThat(AuditChainTest.chain(jedis, "ann"))
                .extracting(AuditChainTest.Entry::sequence)
                .containsExactly(7L, 8L, 9L, 10L);
        assertThat(jedis.hget(HEAD, "anchor-seq")).isEqualTo("6");
        assertThat(archive(4).run()).isEmpty();
        ban(1);
        assertThat(archive(4).run()).isEqualTo("archived 1 audit entries, trimmed 1 that were archived before");
        assertThat(lines()).hasSize(11);
        assertThat(verify().whole()).isTrue();
        assertThat(verify().unchecked()).hasSize(1);
        assertThat(verify().chains().get(1 + SHARD)).isEqualTo(new AuditReport.Chain("" + SHARD, 4, 7, 11, 11));
    }

    @Test
    void whatIsNotOldIsKept() throws IOException {
        store.auditArchive(directory, AuditArchive.RETENTION, 1).run();

        assertThat(jedis.xlen(STREAM)).isEqualTo(10);
        assertThat(lines()).hasSize(10);
        assertThat(verify().whole()).isTrue();
    }

    @Test
    void withoutTheArchiveTheTrimmedEntriesAreSaidToBeUnchecked() {
        archive(4).run();

        AuditReport report = store.auditVerifier().verify(Evidence.NONE);
        assertThat(report.whole()).isTrue();
        assertThat(report.unchecked()).anySatisfy(each -> assertThat(each).startsWith("6 entries that were trimmed"));
    }

    @Test
    void aBanWhoseEntryWasTrimmedIsUncheckedWithoutTheArchiveAndExplainedWithIt() {
        store.act("ann", new ModeratorAction.Note("hello"), "lee", "");
        archive(1).run();

        AuditReport report = store.auditVerifier().verify(Evidence.NONE);
        assertThat(report.notes()).isEmpty();
        assertThat(report.unchecked()).anySatisfy(each -> assertThat(each).startsWith("1 bans, exemptions"));
        assertThat(verify().notes()).isEmpty();
    }

    @Test
    void aSealOfWhatWasTrimmedIsCheckedInTheArchive() throws IOException {
        store.auditVerifier().seal(KEY, null, null);
        ban(5);
        archive(2).run();

        assertThat(store.auditVerifier().verify(new Evidence(KEY, null, null)).unchecked())
                .anySatisfy(each -> assertThat(each).contains("1 seals of chain", "no archive was given"));
        AuditReport report = store.auditVerifier().verify(new Evidence(KEY, null, directory));
        assertThat(report.whole()).isTrue();
        assertThat(report.unchecked()).hasSize(1);
        assertThat(store.auditVerifier().seal(KEY, null, directory)).contains("\"%d\",15".formatted(SHARD));
    }

    @Test
    void aLineOfTheArchiveThatWasChangedIsFound() throws IOException {
        archive(4).run();
        List<String> lines = lines();
        lines.set(2, lines.get(2).replace("reason", "excuse"));
        Files.write(file, lines);

        assertThat(broken())
                .satisfies(found -> assertThat(found.entry()).isEqualTo(entry(3)))
                .satisfies(found -> assertThat(found.kind()).isIn(Kind.CHANGED, Kind.FOREIGN))
                .satisfies(found -> assertThat(found.what()).contains("in the archive"));
    }

    @Test
    void aLineOfTheArchiveThatWasRemovedIsFoundOnBothSidesOfTheSeam() throws IOException {
        archive(4).run();
        List<String> lines = lines();
        String eighth = lines.remove(7);
        Files.write(file, lines);
        assertThat(broken())
                .extracting(AuditReport.Break::entry, AuditReport.Break::kind)
                .containsExactly(entry(8), Kind.MISSING);

        lines.add(7, eighth);
        lines.remove(3);
        Files.write(file, lines);
        assertThat(broken())
                .extracting(AuditReport.Break::entry, AuditReport.Break::kind)
                .containsExactly(entry(4), Kind.MISSING);
    }

    @Test
    void anArchiveThatEndsBeforeTheAnchorOrIsGoneIsFound() throws IOException {
        archive(4).run();
        Files.write(file, lines().subList(0, 3));
        assertThat(broken())
                .extracting(AuditReport.Break::entry, AuditReport.Break::kind)
                .containsExactly(entry(4), Kind.MISSING);

        Files.delete(file);
        assertThat(broken().entry()).isEqualTo(entry(1));
    }

    @Test
    void rubbishInTheArchiveIsNamed() throws IOException {
        archive(4).run();
        List<String> lines = lines();
        lines.add(2, "rubbish");
        Files.write(file, lines);

        assertThat(broken().what()).contains("\"line 3\"").contains("not an entry of ours");
    }

    @Test
    void anAnchorThatSomebodySetDoesNotFitTheArchive() {
        archive(4).run();
        jedis.hset(HEAD, "anchor-hash", "0".repeat(64));

        assertThat(broken().kind()).isEqualTo(Kind.HEAD);
    }

    @Test
    void whoTrimsByHandAndSetsAnAnchorIsFoundByTheArchive() {
        archive(10).run();
        ban(5);
        Map<String, String> thirteenth =
                jedis.xrange(STREAM, "13-0", "13-0").getFirst().getFields();
        jedis.hset(HEAD, Map.of("anchor-seq", "13", "anchor-hash", thirteenth.getOrDefault("hash", "")));
        jedis.xdel(
                STREAM,
                java.util.stream.IntStream.rangeClosed(1, 13)
                        .mapToObj(sequence -> new StreamEntryID(sequence, 0))
                        .toArray(StreamEntryID[]::new));

        assertThat(store.auditVerifier().verify(Evidence.NONE).whole()).isTrue();
        assertThat(broken())
                .extracting(AuditReport.Break::entry, AuditReport.Break::kind)
                .containsExactly(entry(11), Kind.MISSING);
    }

    @Test
    void theNewestCutOffWithTheHeadWrittenAnewIsFoundByTheArchive() {
        archive(10).run();
        jedis.xdel(STREAM, new StreamEntryID(10, 0));
        jedis.hset(
                HEAD,
                Map.of(
                        "seq",
                        "9",
                        "hash",
                        AuditChainTest.chain(jedis, "ann").getLast().hash()));

        assertThat(store.auditVerifier().verify(Evidence.NONE).whole()).isTrue();
        assertThat(broken())
                .extracting(AuditReport.Break::entry, AuditReport.Break::kind)
                .containsExactly(entry(10), Kind.CUT_OFF);
        assertThatThrownBy(() -> archive(4).run())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void aBrokenChainIsNeitherArchivedNorTrimmedFromItsBreakOnAndTheOthersAre() throws IOException {
        String bob = "user-of-another-shard";
        assertThat(new Keys(PREFIX, 16).shardOf(bob)).isNotEqualTo(SHARD);
        store.act(bob, new ModeratorAction.Ban(null), "lee", "");
        jedis.xdel(STREAM, new StreamEntryID(5, 0));

        assertThatThrownBy(() -> archive(1).run())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(entry(5));
        assertThat(lines()).hasSize(4);
        assertThat(jedis.xlen(STREAM)).isEqualTo(9);
        assertThat(directory.resolve("audit-%d.jsonl".formatted(new Keys(PREFIX, 16).shardOf(bob))))
                .content()
                .hasLineCount(1);
    }

    @Test
    void nothingIsTrimmedThatTheWholeFileDoesNotHold() throws IOException {
        archive(10).run();
        List<String> lines = lines();
        lines.remove(4);
        Files.write(file, lines);

        assertThatThrownBy(() -> archive(1).run())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(entry(5));
        assertThat(jedis.xlen(STREAM)).isEqualTo(10);
    }

    @Test
    void aTornLastLineIsKeptAsideAndWrittenAnew() throws IOException {
        archive(10).run();
        Files.writeString(file, "{\"seq\":11,\"ha", StandardOpenOption.APPEND);
        assertThat(verify().whole())
                .as("a line that is being written is not there yet")
                .isTrue();
        ban(1);
        archive(10).run();

        assertThat(lines()).hasSize(11);
        assertThat(directory.resolve(file.getFileName() + ".torn")).hasContent("{\"seq\":11,\"ha");
        assertThat(verify().whole()).isTrue();
    }

    @Test
    void whatIsArchivedIsItsOwnersAlone() throws IOException {
        archive(4).run();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(each -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aSecondDirectoryIsRefusedBeforeItTakesAPartOfTheTrail() throws IOException {
        archive(4).run();
        ban(5);
        Path second = temporary.resolve("second");

        assertThatThrownBy(() -> store.auditArchive(second, Duration.ZERO, 1).run())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("archive from one directory alone");
        assertThat(second.resolve(file.getFileName())).doesNotExist();
        assertThat(jedis.xlen(STREAM)).isEqualTo(9);
        assertThat(eventTypes()).containsExactly(EventTypes.ARCHIVE_FAILED);
        assertThat(trim(12, AuditChainTest.chain(jedis, "ann").get(5).hash()))
                .as("the script refuses as well")
                .isEqualTo("OTHER");
        Path moved = Files.move(directory, temporary.resolve("moved"));
        assertThat(store.auditArchive(moved, Duration.ZERO, 4).run()).contains("trimmed 5");
    }

    @Test
    void oneAtATimeArchives() {
        try (ArchiveDirectory.Held held = new ArchiveDirectory(directory).lock()) {
            assertThat(held.lock().isValid()).isTrue();
            assertThatThrownBy(() -> archive(4).run())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use");
        }
        assertThat(archive(4).run()).isNotEmpty();
    }

    @Test
    void theArchiveOfAnotherKeyspaceIsLeftAlone() {
        archive(4).run();
        jedis.flushAll();
        try (RedisStore anew = bot(REDIS, ONCE)) {
            assertThatThrownBy(
                            () -> anew.auditArchive(directory, Duration.ZERO, 1).run())
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("another keyspace");
            assertThatThrownBy(() -> anew.auditVerifier().verify(new Evidence(null, null, directory)))
                    .isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void theScriptTrimsNothingThatIsNotAsItWasArchived() {
        AuditChainTest.Entry third = AuditChainTest.chain(jedis, "ann").get(2);
        AuditChainTest.Entry newest = AuditChainTest.chain(jedis, "ann").get(9);

        assertThat(trim(3, "0".repeat(64))).isEqualTo("MOVED");
        assertThat(trim(10, newest.hash())).as("the newest stays").isEqualTo("MOVED");
        assertThat(trim(0, "")).isEqualTo("MOVED");
        assertThat(jedis.xlen(STREAM)).isEqualTo(10);
        assertThat(trim(3, third.hash())).isEqualTo("DONE");
        assertThat(trim(3, third.hash())).isEqualTo("MOVED");
        assertThat(jedis.xlen(STREAM)).isEqualTo(7);
        assertThat(store.act("ann", new ModeratorAction.Ban(null), "lee", "")
                        .entry()
                        .id())
                .isEqualTo(entry(11));
    }

    @Test
    void onlyABrokenChainRaisesTheAlarm() throws IOException {
        Files.createDirectories(directory);
        Path inTheWay = Files.createDirectory(file);
        assertThatThrownBy(() -> archive(4).run()).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> archive(4).run()).isInstanceOf(StoreException.class);
        assertThat(eventTypes()).as("once an hour").containsExactly(EventTypes.ARCHIVE_FAILED);

        Files.delete(inTheWay);
        archive(4).run();
        Files.write(file, lines().subList(0, 3));
        assertThatThrownBy(() -> archive(4).run()).hasMessageContaining("go on in the directory");
        assertThat(eventTypes()).containsExactly(EventTypes.ARCHIVE_FAILED);

        jedis.hset(HEAD, "hash", "0".repeat(64));
        Files.delete(file);
        assertThatThrownBy(() -> archive(4).run()).isInstanceOf(StoreException.class);
        assertThat(eventTypes()).containsExactly(EventTypes.ARCHIVE_FAILED, EventTypes.AUDIT_TRAIL_BROKEN);
    }

    private List<String> eventTypes() {
        return jedis.xrange(PREFIX + "{g}:events", "-", "+").stream()
                .map(event -> event.getFields().getOrDefault("type", ""))
                .toList();
    }

    private String trim(long sequence, String hash) {
        Object reply = jedis.eval(
                new String(Script.TRIM.source(), java.nio.charset.StandardCharsets.UTF_8),
                List.of(STREAM, HEAD),
                List.of(Long.toString(sequence), hash, "id"));
        return String.valueOf(((List<?>) reply).getFirst());
    }
}
