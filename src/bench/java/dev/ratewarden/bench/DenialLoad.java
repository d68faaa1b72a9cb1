package dev.ratewarden.bench;

import dev.ratewarden.ChildJvm;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A bot in a process of its own that is denied 1,000 times a second, on behalf of anybody, until it is stopped. */
final class DenialLoad implements AutoCloseable {

    static final int USERS = 100_000;
    private static final long BETWEEN_NANOS = 1_000_000;
    private static final Policy POST = Policy.of("post", Limit.tokenBucket(1, Duration.ofDays(300)));

    private final Process bot;

    private DenialLoad(Process bot) {
        this.bot = bot;
    }

    /** Every user is let through once, so that each further check is a denial, which go on until this is closed. */
    static DenialLoad start(BenchRedis redis, String prefix) throws IOException {
        try (RedisStore store = BenchRedis.store(redis.bot(prefix), ScoreRules.DEFAULT, POST)) {
            Load.forEach(USERS, 50, user -> store.check(CheckRequest.of(Users.id(user), POST.action())));
        }
        ProcessBuilder bot =
                ChildJvm.running(DenialLoad.class, redis.uri(), prefix).inheritIO();
        bot.command().add(1, "-Xmx256m");
        return new DenialLoad(bot.start());
    }

    /** Whether all that was measured so far was measured under this load. */
    boolean isAlive() {
        return bot.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        bot.destroyForcibly().waitFor();
    }

    public static void main(String[] arguments) {
        // Whoever measures may be killed; nobody else would stop this.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        RedisSettings settings =
                RedisSettings.forBots(arguments[0], arguments[1]).withTimeouts(20_000, 20_000, 20_000);
        try (RedisStore store = new RedisStore(settings)) {
            store.addDefaults(List.of(POST), ScoreRules.DEFAULT);
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(1);
            long due = System.nanoTime();
            while (true) {
                store.check(CheckRequest.of(Users.id(random.nextInt(USERS)), POST.action()));
                due += BETWEEN_NANOS;
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }
}
