package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Somebody put policies back that are older than those by which users were checked. */
class OlderPoliciesTest {

    private static final String POLICIES = "rw:{g}:policies";

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    @Test
    void itIsSaidWhatHappenedAndWhatIsSaidHelps() {
        try (Jedis jedis = REDIS.jedis()) {
            try (RedisStore bot = bot(REDIS, MANY)) {
                jedis.hset(POLICIES, "#revision", "7");
                bot.policies();
            }
            try (RedisStore bot = bot(REDIS, MANY)) {
                bot.check(request("ann", MANY));
            }
            jedis.hset(POLICIES, "#revision", "3");
            try (RedisStore bot = bot(REDIS, MANY)) {
                assertThatThrownBy(() -> bot.check(request("ann", MANY)))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("holds policies of revision 3, but checked users by revision 7")
                        .hasMessageEndingWith("HSET rw:{g}:policies #revision 7");
                jedis.hset(POLICIES, "#revision", "7");
                assertThat(bot.check(request("ann", MANY)).reason()).isEqualTo(Reason.ALLOWED);
            }
        }
    }
}
