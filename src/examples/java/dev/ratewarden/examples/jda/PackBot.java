package dev.ratewarden.examples.jda;

import dev.ratewarden.Stores;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.store.outage.OutageStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;

/** The bot from its start to its end. */
public final class PackBot implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OutageStore store;
    private final RateLimiter limiter;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final JDA jda;

    PackBot(BotSettings settings) {
        store = Stores.redis(settings.redis()).open();
        limiter = RateLimiter.builder(store)
                .policy("pack_trade", Limit.slidingWindow(6, Duration.ofMinutes(1)))
                .decayPerHour(1)
                .build();
        ModeratorCommands moderators = new ModeratorCommands(store, settings.moderatorRole(), executor);
        // Slash commands need no intents. The order of the end is in close(), so JDA must not begin one of its own.
        jda = JDABuilder.createLight(settings.token(), List.of())
                .setEnableShutdownHook(false)
                .addEventListeners(new PackListener(limiter, moderators, executor))
                .build();
        jda.updateCommands().addCommands(SlashCommands.all()).queue();
    }

    /** First whoever brings work, then the work, then what it needs. */
    @Override
    public void close() {
        jda.shutdown();
        try {
            if (!jda.awaitShutdown(PATIENCE)) {
                jda.shutdownNow();
            }
        } catch (InterruptedException e) {
            jda.shutdownNow();
            Thread.currentThread().interrupt();
        }
        executor.close();
        limiter.close();
        store.close();
    }

    public static void main(String[] arguments) {
        try {
            PackBot bot = new PackBot(BotSettings.of(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(bot::close, "end of the bot"));
        } catch (InvalidTokenException e) {
            fail("Discord does not know the token in " + BotSettings.TOKEN + ": copy it anew, it is shown once only");
        } catch (ErrorResponseException e) {
            fail("Discord does not answer; is there a way to https://discord.com? " + e.getMessage());
        } catch (IllegalArgumentException | RatewardenException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
