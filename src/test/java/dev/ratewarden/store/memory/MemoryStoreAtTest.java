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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A single bot without Redis: what matters of users is there again after its next start. */
class MemoryStoreAtTest {

    private static final Policy ONCE = Policy.of("once", Limit.slidingWindow(1, Duration.ofDays(1)));

    @TempDir
    Path directory;

    private long nowMs = 1_796_000_000_000L;

    private MemoryStore open() {
        MemoryStore store = MemoryStore.at(directory.resolve("data/users"), () -> Instant.ofEpochMilli(nowMs));
        store.addDefaults(List.of(ONCE), new ScoreRules(100, 75, 1));
        return store;
    }

    private static void check(MemoryStore store, String user, int times) {
        for (int i = 0; i < times; i++) {
            store.check(CheckRequest.of(user, "once"));
        }
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
            before = store.user("ann").orElseThrow();
        }
        nowMs += 3_600_000;
        try (MemoryStore store = open()) {
            UserDetail ann = store.user("ann").orElseThrow();
            assertThat(ann.summary().score()).isEqualTo(before.summary().score() - 1);
            assertThat(ann.summary().violations()).isEqualTo(3);
            assertThat(ann.summary().name()).isEqualTo("Ann");
            assertThat(ann.note()).isEqualTo(before.note());
            assertThat(ann.overrides()).isEqualTo(before.overrides());
            assertThat(ann.moderationRevision()).isEqualTo(2);
            assertThat(store.find("an", 5)).hasSize(1);
            assertThat(store.check(CheckRequest.of("ben", "once")).reason()).isEqualTo(Reason.BANNED);
            assertThat(store.check(CheckRequest.of("cat", "once")).reason()).isEqualTo(Reason.EXEMPT);
            assertThat(store.check(CheckRequest.of("dan", "once")).reason()).isEqualTo(Reason.BLOCKED);

            store.act("ben", new ModeratorAction.Unban(false), "lee", "");
            store.act("dan", new ModeratorAction.Forget(), "lee", "");
        }
        try (MemoryStore store = open()) {
            assertThat(store.check(CheckRequest.of("ben", "once")).reason()).isEqualTo(Reason.ALLOWED);
            assertThat(store.user("dan")).isEmpty();
        }
    }

    @Test
    void aTornTailCostsNothingButItself() throws IOException {
        try (MemoryStore store = open()) {
            store.act("ann", new ModeratorAction.Ban(null), "lee", "");
            store.act("ben", new ModeratorAction.Ban(null), "lee", "");
        }
        Path file = directory.resolve("data/users");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
        try (MemoryStore store = open()) {
            assertThat(store.check(CheckRequest.of("ann", "once")).reason()).isEqualTo(Reason.BANNED);
            assertThat(store.check(CheckRequest.of("ben", "once")).reason()).isEqualTo(Reason.ALLOWED);
        }
    }

    @Test
    void theFileStaysSmallAndHasOneOwner() throws IOException {
        try (MemoryStore store = open()) {
            for (int i = 0; i < 20_000; i++) {
                store.act("ann", new ModeratorAction.Note("note " + i), "lee", "");
            }
            assertThat(Files.size(directory.resolve("data/users"))).isLessThan(2 << 20);
            assertThatThrownBy(this::open).isInstanceOf(InvalidRequestException.class);
        }
        try (MemoryStore store = open()) {
            assertThat(Objects.requireNonNull(store.user("ann").orElseThrow().note())
                            .text())
                    .isEqualTo("note 19999");
        }
    }
}
