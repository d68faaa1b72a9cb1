package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "7d, 604800000",
        "90m, 5400000",
        "2h30m, 9000000",
        "1w 2d, 777600000",
        "500ms, 500",
        "1m500ms, 60500",
        "' 24 H ', 86400000"
    })
    void readsWhatPeopleWrite(String text, long ms) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(ms));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "7",
                "d",
                "-1d",
                "1.5h",
                "30m2h",
                "1d1d",
                "7 days",
                "0s",
                "99999999999999999999d",
                "9000000000000d"
            })
    void refusesEverythingElseNamingTheInput(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("duration \"" + text + "\": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7d", "1h30m", "2h5s", "1ms", "3d4h5m6s7ms"})
    void theCompactFormReadsBackAsItself(String text) {
        assertThat(Durations.compact(Durations.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "-5, 0 s",
        "999, 999 ms",
        "1500, 1 s",
        "61000, 1 min 1 s",
        "420000, 7 min",
        "9000000, 2 h 30 min",
        "172805000, 2 d"
    })
    void wordsShowTwoNeighbouringUnits(long ms, String words) {
        assertThat(Durations.words(ms)).isEqualTo(words);
    }

    @Test
    void aWaitIsRoundedUp() {
        assertThat(Durations.waiting(1)).isEqualTo("1 s");
        assertThat(Durations.waiting(59_001)).isEqualTo("1 min");
        assertThat(Durations.waiting(0)).isEqualTo("0 s");
    }
}
