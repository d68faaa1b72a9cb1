package dev.ratewarden.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.build.vectors.BareRedis;
import dev.ratewarden.build.vectors.VectorReplay;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StorePorts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The golden vectors hold in a real Redis that the commands in the files set up. */
class VectorsInRedisTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    static Stream<String> files() {
        return VectorReplay.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void redisAnswersSo(String name) {
        try (Jedis jedis = REDIS.jedis()) {
            Clients clients = new Clients(jedis);
            assertThat(VectorReplay.differences(VectorReplay.read(name), clients::on))
                    .isEmpty();
            clients.close();
        }
    }

    /** What the page for clients says, done by a client that is nothing but that page and the scripts. */
    @ParameterizedTest
    @MethodSource("files")
    void aClientWrittenFromThePageAnswersSo(String name) {
        try (Jedis jedis = REDIS.jedis()) {
            BareClients clients = new BareClients(jedis);
            JsonNode file = VectorReplay.read(name);
            assertThat(VectorReplay.differences(file, clients::on)).isEmpty();
            assertThat(clients.stale)
                    .as("met newer policies")
                    .isEqualTo(name.equals("stale.json") ? file.get("cases").size() : 0);
            clients.close();
        }
    }

    /** Checks without lanes and without our store; what moderators do and see goes through the store. */
    private static final class BareClients extends Clients {

        private final Map<String, BareRedis> bare = new HashMap<>();
        private int stale;

        BareClients(Jedis jedis) {
            super(jedis);
        }

        @Override
        public Object ask(String client, String mode, CheckRequest request, long nowMs) {
            BareRedis asked = bare.computeIfAbsent(client, any -> new BareRedis(jedis));
            int before = asked.stale();
            Object answer = asked.ask(mode, request, nowMs);
            stale += asked.stale() - before;
            return answer;
        }

        @Override
        void close() {
            bare.clear();
            super.close();
        }
    }

    /** Programs that share the Redis, each with a copy of the policies that it read when it began. */
    private static class Clients implements VectorReplay.Target {

        private static final String PREFIX = "rw:";

        final Jedis jedis;
        private final Map<String, RedisStore> open = new HashMap<>();
        private ManualClock clock = new ManualClock(0);

        Clients(Jedis jedis) {
            this.jedis = jedis;
        }

        Clients on(ManualClock caseClock) {
            clock = caseClock;
            return this;
        }

        @Override
        public void begin(JsonNode setup) {
            close();
            jedis.flushDB();
            send(setup.get("redis"));
        }

        private void send(JsonNode commands) {
            for (JsonNode command : commands) {
                List<String> words =
                        command.valueStream().map(JsonNode::stringValue).toList();
                jedis.sendCommand(
                        () -> Keys.utf8(words.getFirst()),
                        words.stream().skip(1).map(Keys::utf8).toArray(byte[][]::new));
            }
        }

        @Override
        public StorePorts client(String name) {
            return StorePorts.of(open.computeIfAbsent(
                    name,
                    any -> new RedisStore(
                            RedisSettings.forBots(REDIS.uri(), PREFIX).withTimeouts(5_000, 5_000, 5_000), clock)));
        }

        @Override
        public void set(JsonNode set) {
            send(set.get("redis"));
            // Whoever begins now reads what was set, as whoever is there does within seconds.
            if (!set.has("unseen")) {
                close();
            }
        }

        @Override
        public JsonNode history(String user) {
            ArrayNode stored = StoredJson.JSON.createArrayNode();
            jedis.lrange(key(user), 0, -1).forEach(entry -> stored.add(StoredJson.read(entry)));
            return stored;
        }

        private String key(String user) {
            Keys keys = new Keys(PREFIX, Integer.parseInt(jedis.hget(PREFIX + "{g}:meta", "shards")));
            return PREFIX + "{s" + keys.shardOf(user) + "}:history:" + user;
        }

        void close() {
            open.values().forEach(RedisStore::close);
            open.clear();
        }
    }
}
