package dev.ratewarden.dashboard.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every colour that is text, measured on every ground on which it stands. */
class ContrastTest {

    private static final List<String> GROUNDS = List.of(
            "page", "surface", "raised", "control", "control-hover", "selected", "hover", "notice", "danger-wash");
    private static final List<String> TEXTS =
            List.of("text", "muted", "accent-text", "danger-text", "severity-warning");
    /** Text on a ground of its own. */
    private static final List<List<String>> PAIRS = List.of(
            List.of("on-accent", "accent"),
            List.of("emergency-text", "emergency"),
            List.of("accent-text", "hatch"),
            List.of("accent-text", "hatch-ground"),
            List.of("denied", "page"),
            List.of("denied", "surface"),
            List.of("denied", "raised"));

    private static final List<String> TIERS = List.of("caution", "warning", "blocked");

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textCanBeReadOnEveryGround(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);
        SoftAssertions all = new SoftAssertions();
        for (String text : TEXTS) {
            for (String ground : GROUNDS) {
                atLeast(all, tokens, text, ground, 4.5);
            }
        }
        PAIRS.forEach(pair -> atLeast(all, tokens, pair.getFirst(), pair.getLast(), 4.5));
        all.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theWordsOfATierCanBeReadWell(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);
        SoftAssertions all = new SoftAssertions();
        TIERS.forEach(tier -> atLeast(all, tokens, tier + "-text", tier, 5));
        all.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theFocusRingAndTheBanButtonsEdgeCanBeSeenOnEveryGround(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);
        SoftAssertions all = new SoftAssertions();
        for (String edge : List.of("accent", "danger", "good")) {
            for (String ground : List.of("page", "surface", "raised", "control")) {
                atLeast(all, tokens, edge, ground, 3);
            }
        }
        all.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void tiersDifferForEveryKindOfColourBlindness(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);
        SoftAssertions all = new SoftAssertions();
        for (Colours.Sight sight : Colours.Sight.values()) {
            for (int i = 0; i < TIERS.size(); i++) {
                for (String other : TIERS.subList(i + 1, TIERS.size())) {
                    String one = TIERS.get(i);
                    all.assertThat(Colours.distance(colour(tokens, one), colour(tokens, other), sight))
                            .as("%s and %s for %s in %s.css", one, other, sight, theme)
                            .isGreaterThanOrEqualTo(32);
                }
            }
        }
        all.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void noTextColourIsLeftOut(String theme) throws IOException {
        String all = Appearance.SHEETS.stream().map(ContrastTest::read).collect(Collectors.joining());
        List<String> used = Pattern.compile("-fx-(?:text-fill|fill|prompt-text-fill): -rw-([a-z-]+);")
                .matcher(all)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        List<String> shapes = List.of("accent", "surface", "good", "danger", "tick", "caution-border", "allowed");

        assertThat(tokens(theme)).containsKeys(used.toArray(String[]::new));
        assertThat(used)
                .as("text of which nobody measures how well it is read")
                .allMatch(token -> TEXTS.contains(token)
                        || shapes.contains(token)
                        || TIERS.stream().anyMatch(tier -> token.equals(tier + "-text") || token.equals(tier))
                        || PAIRS.stream().anyMatch(pair -> pair.getFirst().equals(token)));
    }

    private static void atLeast(
            SoftAssertions all, Map<String, String> tokens, String text, String ground, double wanted) {
        all.assertThat(Colours.contrast(colour(tokens, text), colour(tokens, ground)))
                .as("%s on %s", text, ground)
                .isGreaterThanOrEqualTo(wanted);
    }

    private static String colour(Map<String, String> tokens, String name) {
        return Objects.requireNonNull(tokens.get(name), name);
    }

    private static Map<String, String> tokens(String theme) throws IOException {
        return Pattern.compile("(?m)^\\s*-rw-([a-z-]+): (#[0-9a-f]{6});")
                .matcher(read(theme))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }

    private static String read(String sheet) {
        String path = "/dev/ratewarden/dashboard/css/" + sheet + ".css";
        try (InputStream in = Objects.requireNonNull(ContrastTest.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
