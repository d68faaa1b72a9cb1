package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @ParameterizedTest
    @ValueSource(strings = {"mira_42", "Ötzi", "漢字", "🦊", "a b", "e\u0301", "{x}:\"y\"'"})
    void whatCanBeSeenIsShownAsItIs(String text) {
        assertThat(Text.visible(text)).isEqualTo(text);
        assertThat(Text.displayName(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "202E, right-to-left override",
        "2066, left-to-right isolate",
        "200B, zero-width space",
        "200D, zero-width joiner",
        "FEFF, byte order mark",
        "7, bell",
        "A, line feed",
        "85, next line",
        "2028, line separator",
        "E000, private use",
        "E0041, tag letter",
        "3164, Hangul filler"
    })
    void whatCannotBeSeenIsEscapedInTextAndStrippedFromNames(String hex, String what) {
        int codePoint = Integer.parseInt(hex, 16);
        String text = "a" + Character.toString(codePoint) + "b";

        assertThat(Text.visible(text)).as(what).isEqualTo("a\\u{" + hex.toLowerCase(java.util.Locale.ROOT) + "}b");
        assertThat(Text.displayName(text)).as(what).isEqualTo("ab");
    }

    @Test
    void aNameIsTrimmedAndCutToThirtyTwoGraphemes() {
        assertThat(Text.displayName("  mira  ")).isEqualTo("mira");
        assertThat(Text.displayName("x".repeat(33))).isEqualTo("x".repeat(32));
        assertThat(Text.displayName("e\u0301".repeat(40))).isEqualTo("e\u0301".repeat(32));
        assertThat(Text.displayName("🦊".repeat(40))).isEqualTo("🦊".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u200B\u202E", "\u2800"})
    void aNameOfNothingIsEmpty(String name) {
        assertThat(Text.displayName(name)).isEmpty();
    }
}
