package dev.ratewarden.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A single bot without Redis: what matters of users is there again after its next start. */
class MemoryStoreAtTest {

    private static final Policy ONCE = Policy.of("once", Limit.slidingWindow(1, Duration.ofDays(1)));
    private static final int HOUR_MS = 3_600_000;

    @TempDir
    Path directory;

    private long nowMs = 1_796_000_000_000L;

    private Path file() {
        return directory.resolve("data/users");
    }

    private MemoryStore open() {
        return open(new ScoreRules(100, 75, 1));
    }

    private MemoryStore open(ScoreRules rules) {
        MemoryStore store = MemoryStore.at(file(), () -> Instant.ofEpochMilli(nowMs));
        store.addDefaults(List.of(ONCE), rules);
        return store;
    }

    private static void check(MemoryStore store, String user, int times) {
        for (int i = 0; i < times; i++) {
            store.check(CheckRequest.of(user, "once"));
        }
    }

    private static Reason reason(MemoryStore store, String user) {
        return store.check(CheckRequest.of(user, "once")).reason();
    }

    private static UserDetail detail(MemoryStore store, String user) {
        return store.user(user).orElseThrow();
    }

    private void rewrite(byte[] bytes) throws IOException {
        Files.write(file(), bytes);
    }

    @Test
    void whatModeratorsSetAndScoresAndNamesSurviveTheNextStart() {
        UserDetail before;
        try (MemoryStore store = open()) {
            check(store, "ann", 4);
            store.describe(Map.of("ann", "Ann"));
            store.act("ann", new ModeratorAction.Note("watch\nher"), "lee", "");
            store.act("ann", new ModeratorAction.Override("once", 7L), "lee", "");
            store.act("ben", new ModeratorAction.Ban(null), "lee", "spam");
            store.act("cat", new ModeratorAction.Exempt(null), "lee", "");
            check(store, "dan", 9);
            before = detail(store, "ann");
        }
        nowMs += HOUR_MS;
        try (MemoryStore store = open()) {
            UserDetail ann = detail(store, "ann");
            assertThat(ann.summary().score()).isEqualTo(before.summary().score() - 1);
            assertThat(ann.summary().violations()).isEqualTo(3);
            assertThat(ann.summary().name()).isEqualTo("Ann");
            assertThat(ann.note()).isEqualTo(before.note());
            assertThat(ann.overrides()).isEqualTo(before.overrides());
            assertThat(ann.moderationRevision()).isEqualTo(2);
            assertThat(store.find("an", 5)).hasSize(1);
            assertThat(reason(store, "ben")).isEqualTo(Reason.BANNED);
            assertThat(reason(store, "cat")).isEqualTo(Reason.EXEMPT);
            assertThat(reason(store, "dan")).isEqualTo(Reason.BLOCKED);

            store.act("ben", new ModeratorAction.Unban(false), "lee", "");
            store.act("dan", new ModeratorAction.Forget(), "lee", "");
        }
        try (MemoryStore store = open()) {
            assertThat(reason(store, "ben")).isEqualTo(Reason.ALLOWED);
            assertThat(store.user("dan")).isEmpty();
        }
    }

    @Test
    void whatIsKeptDoesNotWaitForAnOrderlyEnd() throws IOException {
        try (MemoryStore store = open()) {
            store.act("ann", new ModeratorAction.Ban(null), "lee", "");
            check(store, "ben", 3);
            byte[] whileOpen = Files.readAllBytes(file());
            store.act("ann", new ModeratorAction.Unban(false), "lee", "");
            Files.write(directory.resolve("killed"), whileOpen);
        }
        rewrite(Files.readAllBytes(directory.resolve("killed")));
        try (MemoryStore store = open()) {
            assertThat(reason(store, "ann")).isEqualTo(Reason.BANNED);
            assertThat(detail(store, "ben").summary().violations()).isEqualTo(2);
        }
    }

    @Test
    void theNextStartMayHaveOtherRulesAndScoresGoOnUnderThem() {
        try (MemoryStore store = open(new ScoreRules(100, 75, 1))) {
            check(store, "ann", 5);
        }
        nowMs += HOUR_MS;
        double before;
        try (MemoryStore store = open(new ScoreRules(200, 150, 3))) {
            before = detail(store, "ann").summary().score();
            assertThat(store.policies().scoreRules()).isEqualTo(new ScoreRules(200, 150, 3));
            nowMs += HOUR_MS;
            assertThat(detail(store, "ann").summary().score()).isEqualTo(before - 3);
        }
        nowMs += HOUR_MS;
        try (MemoryStore store = open(new ScoreRules(200, 150, 3))) {
            assertThat(detail(store, "ann").summary().score()).isEqualTo(before - 6);
        }
    }

    @Test
    void aTornTailCostsNothingButItself() throws IOException {
        try (MemoryStore store = open()) {
            store.act("ann", new ModeratorAction.Ban(null), "lee", "");
            store.act("ben", new ModeratorAction.Ban(null), "lee", "");
        }
        byte[] bytes = Files.readAllBytes(file());
        rewrite(Arrays.copyOf(bytes, bytes.length - 5));
        try (MemoryStore store = open()) {
            assertThat(reason(store, "ann")).isEqualTo(Reason.BANNED);
            assertThat(reason(store, "ben")).isEqualTo(Reason.ALLOWED);
        }
    }

