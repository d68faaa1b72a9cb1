package dev.ratewarden;

import dev.ratewarden.cli.Watching;
import dev.ratewarden.events.JsonLinesFile;
import dev.ratewarden.events.LogSink;
import dev.ratewarden.events.Webhook;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.store.redis.AuditArchive;
import dev.ratewarden.store.redis.RedisStore;
import dev.ratewarden.watch.Watcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches over a community in Redis, for the command. */
final class RedisWatch implements Watching {
    private static final Duration STEP_DOWN = Duration.ofSeconds(15);
    private final InstantSource now;

    RedisWatch(InstantSource now) {
        this.now = now;
    }

    @Override
    public boolean watch(Request request, Consumer<String> news) {
        try (RedisStore store = new RedisStore(RedisSources.forPeople(request.source()))) {
            Watcher.Builder builder = Watcher.over(store)
                    .name(request.name() == null ? Stores.anyName() : request.name())
                    .alertAt(request.alertAt())
                    .clock(now)
                    .news(news);
            // First what can be refused, so that nothing is left open.
            Webhook webhook = webhook(request.hook());
            if (request.events() != null) {
                builder.sink(JsonLinesFile.in(request.events()));
            }
            if (webhook != null) {
                builder.alert(webhook);
            }
            if (request.logs()) {
                builder.sink(new LogSink());
            }
            if (request.archive() != null) {
                builder.chore(store.auditArchive(request.archive(), AuditArchive.RETENTION, AuditArchive.NEWEST));
            }
            return request.once() ? once(store, builder) : untilTold(builder);
        }
    }

    private static @Nullable Webhook webhook(@Nullable Hook hook) {
        if (hook == null) {
            return null;
        }
        Webhook.Format format = switch (hook.format()) {
            case DISCORD -> Webhook.Format.DISCORD;
            case JSON -> Webhook.Format.JSON;
        };
        return Webhook.of(format, hook.address(), hook.allowHttp());
    }

    private static boolean once(RedisStore store, Watcher.Builder builder) {
        // Says why if Redis is away.
        store.follow(null, 1);
        try (Watcher watcher = builder.allIndexesAtOnce().build()) {
            return watcher.turn();
        }
    }

    /** Returns only if the process is not told to end by a signal, which is never. */
    private static boolean untilTold(Watcher.Builder builder) {
        Watcher watcher = builder.start();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(watcher, ended), "ratewarden-end"));
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            watcher.close();
            throw new StoreUnavailableException("the watch was interrupted", e);
        }
        return true;
    }

    /** To be told to end is no failure, so the process ends with status 0. */
    private static void end(Watcher watcher, CountDownLatch ended) {
        Thread guard = Thread.ofPlatform().daemon().start(() -> {
            try {
                if (!ended.await(STEP_DOWN.toMillis(), TimeUnit.MILLISECONDS)) {
                    Runtime.getRuntime().halt(1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watcher.close();
        guard.interrupt();
        Runtime.getRuntime().halt(0);
    }
}
