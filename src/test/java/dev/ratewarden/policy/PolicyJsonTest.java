package dev.ratewarden.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StandardPolicies;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies as JSON: what is written is read as it was, and every error names the policy and the field. */
class PolicyJsonTest {

    private static final Policy PLAIN = Policy.of("act", Limit.slidingWindow(5, Duration.ofHours(1)));

    private static final Policy FULL = Policy.of("act", Limit.tokenBucket(5, Duration.ofHours(1), 9))
            .withPoints(25)
            .withoutEscalation()
            .cascadingTo("all", "other")
            .adaptiveTo(1 / 3.0)
            .onOutage(OnOutage.CLOSED)
            .withRole("vip", 2.5)
            .withRole("guest", 1 / 3.0);

    @Test
    void aPlainPolicyWritesOnlyWhatItNeeds() {
        assertThat(PolicyJson.write(PLAIN))
                .isEqualTo(
                        "{\"strategy\":\"sliding_window\",\"limit\":5,\"windowMs\":3600000,\"points\":10,\"escalating\":true}");
    }

    @Test
    void everythingElseIsWrittenWhereItIsNotTheUsual() {
        assertThat(PolicyJson.write(FULL))
                .isEqualTo("{\"strategy\":\"token_bucket\",\"limit\":5,\"windowMs\":3600000,\"burst\":9,\"points\":25,"
                        + "\"escalating\":false,\"cascadesTo\":[\"all\",\"other\"],\"adaptiveFloor\":0.3333333333333333,"
                        + "\"onOutage\":\"CLOSED\",\"roles\":{\"guest\":0.3333333333333333,\"vip\":2.5}}");
    }

    @Test
    void whatIsWrittenIsReadAsItWas() {
        for (Policy policy : new Policy[] {PLAIN, FULL, PLAIN.onTrial(), FULL.onTrial()}) {
            assertThat(PolicyJson.read(policy.key(), PolicyJson.write(policy))).isEqualTo(policy);
        }
    }

    @ParameterizedTest
    @MethodSource("standard")
    void theStandardPoliciesToo(Policy policy) {
        assertThat(PolicyJson.read(policy.action(), PolicyJson.write(policy))).isEqualTo(policy);
    }

    static List<Policy> standard() {
        return StandardPolicies.all();
    }

    @Test
    void whatIsLeftOutIsTheUsual() {
        assertThat(PolicyJson.read("act", "{\"strategy\":\"sliding_window\",\"limit\":5,\"windowMs\":3600000}"))
                .isEqualTo(PLAIN);
    }

    @Test
    void fieldsOfLaterReleasesAreIgnored() {
        assertThat(
                        PolicyJson.read(
                                "act",
                                "{\"strategy\":\"sliding_window\",\"limit\":5,\"windowMs\":3600000,\"colour\":\"red\",\"x\":{}}"))
                .isEqualTo(PLAIN);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "strategy      | \"magic\"",
                "strategy      | 1",
                "limit         | 0",
                "limit         | 1.5",
                "limit         | \"5\"",
                "limit         | 99999999999999999999",
                "windowMs      | null",
                "windowMs      | -1",
                "burst         | 3",
                "points        | 1001",
                "points        | -1",
                "points        | true",
                "escalating    | \"yes\"",
                "cascadesTo    | \"all\"",
                "cascadesTo    | [1]",
                "cascadesTo    | [\"act\"]",
                "adaptiveFloor | 0",
                "adaptiveFloor | \"half\"",
                "adaptiveFloor | null",
                "onOutage      | \"local\"",
                "onOutage      | 1",
                "roles         | [\"vip\"]",
                "roles         | {\"vip\":\"2\"}",
                "roles         | {\"vip\":0}",
                "roles         | {\"no role\":2}"
            })
    void aFieldThatIsWrongIsNamed(String field, String value) {
        String json = "{\"strategy\":\"sliding_window\",\"limit\":5,\"windowMs\":3600000}";
        String with = json.contains('"' + field + '"')
                ? json.replaceAll("\"" + field + "\":[^,}]+", "\"" + field + "\":" + value)
                : json.replace("}", ",\"" + field + "\":" + value + "}");
        assertThatThrownBy(() -> PolicyJson.read("act", with))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("policy of act: ")
                .hasMessageContaining(field.replace("windowMs", "window").replace("roles", "role"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "5", "{", "{\"strategy\"}", "\"x\""})
    void whatIsNoJsonObjectIsRefused(String json) {
        assertThatThrownBy(() -> PolicyJson.read("act", json))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("policy of act: ");
        assertThatThrownBy(() -> PolicyJson.readRules(json))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("score rules: ");
    }

    @Test
    void aTrialThatCascadesIsRefused() {
        assertThatThrownBy(() -> PolicyJson.read("act#shadow", PolicyJson.write(PLAIN.cascadingTo("b"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("policy of act#shadow: cascadesTo");
    }

    @Test
    void scoreRulesAreReadAsTheyWereWritten() {
        ScoreRules rules = new ScoreRules(250.5, 1 / 3.0, 997.3);
        assertThat(PolicyJson.readRules(PolicyJson.write(rules))).isEqualTo(rules);
        assertThat(PolicyJson.write(ScoreRules.DEFAULT))
                .isEqualTo("{\"blockAt\":100.0,\"unblockBelow\":75.0,\"decayPerHour\":0.0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"blockAt", "unblockBelow", "decayPerHour"})
    void aRuleThatIsMissingOrWrongIsNamed(String field) {
        String json = PolicyJson.write(ScoreRules.DEFAULT);
        assertThatThrownBy(() -> PolicyJson.readRules(json.replace('"' + field + '"', "\"other\"")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("score rules: " + field);
        assertThatThrownBy(() ->
                        PolicyJson.readRules(json.replaceAll("\"" + field + "\":[0-9.]+", "\"" + field + "\":-1")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("score rules: " + field);
    }
}
