package dev.ratewarden;

import dev.ratewarden.cli.Communities;
import dev.ratewarden.cli.Community;
import dev.ratewarden.cli.Source;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.store.redis.RedisStore;
import java.time.InstantSource;

/** Opens what a short command works on. */
final class OpenCommunities implements Communities {
    private final InstantSource now;

    OpenCommunities(InstantSource now) {
        this.now = now;
    }

    @Override
    public Community open(Source source) {
        return switch (source) {
            case Source.Demo demo -> new DemoCommunity(now);
            case Source.Redis redis -> new InRedis(new RedisStore(RedisSources.forPeople(redis)));
        };
    }

    private record InRedis(RedisStore store) implements Community {

        @Override
        public Moderation moderation(String operator) {
            return new Moderation(store, operator);
        }

        @Override
        public RateLimiter limiter() {
            return RateLimiter.builder(store).build();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
