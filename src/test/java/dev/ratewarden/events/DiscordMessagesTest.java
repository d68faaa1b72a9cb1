package dev.ratewarden.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Within Discord's limits, and nobody is mentioned. */
class DiscordMessagesTest {

    private final DiscordMessages messages = new DiscordMessages();

    private static SecurityEvent event(String user, Map<String, String> figures) {
        return new SecurityEvent(
                1_800_000_000_000L, "USER_AUTO_BLOCKED", Severity.CRITICAL, user, "play", null, 100, 4, figures);
    }

    private JsonNode body(List<SecurityEvent> events, long dropped) {
        return JsonMapper.shared().readTree(messages.body(events, dropped));
    }

    @Test
    void anAlertIsAnEmbedOfItsSeveritysColour() {
        JsonNode body = body(List.of(event("123", Map.of("reason", "spam"))), 2);
        assertThat(body.path("content").asString()).startsWith("2 alerts before this could not be sent");
        assertThat(body.path("allowed_mentions").toString()).isEqualTo("{\"parse\":[]}");
        JsonNode embed = body.path("embeds").path(0);
        assertThat(embed.path("title").asString()).isEqualTo("CRITICAL: user auto blocked");
        assertThat(embed.path("color").asInt()).isEqualTo(0xE4572E);
        assertThat(embed.path("timestamp").asString()).isEqualTo("2027-01-15T08:00:00Z");
        assertThat(embed.path("fields").toString())
                .isEqualTo("[{\"name\":\"User\",\"value\":\"123\",\"inline\":true},"
                        + "{\"name\":\"Action\",\"value\":\"play\",\"inline\":true},"
                        + "{\"name\":\"Score\",\"value\":\"100\",\"inline\":true},"
                        + "{\"name\":\"Folded\",\"value\":\"stands for 4 more\",\"inline\":true},"
                        + "{\"name\":\"reason\",\"value\":\"spam\",\"inline\":true}]");
    }

    @Test
    void whatIsBlankIsLeftOutForDiscordRefusesIt() {
        SecurityEvent event = new SecurityEvent(
                1, "USER_AUTO_BLOCKED", Severity.CRITICAL, "ann", "play", " ", 0, 0, Map.of("a", " ", " ", "b"));
        assertThat(body(List.of(event), 0).path("embeds").path(0).path("fields").findValuesAsString("name"))
                .containsExactly("User", "Action");
    }

    @Test
    void strangersMentionNobodyAndFormatNothing() {
        String plain =
                DiscordMessages.plain("@everyone <@123> **b** [x](https://evil.example) `c` ||s|| # h\n> q\u202e");
        assertThat(plain)
                .doesNotContain("@everyone", " <@", "https://")
                .contains("\\*\\*b\\*\\*", "\\[x\\]\\(", "\\`c\\`", "\\|\\|s", "\\u{a}", "\\u{202e}");
    }

    @Test
    void hugeTextsAreCutWithinTheLimits() {
        Map<String, String> figures = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            figures.put("f".repeat(300) + i, "\\*\ud83d\ude00".repeat(1_000));
        }
        List<SecurityEvent> events = Collections.nCopies(15, event("x".repeat(3_000), figures));
        assertThat(messages.fitting(events)).isEqualTo(1);
        JsonNode embed = body(events.subList(0, 1), 0).path("embeds").path(0);
        int sum = embed.path("title").asString().length();
        assertThat(embed.path("fields").size()).isBetween(2, 25);
        for (JsonNode field : embed.path("fields")) {
            String value = field.path("value").asString();
            assertThat(value.length()).isLessThanOrEqualTo(1_024);
            assertThat(field.path("name").asString().length()).isLessThanOrEqualTo(256);
            assertThat(Character.isHighSurrogate(value.charAt(value.length() - 2)))
                    .isFalse();
            sum += value.length() + field.path("name").asString().length();
        }
        assertThat(sum).isLessThanOrEqualTo(6_000);
    }

    @Test
    void tenSmallAlertsGoTogether() {
        List<SecurityEvent> events = Collections.nCopies(15, event("123", Map.of()));
        assertThat(messages.fitting(events)).isEqualTo(10);
        assertThat(body(events.subList(0, 10), 0).path("embeds").size()).isEqualTo(10);
    }
}
