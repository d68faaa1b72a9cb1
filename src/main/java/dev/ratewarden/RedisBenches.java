package dev.ratewarden;

import dev.ratewarden.cli.Benches;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.store.redis.RedisBench;
import dev.ratewarden.store.redis.RedisSettings;
import java.util.function.Consumer;

/** Measures in a Redis, and cleans up whatever ends it. */
final class RedisBenches implements Benches {

    @Override
    public Result run(Request request, Consumer<String> progress) {
        RedisSettings settings = RedisSources.forBots(request.redis());
        RedisBench bench = new RedisBench(settings, System::nanoTime);
        Thread cleaning = new Thread(() -> clean(bench, progress), "bench-cleaning");
        Runtime.getRuntime().addShutdownHook(cleaning);
        try (bench) {
            RedisBench.Result result =
                    bench.run(request.threads(), 1_000L * request.seconds(), request.deniedPercent(), progress);
            return new Result(
                    result.checksPerSecond(),
                    result.pingPerSecond(),
                    result.p50Micros(),
                    result.p99Micros(),
                    result.deniedShare(),
                    result.connections(),
                    result.redisVersion());
        } finally {
            forget(cleaning);
        }
    }

    /** At the end of the process nobody else hears of what goes wrong. */
    private static void clean(RedisBench bench, Consumer<String> progress) {
        try {
            bench.close();
        } catch (RatewardenException e) {
            progress.accept(String.valueOf(e.getMessage()));
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process is about to end, and the hook runs.
            return;
        }
    }
}
