package dev.ratewarden.build.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.store.redis.RedisServerExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What the page for clients in other languages shows is what a Redis answers. */
class ClientsPageTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Path PAGE = Path.of("src/site/markdown/clients.md");
    private static final Pattern BLOCK = Pattern.compile("```redis\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("→ (.*?)\\R← (.*?)(?=\\R→|\\Z)", Pattern.DOTALL);
    private static final String ANYTHING = "<any>";

    /** From one block to the next, as somebody who reads on would type them. */
    @Test
    void everyCallIsAnsweredAsThePageSays() throws IOException {
        List<MatchResult> calls = new ArrayList<>();
        BLOCK.matcher(Files.readString(PAGE))
                .results()
                .forEach(block -> CALL.matcher(block.group(1).strip()).results().forEach(calls::add));
        assertThat(calls).hasSizeGreaterThan(15);
        try (Jedis jedis = REDIS.jedis()) {
            Map<String, String> scripts = scripts(jedis);
            for (MatchResult call : calls) {
                JsonNode request = VectorText.JSON.readTree(call.group(1));
                JsonNode reply = VectorText.JSON.readTree(call.group(2));
                JsonNode answer = answer(jedis, scripts, request);
                assertThat(matches(reply, answer))
                        .as("%s%nshould be answered%n%s%nbut was%n%s".formatted(request, reply, answer))
                        .isTrue();
            }
        }
    }

    private static Map<String, String> scripts(Jedis jedis) {
        Map<String, String> scripts = new TreeMap<>();
        for (String one : List.of("init", "policies", "act", "gauge", "describe")) {
            scripts.put("<" + one + ">", jedis.scriptLoad(BareRedis.script(one)));
        }
        scripts.put(
                "<check>", jedis.scriptLoad(BareRedis.script("check", "check-answer", "check-record", "check-retain")));
        return scripts;
    }

    private static JsonNode answer(Jedis jedis, Map<String, String> scripts, JsonNode request) {
        List<byte[]> words = request.valueStream()
                .map(word -> word.isString() ? word.stringValue() : word.toString())
                .map(word -> scripts.getOrDefault(word, word).getBytes(StandardCharsets.UTF_8))
                .toList();
        try {
            return json(
                    jedis.sendCommand(words::getFirst, words.stream().skip(1).toArray(byte[][]::new)));
        } catch (JedisDataException error) {
            return VectorText.JSON.valueToTree("ERROR " + error.getMessage());
        }
    }

    private static JsonNode json(Object reply) {
        if (reply instanceof List<?> list) {
            ArrayNode array = VectorText.JSON.createArrayNode();
            list.forEach(one -> array.add(json(one)));
            return array;
        }
        return VectorText.JSON.valueToTree(
                reply instanceof byte[] text ? new String(text, StandardCharsets.UTF_8) : reply);
    }

    private static boolean matches(JsonNode page, JsonNode answer) {
        if (page.isString() && page.stringValue().equals(ANYTHING)) {
            return true;
        }
        if (page.isArray() && answer.isArray() && page.size() == answer.size()) {
            for (int i = 0; i < page.size(); i++) {
                if (!matches(page.get(i), answer.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (page.isNumber() && answer.isNumber()) {
            return page.longValue() == answer.longValue();
        }
        return page.equals(answer);
    }
}
