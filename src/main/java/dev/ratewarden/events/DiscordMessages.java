package dev.ratewarden.events;

import dev.ratewarden.limiter.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One embed an alert, within the limits that Discord states: 10 embeds and 6,000 characters a message, 256 a title, 1,024 a field, 25 fields
 * an embed. Texts of strangers mention nobody, format nothing and link nowhere.
 */
final class DiscordMessages implements WebhookMessages {

    private static final int EMBEDS = 10;
    private static final int CHARACTERS = 5_800;
    private static final int TITLE = 256;
    private static final int FIELD_NAME = 256;
    private static final int FIELD = 1_024;
    private static final int FIELDS = 25;
    private static final String MARKDOWN = "\\*_~`|>#<[]()-";
    private static final Map<SecurityEvent.Severity, Integer> COLOURS = Map.of(
            SecurityEvent.Severity.INFO, 0x5B8DEF,
            SecurityEvent.Severity.WARNING, 0xE0A83A,
            SecurityEvent.Severity.CRITICAL, 0xE4572E,
            SecurityEvent.Severity.EMERGENCY, 0xB3123F);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public int fitting(List<SecurityEvent> events) {
        int count = 1;
        int characters = embed(events.getFirst()).characters();
        while (count < Math.min(EMBEDS, events.size())) {
            characters += embed(events.get(count)).characters();
            if (characters > CHARACTERS) {
                break;
            }
            count++;
        }
        return count;
    }

    @Override
    public String body(List<SecurityEvent> events, long dropped) {
        ObjectNode message = JSON.objectNode();
        if (dropped > 0) {
            message.put(
                    "content",
                    dropped == 1
                            ? "1 alert before this could not be sent; it is among Ratewarden's events."
                            : dropped + " alerts before this could not be sent; they are among Ratewarden's events.");
        }
        message.putObject("allowed_mentions").putArray("parse");
        ArrayNode embeds = message.putArray("embeds");
        events.forEach(event -> embeds.add(embed(event).json()));
        return EventJson.JSON.writeValueAsString(message);
    }

    private static Embed embed(SecurityEvent event) {
        Embed embed = new Embed(event);
        embed.field("User", event.userId());
        embed.field("Action", event.action());
        embed.field("Where", event.where());
        if (event.score() != 0) {
            embed.field(
                    "Score",
                    BigDecimal.valueOf(event.score()).stripTrailingZeros().toPlainString());
        }
        if (event.folded() > 0) {
            embed.field("Folded", "stands for %,d more".formatted(event.folded()));
        }
        event.figures().forEach(embed::field);
        return embed;
    }

    /** An embed that is filled until it is full. */
    private static final class Embed {
        private final ObjectNode json = JSON.objectNode();
        private final ArrayNode fields;
        private int characters;

        Embed(SecurityEvent event) {
            String title = clipped(
                    event.severity() + ": "
                            + plain(event.type().toLowerCase(Locale.ROOT).replace('_', ' ')),
                    TITLE);
            json.put("title", title)
                    .put("color", COLOURS.getOrDefault(event.severity(), 0))
                    .put("timestamp", timestamp(event.atMs()));
            fields = json.putArray("fields");
            characters = title.length();
        }

        void field(String name, @Nullable String value) {
            if (value == null || value.isBlank() || name.isBlank() || fields.size() >= FIELDS) {
                return;
            }
            String shownName = clipped(plain(name), FIELD_NAME);
            String shown = clipped(plain(value), FIELD);
            int more = shownName.length() + shown.length();
            if (characters + more <= CHARACTERS) {
                characters += more;
                fields.addObject().put("name", shownName).put("value", shown).put("inline", shown.length() <= 40);
            }
        }

        ObjectNode json() {
            return json;
        }

        int characters() {
            return characters;
        }
    }

    /** Discord takes times of four-digit years alone. */
    private static String timestamp(long ms) {
        long within = Math.clamp(ms, 0L, 253_402_300_799_999L);
        return Instant.ofEpochMilli(within).toString();
    }

    /** As it is, whatever it looks like. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        Text.visible(text).chars().forEach(c -> {
            if (MARKDOWN.indexOf(c) >= 0) {
                plain.append('\\');
            }
            plain.append((char) c);
            if (c == '@' || c == ':') {
                // Breaks a mention and a link; shows nothing.
                plain.append('\u200b');
            }
        });
        return plain.toString();
    }

    /** Cut before a character, never within, and never behind an escape. */
    private static String clipped(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        int escapes = 0;
        while (end - escapes > 0 && text.charAt(end - escapes - 1) == '\\') {
            escapes++;
        }
        return text.substring(0, end - escapes % 2) + '…';
    }
}
