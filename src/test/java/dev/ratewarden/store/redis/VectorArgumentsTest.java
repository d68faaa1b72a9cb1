package dev.ratewarden.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.build.vectors.Requests;
import dev.ratewarden.build.vectors.VectorReplay;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.PolicyBook;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Keys, arguments and refused inputs in the golden vectors are those of this product. */
class VectorArgumentsTest {

    static Stream<JsonNode> keyspaces() {
        return VectorReplay.read("keys.json").get("keyspaces").valueStream();
    }

    static Stream<JsonNode> books() {
        return VectorReplay.read("arguments.json").get("books").valueStream();
    }

    static Stream<JsonNode> inputs() {
        return VectorReplay.read("invalid.json").get("inputs").valueStream();
    }

    @ParameterizedTest
    @MethodSource("keyspaces")
    void keysAreOurs(JsonNode keyspace) {
        Keys keys = new Keys(
                keyspace.get("prefix").stringValue(), keyspace.get("shards").intValue());
        assertThat(keyspace.get("meta").stringValue()).isEqualTo(text(keys.global("meta")));
        assertThat(keyspace.get("policyHash").stringValue()).isEqualTo(text(keys.global("policies")));
        PolicyTexts texts = new PolicyTexts(book(books().findFirst().orElseThrow()), 1_000_000);
        for (JsonNode one : keyspace.get("users")) {
            String user = one.get("user").stringValue();
            assertThat(one.get("shard").intValue()).isEqualTo(keys.shardOf(user));
            JsonNode names = one.get("keys");
            ScriptCall call = CheckCodec.call(keys, CheckCodec.Mode.CHECK, CheckRequest.of(user, "payment"), texts, "");
            assertThat(Stream.of(
                                    "user",
                                    "seen",
                                    "totals",
                                    "history",
                                    "scores",
                                    "blocked",
                                    "events",
                                    "lanes",
                                    "window:payment")
                            .map(name -> names.get(name).stringValue()))
                    .isEqualTo(
                            call.keys().stream().map(VectorArgumentsTest::text).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("books")
    void argumentsAreOurs(JsonNode book) {
        PolicyTexts texts =
                new PolicyTexts(book(book), book.get("maxUsersPerShard").longValue());
        Keys keys = new Keys("rw:", 4);
        for (JsonNode request : book.get("requests")) {
            ScriptCall call =
                    CheckCodec.call(keys, CheckCodec.Mode.CHECK, Requests.request(request), texts, "1800000000000");
            assertThat(text(call.args()[4])).isEqualTo(request.get("policy").stringValue());
            assertThat(text(call.args()[8])).isEqualTo(request.get("more").stringValue());
            assertThat(call.keys().stream()
                            .skip(8)
                            .map(VectorArgumentsTest::text)
                            .toList())
                    .isEqualTo(request.get("windows")
                            .valueStream()
                            .map(JsonNode::stringValue)
                            .toList());
        }
    }

    private static PolicyBook book(JsonNode book) {
        Map<String, String> hash = new LinkedHashMap<>();
        book.get("policies")
                .properties()
                .forEach(field -> hash.put(field.getKey(), field.getValue().stringValue()));
        return PolicyCopy.of(hash, "test").book();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void inputsAreRefusedAsOurs(JsonNode input) {
        JsonNode field = input.get("field");
        if (field.isNull()) {
            assertThat(Requests.request(input.get("request"))).isNotNull();
        } else {
            assertThatThrownBy(() -> Requests.request(input.get("request")))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith(field.stringValue());
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
