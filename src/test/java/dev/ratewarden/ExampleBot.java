package dev.ratewarden;

import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.InstantSource;

/** The smallest bot; run in a JVM of its own with only what a bot inherits. */
final class ExampleBot {

    private ExampleBot() {}

    public static void main(String[] arguments) {
        RateLimiter limiter =
                RateLimiter.builder(new MemoryStore(InstantSource.system())).build();
        Decision decision = limiter.check("1234", "pack_create");
        System.out.printf("%s %d of %d%n", decision.reason(), decision.remaining(), decision.limit());
    }
}
