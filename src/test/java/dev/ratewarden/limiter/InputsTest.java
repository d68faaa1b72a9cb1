package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door for ids, actions, costs and places: what is refused is named, and nothing else is refused. */
class InputsTest {

    private static final int GENERATED = 100_000;
    private static final long SEED = 20_260_101;
    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "7",
            " ",
            "_",
            ".",
            "-",
            ":",
            "{",
            "}",
            "\"",
            "'",
            "\n",
            "\0",
            "\u007F",
            "\u0085",
            "\u202E",
            "é",
            "🦊",
            "\uD83E",
            "\uDD8A",
            "漢",
            "\t",
            "pack_create",
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");

    @Test
    void aHundredThousandGeneratedIdsAreAcceptedExactlyByTheRule() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < GENERATED; i++) {
            String id = generated(random);
            boolean good = isText(id) && bytes(id) >= 1 && bytes(id) <= 128;
            assertAccepted(good, "user id", id, Inputs::userId, i);
        }
    }

    @Test
    void aHundredThousandGeneratedActionsAreAcceptedExactlyByTheRule() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int i = 0; i < GENERATED; i++) {
            String action = generated(random);
            assertAccepted(isAction(action), "action", action, Inputs::action, i);
        }
    }

    private static void assertAccepted(boolean good, String what, String input, UnaryOperator<String> door, int i) {
        try {
            String accepted = door.apply(input);
            assertThat(good).as("seed %d, input %d: %s", SEED, i, input).isTrue();
            assertThat(accepted).isEqualTo(input);
        } catch (InvalidRequestException e) {
            assertThat(good)
                    .as("seed %d, input %d: %s", SEED, i, e.getMessage())
                    .isFalse();
            assertThat(e.getMessage())
                    .startsWith(what + " \"")
                    .doesNotContain("\n")
                    .doesNotContain("\u202E");
        }
    }

    private static String generated(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(10) == 0 ? random.nextInt(20) : random.nextInt(5);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static boolean isText(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text)
                && text.chars().noneMatch(c -> c < 0x20 || (c >= 0x7F && c <= 0x9F));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isAction(String text) {
        boolean begins = !text.isEmpty() && text.charAt(0) >= 'a' && text.charAt(0) <= 'z';
        return begins
                && text.length() <= 64
                && text.chars().allMatch(c -> "abcdefghijklmnopqrstuvwxyz0123456789_.-".indexOf(c) >= 0);
    }

    @Test
    void anIdHasOneToAHundredAndTwentyEightBytesNotCharacters() {
        assertThat(Inputs.userId("é".repeat(64))).hasSize(64);
        assertThatThrownBy(() -> Inputs.userId("é".repeat(64) + "x"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("129 bytes")
                .hasMessageContaining("1 to 128");
        assertThatThrownBy(() -> Inputs.userId("")).hasMessageContaining("user id \"\"");
    }

    @Test
    void anActionHasOneToSixtyFourCharacters() {
        assertThat(Inputs.action("a".repeat(64))).hasSize(64);
        assertThatThrownBy(() -> Inputs.action("a".repeat(65))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Inputs.action("a\n")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Inputs.action("Pack"))
                .hasMessageContaining("\"Pack\"")
                .hasMessageContaining("pack_create");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aCostBelowOneIsRefusedByName(long cost) {
        assertThatThrownBy(() -> new CheckRequest("ann", "act", cost, null))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("cost " + cost);
    }

    @Test
    void aPlaceHasUpToSixtyFourBytesOrIsAbsent() {
        assertThatCode(() -> new CheckRequest("ann", "act", 1, "🦊".repeat(16))).doesNotThrowAnyException();
        assertThatCode(() -> new CheckRequest("ann", "act", Long.MAX_VALUE, null))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new CheckRequest("ann", "act", 1, "🦊".repeat(16) + "x"))
                .hasMessageStartingWith("where ")
                .hasMessageContaining("65 bytes");
        assertThatThrownBy(() -> new CheckRequest("ann", "act", 1, "a\tb")).hasMessageContaining("control");
    }

    @Test
    void anInputIsQuotedShortAndUnableToForgeALine() {
        assertThat(Inputs.quote("a\nb\u202Ec")).isEqualTo("\"a\\u{a}b\\u{202e}c\"");
        assertThat(Inputs.quote("x".repeat(500))).hasSizeLessThan(50);
    }

    @Test
    void aShortenedInputIsNotCutInTheMiddleOfACharacter() {
        assertThat(Inputs.quote("x".repeat(39) + "🦊🦊")).doesNotContain("\\u{d83e}");
    }

    @Test
    @SuppressWarnings("NullAway") // What a caller without such a check may do.
    void nothingIsNamedToo() {
        assertThatThrownBy(() -> CheckRequest.of(null, "act"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("user id: must not be null");
        assertThatThrownBy(() -> CheckRequest.of("ann", null))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("action: must not be null");
    }
}
