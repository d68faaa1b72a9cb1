package dev.ratewarden.dashboard.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountAgeTest {

    private static final long NOW = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();

    @Test
    void aDiscordIdTellsToTheMillisecondWhenItsAccountWasMade() {
        // The example of Discord's own reference.
        assertThat(AccountAge.createdAtMs("175928847299117063", NOW))
                .isEqualTo(Instant.parse("2016-04-30T11:18:25.796Z").toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "42",
                "mira",
                "1234567890123456",
                "075928847299117063",
                "17592884729911706x",
                "9999999999999999999",
                "12345678901234567890",
                "-75928847299117063"
            })
    void otherIdsTellNothing(String id) {
        assertThat(AccountAge.createdAtMs(id, NOW)).isNull();
        assertThat(AccountAge.isSnowflake(id)).isFalse();
    }

    @Test
    void anAccountOfTheFutureIsNoAccount() {
        long id = (NOW + 120_000 - 1_420_070_400_000L) << 22;
        assertThat(AccountAge.createdAtMs(Long.toString(id), NOW)).isNull();
        assertThat(AccountAge.createdAtMs(Long.toString(id), NOW + 120_000)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PT-5S, 0 hours",
        "PT59M, 0 hours",
        "PT1H, 1 hour",
        "PT23H59M, 23 hours",
        "P1D, 1 day",
        "P59D, 59 days",
        "P60D, 2 months",
        "P365D, 11 months",
        "P730D, 23 months",
        "P731D, 2 years",
        "P4000D, 10 years"
    })
    void anAgeIsSaidInWholeUnits(Duration age, String words) {
        assertThat(AccountAge.words(age.toMillis())).isEqualTo(words);
    }
}
