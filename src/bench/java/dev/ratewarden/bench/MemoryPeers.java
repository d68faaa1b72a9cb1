package dev.ratewarden.bench;

import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** One user's limiter of each peer, as its documentation builds it. */
final class MemoryPeers {

    private static final RateLimiterConfig RESILIENCE4J = RateLimiterConfig.custom()
            .limitForPeriod(1_000_000)
            .limitRefreshPeriod(Duration.ofDays(1))
            .timeoutDuration(Duration.ZERO)
            .build();

    private MemoryPeers() {}

    static Bucket bucket4j(long perDay) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perDay).refillGreedy(perDay, Duration.ofDays(1)))
                .build();
    }

    static Bucket emptyBucket4j() {
        Bucket bucket = bucket4j(1);
        bucket.tryConsume(1);
        return bucket;
    }

    /** Guava knows only rates a second. */
    static com.google.common.util.concurrent.RateLimiter guava() {
        return com.google.common.util.concurrent.RateLimiter.create(1_000_000);
    }

    static RateLimiter resilience4j() {
        return RateLimiter.of("user", RESILIENCE4J);
    }
}
