package dev.ratewarden.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference page of policies says what the code does: its examples can be read, its messages are the ones that come. */
class PoliciesPageTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?m)^\"([a-z_#]+)\": +(\\{.*})$");

    private final String page = read();

    @Test
    void everyExampleIsAPolicy() {
        List<Policy> examples =
                EXAMPLE.matcher(page).results().map(PoliciesPageTest::policy).toList();

        assertThat(examples).hasSizeGreaterThan(5);
        assertThat(examples)
                .allSatisfy(policy -> assertThat(PolicyJson.read(policy.key(), PolicyJson.write(policy)))
                        .isEqualTo(policy));
        assertThat(policy("pack_create", page.substring(page.indexOf("```json") + 7, page.indexOf("}}") + 2)))
                .as("the page's first example and the same in Java")
                .isEqualTo(Policy.of("pack_create", Limit.tokenBucket(5, Duration.ofHours(1), 8))
                        .cascadingTo("api_call")
                        .adaptiveTo(0.25)
                        .withRole("vip", 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            play_song | {"strategy":"fixed_window","windowMs":1}
            play_song | {"strategy":"fixed_window","limit":0,"windowMs":1}
            play_song | {"strategy":"bucket","limit":5,"windowMs":1}
            play_song | {"strategy":"fixed_window","limit":5,"windowMs":1,"burst":9}
            play_song | {"strategy":"fixed_window","limit":1000000000,"windowMs":31536000000}
            play_song | {"strategy":"fixed_window","limit":5,"windowMs":1,"points":-1}
            play_song | {"strategy":"fixed_window","limit":5,"windowMs":1,"adaptiveFloor":0}
            play_song | {"strategy":"fixed_window","limit":5,"windowMs":1,"onOutage":"NO"}
            play_song | {"strategy":"fixed_window","limit":5,"windowMs":1,"roles":{"vip":0}}
            play_song | {"strategy":"fixed_window","limit":5,"windowMs":1,"cascadesTo":["play_song"]}
            play_song#shadow | {"strategy":"fixed_window","limit":5,"windowMs":1,"cascadesTo":["api_call"]}
            """)
    void everyMessageOfThePageIsTheOneThatComes(String key, String json) {
        assertThatThrownBy(() -> PolicyJson.read(key, json))
                .isInstanceOf(InvalidRequestException.class)
                .satisfies(refused -> assertThat(page).contains('`' + refused.getMessage() + '`'));
    }

    @Test
    void circlesAndRulesToo() {
        Map<String, Policy> circle =
                Map.of("a", minute("a").cascadingTo("b"), "b", minute("b").cascadingTo("a"));

        assertThatThrownBy(() ->
                        new PolicyBook(1, circle, Map.of(), ScoreRules.DEFAULT, DecayClock.STILL, Enforcement.ENFORCE))
                .hasMessageMatching("cascadesTo: (a → b → a|b → a → b) is a circle; remove one of these steps");
        assertThat(page).contains("`cascadesTo: a → b → a is a circle; remove one of these steps`");
        assertThatThrownBy(() -> PolicyJson.readRules("{\"blockAt\":100,\"unblockBelow\":120,\"decayPerHour\":0}"))
                .satisfies(refused -> assertThat(page).contains('`' + refused.getMessage() + '`'));
    }

    private static Policy minute(String action) {
        return Policy.of(action, Limit.fixedWindow(1, Duration.ofMinutes(1)));
    }

    private static Policy policy(MatchResult example) {
        return policy(example.group(1), example.group(2));
    }

    private static Policy policy(String key, String json) {
        return PolicyJson.read(key, json);
    }

    private static String read() {
        try {
            return Files.readString(Path.of("src/site/markdown/policies.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
