package dev.ratewarden.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.Violation;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JournalCodecTest {

    static Stream<JournalEntry> entries() {
        long at = 1_700_000_000_123L;
        Violation violation = new Violation(
                at,
                "play",
                2,
                "all",
                Limit.tokenBucket(5, Duration.ofSeconds(7), 11),
                null,
                new Penalty(10, 3, 25.1, 1 / 3.0, 25.1 + 1 / 3.0, true),
                "guild \"1\"\\",
                true);
        return Stream.of(
                new JournalEntry.Decided(at, "ann", "play", Reason.ALLOWED, false, null, null, null, null),
                new JournalEntry.Decided(
                        at,
                        "a \"quoted\" \\ üser 🎲",
                        "play",
                        Reason.BANNED,
                        true,
                        Long.MAX_VALUE,
                        "w",
                        null,
                        new CallId("f-1", 7)),
                new JournalEntry.Decided(
                        at,
                        "ann",
                        "play",
                        Reason.LIMITED,
                        true,
                        at + 5,
                        "guild \"1\"\\",
                        violation,
                        new CallId("l", 1)),
                new JournalEntry.Counted(at, "play", 1, 2, 3, 4));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void whatIsWrittenIsReadBack(JournalEntry entry) {
        assertThat(JournalCodec.read(JournalCodec.write(entry))).isEqualTo(entry);
    }

    @Test
    void whatIsNoEntryIsNone() {
        assertThat(JournalCodec.read("")).isNull();
        assertThat(JournalCodec.read("{}")).isNull();
        assertThat(JournalCodec.read("[\"c\"]")).isNull();
        assertThat(JournalCodec.read("[\"z\",1]")).isNull();
        assertThat(JournalCodec.read("[\"n\",1,\"play\"]")).isNull();
    }

    @Test
    void damagedEntriesNeverThrow() {
        Random random = new Random(3);
        entries().map(JournalCodec::write).forEach(json -> {
            for (int i = 0; i < 5_000; i++) {
                char[] chars = json.toCharArray();
                chars[random.nextInt(chars.length)] = (char) (32 + random.nextInt(95));
                JournalCodec.read(new String(chars));
            }
        });
    }
}