    @Test
    void aDamagedLineHidesNoOtherAndTheFileAsItWasStaysBesideTheNewOne() throws IOException {
        try (MemoryStore store = open()) {
            for (String user : List.of("ann", "ben", "cat")) {
                store.act(user, new ModeratorAction.Ban(null), "lee", "");
            }
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.replaceAll(line -> line.contains("\"ben\"") ? line.replace("lee", "eve") : line);
        byte[] damaged = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        rewrite(damaged);
        try (MemoryStore store = open()) {
            assertThat(reason(store, "ann")).isEqualTo(Reason.BANNED);
            assertThat(reason(store, "ben")).isEqualTo(Reason.ALLOWED);
            assertThat(reason(store, "cat")).isEqualTo(Reason.BANNED);
        }
        assertThat(directory.resolve("data/users.damaged")).hasBinaryContent(damaged);
    }

    @Test
    void whereTheRulesAreDamagedScoresStillDecayFromThenOn() throws IOException {
        try (MemoryStore store = open()) {
            check(store, "ann", 5);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        assertThat(lines).anyMatch(line -> line.contains("[\"r\""));
        lines.replaceAll(line -> line.replace("[\"r\"", "[\"R\""));
        rewrite((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        nowMs += HOUR_MS;
        double before;
        try (MemoryStore store = open()) {
            before = detail(store, "ann").summary().score();
            assertThat(before).isPositive();
        }
        nowMs += HOUR_MS;
        try (MemoryStore store = open()) {
            assertThat(detail(store, "ann").summary().score()).isEqualTo(before - 1);
        }
    }

    @Test
    void whoIsOnlySeenIsNotForgottenForIt() {
        try (MemoryStore store = open()) {
            check(store, "ann", 1);
            store.describe(Map.of("ann", "Ann"));
            check(store, "ben", 1);
            store.describe(Map.of("ben", "Ben"));
            nowMs += 29L * 24 * HOUR_MS;
            check(store, "ann", 1);
        }
        nowMs += 11L * 24 * HOUR_MS;
        try (MemoryStore store = open()) {
            assertThat(detail(store, "ann").summary().name()).isEqualTo("Ann");
            assertThat(store.user("ben")).as("not seen for 40 days").isEmpty();
        }
    }

    @Test
    void whoWasOnlyAllowedTakesNoRoomInTheFile() throws IOException {
        try (MemoryStore store = open()) {
            check(store, "ann", 1);
            assertThat(file()).content().doesNotContain("ann");
        }
    }

    @Test
    void aFileThatCannotBeReplacedGoesOnGrowing() throws IOException {
        Files.createDirectories(directory.resolve("data/users.new/in the way"));
        try (MemoryStore store = open()) {
            store.act("ben", new ModeratorAction.Ban(null), "lee", "");
            String text = "x".repeat(400);
            for (int i = 0; Files.size(file()) < 1_200_000; i++) {
                store.act("ann", new ModeratorAction.Note(text + i), "lee", "");
            }
            store.act("ann", new ModeratorAction.Note("the last"), "lee", "");
        }
        try (MemoryStore store = open()) {
            assertThat(detail(store, "ann").note()).extracting("text").isEqualTo("the last");
            assertThat(reason(store, "ben")).isEqualTo(Reason.BANNED);
        }
    }

    @Test
    void aFileOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "token = secret");
        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("something else");
        assertThat(file()).hasContent("token = secret");
    }

    @Test
    void oneStoreHasTheFileAtATime() {
        try (MemoryStore store = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("another process or store has it");
            assertThat(store.policies().revision()).isPositive();
        }
        open().close();
    }

    @Test
    void theFileStaysSmallHoweverOftenThingsChange() throws IOException {
        try (MemoryStore store = open()) {
            store.act("ben", new ModeratorAction.Ban(null), "lee", "");
            String text = "x".repeat(200);
            for (int i = 0; Files.size(file()) < 1_000_000; i++) {
                store.act("ann", new ModeratorAction.Note(text + i), "lee", "");
            }
            for (int i = 0; Files.size(file()) > 500_000; i++) {
                assertThat(Files.size(file()))
                        .as("bytes after %d changes more", i)
                        .isLessThan(64 << 20);
                store.act("ann", new ModeratorAction.Note(text + " later " + i), "lee", "");
            }
            store.act("ann", new ModeratorAction.Note("the last"), "lee", "");
        }
        assertThat(directory.resolve("data/users.new")).doesNotExist();
        try (MemoryStore store = open()) {
            assertThat(detail(store, "ann").note()).extracting("text").isEqualTo("the last");
            assertThat(reason(store, "ben")).isEqualTo(Reason.BANNED);
        }
    }

    @Test
    void aNameThatIsToldAgainIsNotWrittenAgain() throws IOException {
        try (MemoryStore store = open()) {
            check(store, "ann", 1);
            store.describe(Map.of("ann", "Ann"));
            long size = Files.size(file());
            store.describe(Map.of("ann", "Ann"));
            assertThat(file()).hasSize(size);
        }
    }

    @Test
    void aHalfWrittenNewFileOfAnEarlierEndIsNoHindrance() throws IOException {
        try (MemoryStore store = open()) {
            store.act("ann", new ModeratorAction.Ban(null), "lee", "");
        }
        Files.writeString(directory.resolve("data/users.new"), "half", StandardOpenOption.CREATE);
        try (MemoryStore store = open()) {
            assertThat(reason(store, "ann")).isEqualTo(Reason.BANNED);
        }
    }
}
